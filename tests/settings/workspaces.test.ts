import { describe, expect, it } from 'vitest';
import { loadSettings } from '../../src/settings/load-settings.ts';
import { SettingsError } from '../../src/settings/problem.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

const SECRETS = {
  EECS_BOT: 'xoxb-eecs-token',
  EECS_APP: 'xapp-eecs-token',
  MATHS_BOT: 'xoxb-maths-token',
  MATHS_SECRET: 'sum of squares',
  UNI_PASSWORD: 'word of uni',
};
const SLACK = `slack:
  workspaces:
    eecs: { botToken: "\${EECS_BOT}", appToken: "\${EECS_APP}" }
    maths: { botToken: "\${MATHS_BOT}", signingSecret: "\${MATHS_SECRET}", apiUrl: "http://127.0.0.1:9/api", reconcile: none }
`;
const TEAMS = `teams:
  tenants:
    uni: { appId: app-uni, appPassword: "\${UNI_PASSWORD}", tenantId: 0A1B-uni }
    lab: { appId: app-uni, appPassword: "\${UNI_PASSWORD}", tenantId: 0a1b-lab, appType: MultiTenant }
`;

function load(yaml: string, variables: Readonly<Record<string, string>> = SECRETS) {
  const config = createTemporaryFolder().write('lectern.yaml', `timezone: UTC\n${yaml}`);
  return loadSettings({ config, variables });
}

/** `12: field: "value": problem` */
function problemsOf(yaml: string, variables: Readonly<Record<string, string>> = SECRETS): string[] {
  try {
    load(yaml, variables);
  } catch (error) {
    if (error instanceof SettingsError)
      return error.message.split('\n').map((line) => line.replace(/^.*lectern\.yaml:/, ''));
    throw error;
  }
  return [];
}

const routed = (...to: readonly string[]): string =>
  `routes:\n${to.map((address) => `  - { match: all, to: ["${address}"] }`).join('\n')}\n`;

describe('workspaces of the configuration', () => {
  it('come beside that of the environment, each with its own', () => {
    const { slack, teams, redactor } = load(`${SLACK}${TEAMS}`, {
      ...SECRETS,
      SLACK_BOT_TOKEN: 'xoxb-own',
      SLACK_APP_TOKEN: 'xapp-own',
    });
    expect(slack).toEqual([
      expect.objectContaining({
        workspace: { platform: 'slack' },
        botToken: 'xoxb-own',
        reconcile: 'history',
      }),
      expect.objectContaining({
        workspace: { platform: 'slack', name: 'eecs' },
        appToken: 'xapp-eecs-token',
        apiUrl: 'https://slack.com/api/',
        called: { botToken: 'EECS_BOT', appToken: 'EECS_APP' },
      }),
      expect.objectContaining({
        workspace: { platform: 'slack', name: 'maths' },
        signingSecret: 'sum of squares',
        apiUrl: 'http://127.0.0.1:9/api/',
        reconcile: 'none',
      }),
    ]);
    expect(
      teams.map(({ workspace, appType, local }) => [workspace.name, workspace.native, appType, local]),
    ).toEqual([
      ['uni', '0A1B-uni', 'SingleTenant', false],
      ['lab', '0a1b-lab', 'MultiTenant', false],
    ]);
    expect(redactor.redact('xoxb-maths-token, word of uni')).toBe('[MATHS_BOT], [UNI_PASSWORD]');
  });

  it.each<[string, string, RegExp]>([
    [
      'a name with capitals',
      `slack: { workspaces: { EECS: { botToken: "\${EECS_BOT}", appToken: "\${EECS_APP}" } } }`,
      /^2: slack\.workspaces\.EECS: .*a name of small letters, digits and hyphens, such as eecs/,
    ],
    [
      'the name "local"',
      `teams: { tenants: { local: { appId: a, appPassword: "\${UNI_PASSWORD}", tenantId: t } } }`,
      /^2: teams\.tenants\.local: .*not "local"/,
    ],
    [
      'a token of another kind',
      `slack: { workspaces: { eecs: { botToken: "\${EECS_APP}", appToken: "\${EECS_APP}" } } }`,
      /^2: slack\.workspaces\.eecs\.botToken: "\$\{EECS_APP\}": a bot token, which begins with xoxb-$/,
    ],
    [
      'no way in',
      `slack: { workspaces: { eecs: { botToken: "\${EECS_BOT}" } } }`,
      /^2: slack\.workspaces\.eecs\.appToken: is missing; give it for Socket Mode, or signingSecret to receive over HTTP$/,
    ],
    [
      'no bot token',
      `slack: { workspaces: { eecs: { appToken: "\${EECS_APP}" } } }`,
      /^2: slack\.workspaces\.eecs\.botToken: is missing$/,
    ],
    [
      'a variable that is not set',
      `slack: { workspaces: { eecs: { botToken: "\${PHYSICS_BOT}", appToken: "\${EECS_APP}" } } }`,
      /^2: slack\.workspaces\.eecs\.botToken: the variable PHYSICS_BOT is not set$/,
    ],
    [
      'a setting that there is not',
      'slack: { workspaces: { eecs: { token: x } } }',
      /^2: slack\.workspaces\.eecs\.token: "x": there is no such setting; allowed: botToken, appToken, signingSecret, apiUrl, reconcile$/,
    ],
    [
      'no password',
      'teams: { tenants: { uni: { appId: a, tenantId: t } } }',
      /^2: teams\.tenants\.uni\.appPassword: is missing; only `appType: UserAssignedMSI` does without$/,
    ],
    [
      'an unknown type',
      `teams: { tenants: { uni: { appId: a, appPassword: "\${UNI_PASSWORD}", tenantId: t, appType: Both } } }`,
      /^2: teams\.tenants\.uni\.appType: "Both": allowed: SingleTenant, MultiTenant, UserAssignedMSI$/,
    ],
  ])('%s is told with its place and what is allowed', (_, yaml, sentence) => {
    expect(problemsOf(`${yaml}\n`).filter((line) => sentence.test(line))).toHaveLength(1);
  });

  it('a secret in the file is refused, and never repeated', () => {
    const problems = problemsOf(
      'slack:\n  workspaces:\n    data-lab: { botToken: xoxb-hunter2, appToken: xapp-hunter2 }\nteams: { tenants: { uni: { appId: a, appPassword: hunter2, tenantId: t } } }\n',
    );
    expect(problems).toEqual([
      `4: slack.workspaces.data-lab.botToken: a secret does not belong in this file: write "\${DATA_LAB_SLACK_BOT_TOKEN}" and set that variable`,
      `4: slack.workspaces.data-lab.appToken: a secret does not belong in this file: write "\${DATA_LAB_SLACK_APP_TOKEN}" and set that variable`,
      `5: teams.tenants.uni.appPassword: a secret does not belong in this file: write "\${UNI_TEAMS_APP_PASSWORD}" and set that variable`,
    ]);
    expect(problems.join()).not.toContain('hunter2');
  });

  it('two with one token, or one tenant twice, are one', () => {
    const twice = `slack:
  workspaces:
    eecs: { botToken: "\${EECS_BOT}", appToken: "\${EECS_APP}" }
    maths: { botToken: "\${EECS_BOT}", signingSecret: "\${MATHS_SECRET}" }
    lab: { botToken: "\${MATHS_BOT}", appToken: "\${EECS_APP}" }
teams:
  tenants:
    uni: { appId: a, appPassword: "\${UNI_PASSWORD}", tenantId: 0A1B }
    lab: { appId: b, appPassword: "\${UNI_PASSWORD}", tenantId: 0a1b }
`;
    expect(problemsOf(twice)).toEqual([
      '5: slack.workspaces.maths.botToken: is that of eecs too; each needs its own',
      '6: slack.workspaces.lab.appToken: is that of eecs too; each needs its own',
      '10: teams.tenants.lab.tenantId: is that of uni too; each needs its own',
    ]);
    expect(
      problemsOf(SLACK, { ...SECRETS, SLACK_BOT_TOKEN: SECRETS.EECS_BOT, SLACK_APP_TOKEN: 'xapp-own' }),
    ).toEqual([
      '4: slack.workspaces.eecs.botToken: is that of the environment’s variables too; each needs its own',
    ]);
  });
});

describe('which workspace an address means', () => {
  it.each([
    ['by its name', 'slack:eecs/#tides'],
    ['by Slack’s own id', 'slack:T024BE7LH/#tides'],
    ['a person', 'slack:maths/U024BE7LH'],
    ['a tenant by its name', 'teams:lab/19:abc@thread.tacv2'],
    ['a tenant by its id', 'teams:0a1b-UNI/19:abc@thread.tacv2'],
    [
      'by the link that Teams gives',
      'teams:https://teams.microsoft.com/l/channel/19%3aabc%40thread.tacv2/General?groupId=g&tenantId=0a1b-lab',
    ],
    ['the preview, which is one', 'preview:#tides'],
  ])('%s', (_, address) => {
    expect(problemsOf(`${SLACK}${TEAMS}${routed(address)}`)).toEqual([]);
  });

  it.each([
    [
      'slack:#tides',
      '"slack:#tides": several workspaces are configured; write slack:eecs/#tides or slack:maths/#tides',
    ],
    ['slack:ecs/#tides', '"slack:ecs/#tides": there is no workspace "ecs"; write slack:eecs/#tides'],
    [
      'slack:physics/#tides',
      '"slack:physics/#tides": there is no workspace "physics"; write slack:eecs/#tides or slack:maths/#tides',
    ],
    [
      'teams:19:abc@thread.tacv2',
      '"teams:19:abc@thread.tacv2": several tenants are configured; write teams:uni/19:abc@thread.tacv2 or teams:lab/19:abc@thread.tacv2',
    ],
    [
      'teams:0a1b-other/19:abc@thread.tacv2',
      '"teams:0a1b-other/19:abc@thread.tacv2": there is no tenant "0a1b-other"; write teams:uni/19:abc@thread.tacv2 or teams:lab/19:abc@thread.tacv2',
    ],
  ])('%s is told with the choices', (address, problem) => {
    expect(problemsOf(`${SLACK}${TEAMS}${routed(address)}`)).toEqual([`11: routes.0.to.0: ${problem}`]);
  });

  it('has to be plain wherever somebody is named', () => {
    const fields = problemsOf(`${SLACK}operators: ["slack:U024BE7LH", "slack:eecs/U1ABCDEF"]
digests: [{ cron: "0 9 * * MON", to: ["slack:#tides"] }]
series: { tides: { name: Tides, organisers: [mira@example.edu, "slack:U024BE7LH"] } }
admins: { slack: [U024BE7LH, "@organisers", "slack:eecs/@organisers"] }
`).map((line) => line.split(':')[1]?.trim());
    expect(fields).toEqual([
      'digests.0.to.0',
      'operators.0',
      'series.tides.organisers.1',
      'admins.slack.0',
      'admins.slack.1',
    ]);
  });

  it('without a name it is that of the environment, or the only one; without credentials nothing is asked', () => {
    const own = { ...SECRETS, SLACK_BOT_TOKEN: 'xoxb-own', SLACK_APP_TOKEN: 'xapp-own' };
    expect(problemsOf(`${SLACK}${routed('slack:#tides')}`, own)).toEqual([]);
    const one = `slack: { workspaces: { eecs: { botToken: "\${EECS_BOT}", appToken: "\${EECS_APP}" } } }\n`;
    expect(problemsOf(`${one}${routed('slack:#tides')}`)).toEqual([]);
    expect(problemsOf(routed('slack:anything/#tides'))).toEqual([]);
    expect(problemsOf(routed('slack:anything/#tides'), own)).toEqual([
      '3: routes.0.to.0: "slack:anything/#tides": there is no workspace "anything"; write slack:#tides',
    ]);
  });

  it('an administrator of another platform is no administrator', () => {
    expect(problemsOf('admins: { slack: ["teams:uni/ada@example.edu"] }\n')).toEqual([
      '2: admins.slack.0: "teams:uni/ada@example.edu": "teams:uni/ada@example.edu" is not of slack; write slack:WORKSPACE/… or the id alone',
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { createAdmins } from '../../src/app/admins.ts';
import { createLanes } from '../../src/app/lanes.ts';
import { LaneId, PersonId } from '../../src/domain/ids.ts';
import type { Admins } from '../../src/pipeline/desk/admins.ts';
import type { Actor } from '../../src/ports/desk.ts';
import { settingsFor } from './kit.ts';

const actor = (person: string, over: Partial<Actor> = {}): Actor => ({
  person: PersonId.parse(person),
  standing: 'member',
  ...over,
});

function adminsOf(
  configuration: string,
  variables: Readonly<Record<string, string>>,
  lanesInOrder: readonly string[],
): Admins {
  const settings = settingsFor(`timezone: UTC\n${configuration}`, variables);
  const lanes = createLanes(settings.workspaces);
  for (const [index, workspace] of settings.workspaces.entries()) {
    lanes.claim(LaneId.parse(lanesInOrder[index]), workspace);
  }
  return createAdmins(settings, lanes);
}

describe('of one workspace and one tenant', () => {
  const open = (): Admins =>
    adminsOf(
      'admins: { slack: [U024BE7LH, "@seminar-organisers"], teams: [Ada@example.edu] }',
      {
        SLACK_BOT_TOKEN: 'xoxb-1234',
        SLACK_APP_TOKEN: 'xapp-1234',
        MICROSOFT_APP_ID: 'app',
        MICROSOFT_APP_PASSWORD: 'word',
        MICROSOFT_APP_TENANT_ID: 'tenant',
      },
      ['slack:T1', 'teams:tenant'],
    );

  it.each<[Actor, boolean]>([
    [actor('slack:T1/U024BE7LH'), true],
    [actor('slack:T1/U0OTHER'), false],
    [actor('slack:T1/U0OTHER', { groups: ['@seminar-organisers'] }), true],
    [actor('slack:T1/U0OTHER', { groups: ['@everybody'] }), false],
    // Ids and addresses count on the platform for which they are named, and on no other.
    [actor('slack:T1/U0OTHER', { emails: ['ada@example.edu'] }), false],
    [actor('teams:tenant/29:ada', { emails: ['ada@EXAMPLE.edu'] }), true],
    [actor('teams:tenant/29:ada', { emails: ['ada@example.org', 'someone@example.edu'] }), false],
    [actor('teams:tenant/U024BE7LH'), false],
    [actor('preview:local/U024BE7LH'), false],
  ])('%o is an administrator: %s', async (asker, expected) => {
    expect(await open().has(asker)).toBe(expected);
  });

  it('names those whom people can ask, as their platform knows them', () => {
    const admins = open();
    expect(admins.names(actor('slack:T1/U1'))).toEqual(['@seminar-organisers']);
    expect(admins.names(actor('teams:tenant/29:x'))).toEqual(['Ada@example.edu']);
    expect(admins.names(actor('preview:local/you'))).toEqual([]);
  });
});

const SEVERAL = `slack:
  workspaces:
    eecs: { botToken: "\${EECS_BOT}", appToken: "\${EECS_APP}" }
    maths: { botToken: "\${MATHS_BOT}", signingSecret: "\${MATHS_SECRET}" }
teams:
  tenants:
    uni: { appId: app-a, appPassword: "\${UNI}", tenantId: tenant-a }
    lab: { appId: app-b, appPassword: "\${LAB}", tenantId: tenant-b }
`;
const SECRETS = {
  EECS_BOT: 'xoxb-eecs',
  EECS_APP: 'xapp-eecs',
  MATHS_BOT: 'xoxb-maths',
  MATHS_SECRET: 'sum of squares',
  UNI: 'word of uni',
  LAB: 'word of lab',
};

describe('of several', () => {
  const open = (): Admins =>
    adminsOf(
      `${SEVERAL}admins:
  slack: [ "slack:eecs/U024BE7LH", "slack:maths/@organisers", "slack:T0EECS0/U0LONE0001" ]
  teams: [ "teams:uni/ada@example.edu" ]
`,
      SECRETS,
      ['slack:T0EECS0', 'slack:T0MATHS', 'teams:tenant-a', 'teams:tenant-b'],
    );

  it.each<[Actor, boolean]>([
    [actor('slack:T0EECS0/U024BE7LH'), true],
    // Somebody else, whom another workspace numbers by the same id, or its own group of that name.
    [actor('slack:T0MATHS/U024BE7LH'), false],
    [actor('slack:T0MATHS/U1', { groups: ['@organisers'] }), true],
    [actor('slack:T0EECS0/U1', { groups: ['@organisers'] }), false],
    // By the workspace's own id.
    [actor('slack:T0EECS0/U0LONE0001'), true],
    [actor('slack:T0MATHS/U0LONE0001'), false],
    [actor('teams:tenant-a/29:x', { emails: ['ada@example.edu'] }), true],
    [actor('teams:tenant-b/29:x', { emails: ['ada@example.edu'] }), false],
  ])('%o is an administrator: %s', async (asker, expected) => {
    expect(await open().has(asker)).toBe(expected);
  });

  it('names of a workspace only its own', () => {
    const admins = open();
    expect(admins.names(actor('slack:T0MATHS/U1'))).toEqual(['@organisers']);
    expect(admins.names(actor('slack:T0EECS0/U1'))).toEqual([]);
    expect(admins.names(actor('teams:tenant-b/29:x'))).toEqual([]);
  });
});

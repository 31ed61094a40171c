import { once } from 'node:events';
import { createServer } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { examineClock, examineNode } from '../../src/app/operations/doctor/examine-machine.ts';
import { LecternProcess } from '../support/lectern-process.ts';
import { ALL_SCOPES, SlackServer, type SlackServerOptions } from '../support/slack-server/slack-server.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { buildHouse, type House, PREVIEW_ONLY, startsIn } from './house.ts';

const Findings = z.strictObject({
  ok: z.boolean(),
  examinations: z.array(
    z.strictObject({
      topic: z.string(),
      state: z.enum(['ok', 'look', 'problem']),
      text: z.string(),
      mend: z.string().optional(),
    }),
  ),
});

/** What is said of each topic, as "state: text → mend". */
async function examine(house: House, variables: Readonly<Record<string, string>> = {}) {
  const { ok, examinations } = Findings.parse(await house.json(['doctor'], { variables }));
  const of = (topic: string): readonly string[] =>
    examinations
      .filter((one) => one.topic === topic)
      .map(({ state, text, mend }) => `${state}: ${text}${mend === undefined ? '' : ` → ${mend}`}`);
  return { ok, of };
}

interface SlackHouse {
  readonly house: House;
  readonly slack: SlackServer;
  readonly variables: Readonly<Record<string, string>>;
}

async function slackHouse(to: string, options: SlackServerOptions = {}): Promise<SlackHouse> {
  const slack = await SlackServer.start(options);
  onTestFinished(() => slack.close());
  slack.workspace.addUser('ada', { id: 'U0ADA0001' });
  const house = buildHouse(`mode: live
timezone: Australia/Brisbane
operators: ["slack:U0ADA0001"]
sources: [{ type: files, path: seminars }]
routes:
  - match: all
    to: [${to}]
`);
  house.write('seminars/ebb.yaml', `title: On Ebbing\n${startsIn({ hours: 50 })}\n`);
  const variables = {
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
  };
  return { house, slack, variables };
}

describe('doctor', () => {
  it('finds everything well where it is', async () => {
    const { house, slack, variables } = await slackHouse('"slack:#tides", "preview:#tides"');
    slack.workspace.addChannel('tides', { members: 42 });
    await house.run(['sync']);
    const { ok, of } = await examine(house, variables);
    expect(of('Node')).toEqual([`ok: ${process.versions.node}`]);
    expect(of('Store')).toEqual([
      expect.stringMatching(/^ok: opens, is up to date and can be written; notices: \d+$/),
    ]);
    expect(of('Clock')[0]).toMatch(/^ok: .*127\.0\.0\.1:\d+$/);
    expect(of('Mode')).toEqual(['ok: live']);
    expect(of('Slack')).toEqual(['ok: @lectern in the workspace Stand-in']);
    expect(of('Slack scopes')).toEqual(['ok: all are granted']);
    expect(of('Slack requests')).toEqual(['ok: come by Socket Mode']);
    expect(of('slack:#tides')).toEqual(['ok: leads to #tides, 42 members']);
    expect(of('preview:#tides')).toEqual(['ok: is shown on the front page']);
    expect(of('slack:U0ADA0001')).toEqual(['ok: leads to @U0ADA0001']);
    expect(of('Operators')).toEqual(['ok: told where Lectern needs a person: slack:U0ADA0001']);
    expect(of('Source files:seminars')).toEqual(['ok: can be read; records: 1']);
    expect(ok).toBe(true);
    const plain = await house.run(['doctor'], { variables });
    expect(plain.status).toBe(0);
    expect(plain.out).toMatch(/^ok {7}Slack: @lectern in the workspace Stand-in$/m);
    // It only looks: nothing is posted, and no socket is opened that would take deliveries from a running service.
    expect(slack.writes).toEqual([]);
    expect(slack.socket.connections).toBe(0);
  });

  it('names what is missing of channels, and how to mend each', async () => {
    const { house, slack, variables } = await slackHouse(
      '"slack:#outside", "slack:#gone", "slack:C0ATTIC01"',
    );
    slack.workspace.addChannel('outside', { member: false });
    slack.workspace.addChannel('attic', { id: 'C0ATTIC01', archived: true });
    const { ok, of } = await examine(house, variables);
    expect(of('slack:#outside')).toEqual([
      expect.stringMatching(
        /^problem: leads to #outside, 12 members → .*type \/invite @lectern in #outside$/,
      ),
    ]);
    expect(of('slack:#gone')[0]).toMatch(/^problem: there is no channel #gone that @lectern can see → /);
    expect(of('slack:C0ATTIC01')[0]).toMatch(/^problem: #attic is archived → Unarchive #attic/);
    expect(ok).toBe(false);
    expect((await house.run(['doctor'], { variables })).status).toBe(1);
  });

  it('names scopes that are missing, and what each is for', async () => {
    const scopes = ALL_SCOPES.filter((scope) => !['channels:history', 'im:history'].includes(scope));
    const { house, slack, variables } = await slackHouse('"slack:#tides"', { scopes });
    slack.workspace.addChannel('tides');
    const { ok, of } = await examine(house, variables);
    expect(of('Slack scopes')).toEqual([
      expect.stringMatching(
        /^problem: channels:history is missing: looks whether a post arrived .* → add it under/,
      ),
      expect.stringMatching(
        /^look: im:history was not granted: understands plain words .* → if that is wanted, add it/,
      ),
    ]);
    expect(ok).toBe(false);
    house.write(
      'lectern.yaml',
      `timezone: UTC\nslack: { reconcile: none }\nroutes: [{ match: all, to: ["slack:#tides"] }]\n`,
    );
    const without = await examine(house, variables);
    expect(without.of('Slack scopes')[0]).toMatch(
      /^look: channels:history is missing: .*reconcile: none does without/,
    );
    expect(without.ok).toBe(true);
  });

  it('tokens that are refused are told once each, never shown, and the rest is looked at all the same', async () => {
    const { house, variables } = await slackHouse('"slack:#tides"');
    const wrong = { ...variables, SLACK_BOT_TOKEN: 'xoxb-hunter2-hunter2' };
    const refused = await examine(house, wrong);
    expect(refused.of('Slack')[0]).toMatch(/^problem: Slack refused SLACK_BOT_TOKEN \(invalid_auth\)/);
    expect(refused.of('slack:#tides')).toEqual([
      'problem: leads nowhere: slack is not connected → see to what is said of its platform above',
    ]);
    expect(refused.of('Source files:seminars')).toEqual(['ok: can be read; records: 1']);
    expect((await house.run(['doctor'], { variables: wrong })).out).not.toContain('hunter2');
    const { of } = await examine(house, { ...variables, SLACK_APP_TOKEN: 'xapp-wrong' });
    expect(of('Slack')).toEqual(['ok: @lectern in the workspace Stand-in']);
    expect(of('Slack requests')[0]).toMatch(
      /^problem: Slack refuses the app token \(.*invalid_auth.*\) → .*connections:write/,
    );
  });

  it('of several workspaces each is looked at apart: one that is refused hides nothing of the other', async () => {
    const [eecs, maths] = await Promise.all(
      [
        { name: 'eecs', teamId: 'T0EECS001' },
        { name: 'maths', teamId: 'T0MATHS01', scopes: ALL_SCOPES.filter((scope) => scope !== 'users:read') },
      ].map((options) => SlackServer.start(options)),
    );
    if (!eecs || !maths) throw new Error('two workspaces');
    onTestFinished(async () => void (await Promise.all([eecs.close(), maths.close()])));
    eecs.workspace.addChannel('tides', { members: 42 });
    maths.workspace.addChannel('tides', { members: 7 });
    const house = buildHouse(`mode: live
timezone: Australia/Brisbane
sources: [{ type: files, path: seminars }]
slack:
  workspaces:
    eecs: { botToken: "\${EECS_BOT}", appToken: "\${EECS_APP}", apiUrl: "${eecs.apiUrl}" }
    maths: { botToken: "\${MATHS_BOT}", signingSecret: "\${MATHS_SECRET}", apiUrl: "${maths.apiUrl}" }
routes: [{ match: all, to: ["slack:eecs/#tides", "slack:maths/#tides", "slack:T0MATHS01/#tides"] }]
`);
    house.write('seminars/ebb.yaml', `title: On Ebbing\n${startsIn({ hours: 50 })}\n`);
    const variables = {
      EECS_BOT: eecs.botToken,
      EECS_APP: eecs.appToken,
      MATHS_BOT: maths.botToken,
      MATHS_SECRET: maths.signingSecret,
      PUBLIC_URL: 'http://127.0.0.1:1',
    };
    const { of } = await examine(house, variables);
    expect(of('Slack eecs')).toEqual(['ok: @lectern in the workspace Stand-in, known as slack:T0EECS001']);
    expect(of('Slack eecs requests')).toEqual(['ok: come by Socket Mode']);
    expect(of('Slack maths requests')[0]).toMatch(/^ok: come over HTTP/);
    expect(of('Slack eecs scopes')).toEqual(['ok: all are granted']);
    expect(of('Slack maths scopes')[0]).toMatch(/^problem: users:read is missing/);
    expect(of('slack:eecs/#tides')).toEqual(['ok: leads to #tides, 42 members']);
    expect(of('slack:maths/#tides')).toEqual(['ok: leads to #tides, 7 members']);
    expect(of('slack:T0MATHS01/#tides')).toEqual(['ok: leads to #tides, 7 members']);
    const refused = await examine(house, { ...variables, MATHS_BOT: 'xoxb-revoked' });
    expect(refused.of('Slack maths')[0]).toMatch(/^problem: Slack refused MATHS_BOT \(invalid_auth\)/);
    expect(refused.of('slack:maths/#tides')).toEqual([
      'problem: leads nowhere: slack:maths is not connected → see to what is said of its platform above',
    ]);
    expect(refused.of('slack:eecs/#tides')).toEqual(['ok: leads to #tides, 42 members']);
  });

  it('in rehearsal without credentials nothing is a problem; live without them is', async () => {
    const rehearsal = PREVIEW_ONLY.replace('"preview:#tides"', '"slack:#tides"');
    const house = buildHouse(rehearsal);
    house.write('seminars/ebb.yaml', `title: On Ebbing\n${startsIn({ hours: 50 })}\n`);
    const before = await examine(house);
    expect(before.ok).toBe(true);
    expect(before.of('Store')[0]).toMatch(
      /^look: \S+\/store\/lectern\.db is not there yet → nothing: the first start/,
    );
    expect(before.of('slack:#tides')[0]).toMatch(
      /^look: .*in rehearsal.* → for mode: live, give the credentials of slack$/,
    );
    expect(before.of('Operators')[0]).toMatch(/^look: nobody is told/);
    const live = await examine(buildHouse(`mode: live\n${rehearsal}`));
    expect(live.ok).toBe(false);
    expect(live.of('Mode')[0]).toMatch(/^problem: live, but no platform has credentials/);
    expect(live.of('slack:#tides')[0]).toMatch(
      /^problem: leads nowhere: slack is not connected → give the credentials/,
    );
    // Whoever looks does not make the store, perhaps as another user than the one who runs the service.
    await expect(examine(house)).resolves.toMatchObject({ ok: true });
    expect((await examine(house)).of('Store')[0]).toMatch(/is not there yet/);
  });

  it('a store that cannot be opened and a source that cannot be read', async () => {
    const house = buildHouse(PREVIEW_ONLY.replace('path: seminars', 'path: nowhere'));
    const file = house.write('not-a-folder', 'text');
    const { ok, of } = await examine(house, { DATABASE_URL: `sqlite:${file}` });
    expect(ok).toBe(false);
    expect(of('Store')[0]).toMatch(/^problem: the store \S+ cannot be opened: .* → look at DATABASE_URL/);
    expect(of('Source files:nowhere')[0]).toMatch(/^problem: cannot be read: /);
  });

  it('the public address is asked for the health of this service', async () => {
    const house = buildHouse();
    house.write('seminars/ebb.yaml', `title: On Ebbing\n${startsIn({ hours: 50 })}\n`);
    const absent = await examine(house, { PUBLIC_URL: 'http://127.0.0.1:1', PORT: '1' });
    expect(absent.of('Public address')[0]).toMatch(
      /^look: .* does not answer .*, nor does Lectern .* → start Lectern/,
    );
    const lectern = await LecternProcess.start(house.variables);
    onTestFinished(async () => {
      await lectern.stop('SIGKILL');
    });
    const { port } = new URL(lectern.url);
    const well = await examine(house, { PUBLIC_URL: lectern.url, PORT: port });
    expect(well.of('Public address')).toEqual([`ok: ${lectern.url} leads here`]);
    const stranger = createServer((_request, response) => response.end('hello'));
    stranger.listen(0, '127.0.0.1');
    await once(stranger, 'listening');
    onTestFinished(() => void stranger.close());
    const address = stranger.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    const { ok, of } = await examine(house, { PUBLIC_URL: url, PORT: port });
    expect(of('Public address')[0]).toMatch(
      /^problem: .* does not lead here \(something else answers there\), though Lectern runs/,
    );
    expect(ok).toBe(false);
    expect(await lectern.stop()).toBe(0);
  });

  it('Teams without authentication, and a team that it is not installed in', async () => {
    const house = buildHouse(
      `mode: live\n${PREVIEW_ONLY.replace('"preview:#tides"', '"teams:19:abc@thread.tacv2"')}`,
    );
    const { of } = await examine(house, { TEAMS_LOCAL: '1' });
    expect(of('Teams')).toEqual(['ok: receiving from this machine, without authentication']);
    expect(of('teams:19:abc@thread.tacv2')[0]).toMatch(
      /^problem: Lectern is not installed in the team of .* → install/,
    );
  });
});

describe('what the doctor says of the machine', () => {
  it('of its Node', () => {
    expect(examineNode('26.0.0').state).toBe('ok');
    expect(examineNode('24.9.1')).toMatchObject({ state: 'problem', text: '24.9.1 is too old' });
  });

  it.each([
    [0, 'ok', 'agrees with'],
    [8, 'ok', '8 s ahead of'],
    [-60, 'look', '60 s behind'],
    [301, 'problem', '301 s ahead of'],
  ])('of a clock that is %d s ahead of a platform', async (seconds, state, text) => {
    const said = Temporal.Instant.from('2027-03-04T01:00:00Z');
    const server = createServer((_request, response) => {
      response.setHeader('date', new Date(said.epochMilliseconds).toUTCString());
      response.end('{}');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/api.test`;
    const examination = await examineClock(new VirtualClock(said.add({ seconds })), [url]);
    expect(examination).toMatchObject({ topic: 'Clock', state, text: expect.stringContaining(text) });
  });

  it('of a clock that nobody tells the time', async () => {
    const clock = new VirtualClock('2027-03-04T01:00:00Z');
    expect(await examineClock(clock, [])).toMatchObject({ state: 'ok' });
    expect(await examineClock(clock, ['http://127.0.0.1:1/'])).toMatchObject({
      state: 'look',
      text: expect.stringContaining('could not be compared (127.0.0.1:1: '),
    });
  });
});

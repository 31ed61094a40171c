import { describe, expect, it } from 'vitest';
import { ChannelId, RouteId } from '../../src/domain/ids.ts';
import { commandPayload, signRequest } from '../support/slack-server/callers.ts';
import type { SlackFault } from '../support/slack-server/faults.ts';
import type { SlackServer } from '../support/slack-server/slack-server.ts';
import { untilTrue } from '../support/until-true.ts';
import { type Campus, CHANNEL, openCampus, PERSON, readPlatforms } from './campus.ts';

const startsIn = (seconds: number): string =>
  `start: "${Temporal.Now.instant().add({ seconds }).toString({ smallestUnit: 'second' })}"\nduration: 1h\n`;

const textsIn = (server: SlackServer): readonly string[] =>
  server.messagesIn(CHANNEL).map(({ text }) => text);

/** Where the notices of a workspace's channel are, by kind; edits are left out. */
function noticesOf(campus: Campus, teamId: string): Promise<readonly string[]> {
  return campus.inStore(async ({ read }) => {
    const channel = ChannelId.parse(`slack:${teamId}/${CHANNEL}`);
    const all = await read.outbox.find({ channel, kinds: ['announcement', 'reminder', 'startingNow'] });
    return all.map(({ kind, state }) => `${kind} ${state}`).toSorted();
  });
}

async function untilConnected(campus: Campus, names: readonly string[]) {
  const lectern = await campus.start();
  await untilTrue(async () => {
    const all = Object.values(await readPlatforms(lectern));
    return names.every((name) => all.some(({ workspace, ready }) => workspace === name && ready));
  });
  return lectern;
}

const said = (server: SlackServer, index: number): string =>
  JSON.stringify(server.responses[index]?.displayed);

/** Slash command as Slack sends it over HTTP: with the one's words, signed with the other's secret. */
async function ask(url: string, claimed: SlackServer, signer: SlackServer, text: string): Promise<number> {
  const form = commandPayload(claimed.callers, { user: PERSON, channel: CHANNEL, command: '/seminar', text });
  const { body, headers } = signRequest(signer.signingSecret, { form });
  return (await fetch(`${url}/slack/events`, { method: 'POST', body, headers })).status;
}

describe('several workspaces in one service', { timeout: 300_000 }, () => {
  it('trouble in three of them costs the fourth nothing: it gets its notices, while theirs are still owed', async () => {
    const campus = await openCampus(
      [
        { name: 'eecs', teamId: 'T0EECS001', receives: 'socket' },
        { name: 'revoked', teamId: 'T0REVOKED', receives: 'http' },
        { name: 'throttled', teamId: 'T0THROTTL', receives: 'http' },
        { name: 'silent', teamId: 'T0SILENT1', receives: 'http' },
      ],
      `operators: ["slack:eecs/${PERSON}"]
routes:
  - match: all
    to: ["slack:eecs/#tides", "slack:revoked/#tides", "slack:throttled/#tides", "slack:silent/#tides"]
    announce: immediately
    remind: [12s]
    startingNow: true
`,
    );
    const troubles: Readonly<Record<string, SlackFault>> = {
      revoked: { type: 'refuse', error: 'token_revoked' },
      throttled: { type: 'throttle', seconds: 30 },
      silent: { type: 'hang', stored: false },
    };
    const lectern = await untilConnected(campus, ['eecs', ...Object.keys(troubles)]);
    // Resolved before the trouble begins: every channel has its id, and owes.
    await untilTrue(() =>
      campus.inStore(
        async ({ read }) => (await read.directory.resolved('slack:silent/#tides')) !== undefined,
      ),
    );
    for (const [name, fault] of Object.entries(troubles)) campus.workspace(name).faults.decide = () => fault;
    campus.writeRecord('ebb', `title: On Ebbing\n${startsIn(50)}`);
    const eecs = campus.workspace('eecs');
    await untilTrue(async () => textsIn(eecs).length === 3, {
      explain: async () => [...(await noticesOf(campus, 'T0EECS001')), lectern.log()].join('\n'),
    });

    expect(await noticesOf(campus, 'T0EECS001')).toEqual([
      'announcement sent',
      'reminder sent',
      'startingNow sent',
    ]);
    for (const [name, teamId] of [
      ['revoked', 'T0REVOKED'],
      ['throttled', 'T0THROTTL'],
      ['silent', 'T0SILENT1'],
    ] as const) {
      expect(textsIn(campus.workspace(name))).toEqual([]);
      const owed = await noticesOf(campus, teamId);
      expect(owed).toHaveLength(3);
      expect(owed.filter((one) => one.endsWith(' sent'))).toEqual([]);
    }
    // Who runs the service is told, where it works, whose credentials are refused.
    const { id: direct } = eecs.workspace.openDirect(PERSON);
    const reports = () => eecs.messagesIn(direct).map(({ text }) => text);
    await untilTrue(async () =>
      reports().some((text) => text.startsWith('slack:revoked (slack:T0REVOKED) refuses')),
    );
    expect(reports().join()).toContain('set REVOKED_BOT to the token shown there');
    // Whoever is well goes on being called.
    expect((await fetch(`${lectern.url}/readyz`)).status).toBe(200);
    expect(eecs.rates.violations).toEqual([]);

    // Told apart by name, though every channel is called alike and has the same id.
    const ledger = await campus.command('log');
    expect(ledger).toMatch(/announcement +eecs\/#tides +sent/);
    expect(ledger).toMatch(/announcement +throttled\/#tides +(?!sent)/);
    expect(await campus.command('log', '--channel', 'slack:eecs/#tides')).not.toContain('throttled/#tides');
    expect(await campus.command('log', '--channel', '#tides')).toContain(
      'is the name of several channels; give the id of the one that you mean',
    );
    expect(await lectern.stop()).toBe(0);
  });

  it('each is answered with its own credentials, and one’s secret opens no other’s door', async () => {
    const campus = await openCampus(
      [
        { name: 'eecs', teamId: 'T0EECS001', receives: 'socket' },
        { name: 'maths', teamId: 'T0MATHS01', receives: 'http' },
        { name: 'physics', teamId: 'T0PHYSICS', receives: 'http' },
      ],
      `admins: { slack: ["slack:maths/${PERSON}"] }
operators: ["slack:eecs/${PERSON}"]
routes: [{ match: all, to: ["slack:maths/#tides"], announce: never }]
`,
    );
    campus.writeRecord('ebb', `title: On Ebbing\n${startsIn(90_000)}`);
    const { url } = await untilConnected(campus, ['eecs', 'maths', 'physics']);
    const [eecs, maths, physics] = ['eecs', 'maths', 'physics'].map(campus.workspace);
    if (!eecs || !maths || !physics) throw new Error('three workspaces');
    await untilTrue(async () => (await campus.command('list')).includes('On Ebbing'));

    await eecs.socket.deliver('slash_commands', {
      ...commandPayload(eecs.callers, { user: PERSON, channel: CHANNEL, command: '/seminar', text: 'next' }),
    });
    expect(await ask(url, maths, maths, 'next')).toBe(200);
    expect(await ask(url, physics, physics, 'next')).toBe(200);
    for (const server of [eecs, maths, physics]) {
      await server.answered(1);
      expect(said(server, 0)).toContain('On Ebbing');
      // Asked of the asker's own workspace, with the token that this one takes.
      const asked = server.journal.filter(({ method }) => method === 'users.info');
      expect(asked.map(({ outcome }) => outcome)).toEqual(['ok']);
    }

    expect(await ask(url, physics, maths, 'next')).toBe(403);
    expect(await ask(url, maths, physics, 'next')).toBe(403);
    expect(await ask(url, maths, eecs, 'next')).toBe(401);
    // The same id in another workspace is another person.
    expect(await ask(url, physics, physics, 'status')).toBe(200);
    expect(await ask(url, maths, maths, 'status')).toBe(200);
    await eecs.socket.deliver('slash_commands', {
      ...commandPayload(eecs.callers, {
        user: PERSON,
        channel: CHANNEL,
        command: '/seminar',
        text: 'status',
      }),
    });
    await Promise.all([physics.answered(2), maths.answered(2), eecs.answered(2)]);
    expect(said(eecs, 1)).not.toContain('Only those who look after');
    expect(said(physics, 1)).toContain('Only those who look after');
    expect(said(maths, 1)).not.toContain('Only those who look after');
    expect([physics, maths].map(({ responses }) => responses.length)).toEqual([2, 2]);
  });

  it('one that joins late activates its own targets, and disturbs no other', async () => {
    const campus = await openCampus(
      [
        { name: 'maths', teamId: 'T0MATHS01', receives: 'http' },
        { name: 'late', teamId: 'T0LATE001', receives: 'socket' },
      ],
      `guard: { burst: 1 }
operators: ["slack:maths/#tides"]
routes:
  - id: all
    match: all
    to: ["slack:maths/#tides", "slack:late/#tides"]
    announce: immediately
    remind: []
`,
    );
    const late = campus.workspace('late');
    const maths = campus.workspace('maths');
    const right = late.botToken;
    late.botToken = 'xoxb-not-yet';
    campus.writeRecord('ebb', `title: On Ebbing\n${startsIn(90_000)}`);
    campus.writeRecord('flood', `title: On Flooding\n${startsIn(180_000)}`);
    const lectern = await untilConnected(campus, ['maths']);
    const announced = (server: SlackServer) =>
      textsIn(server).filter((text) => /On (Ebb|Flood)ing/.test(text));
    await untilTrue(async () => announced(maths).length === 1);
    // Who can do something about it is told in the workspace that works.
    await untilTrue(async () => textsIn(maths).some((text) => text.includes('slack:late/#tides')));
    expect(await readPlatforms(lectern)).toMatchObject({ 'slack:late': { ready: false, workspace: 'late' } });
    const activated = (teamId: string): Promise<Temporal.Instant | undefined> =>
      campus.inStore(({ read }) =>
        read.directory.activatedAt(RouteId.parse('all'), ChannelId.parse(`slack:${teamId}/${CHANNEL}`)),
      );
    const first = await activated('T0MATHS01');
    expect(first).toBeDefined();
    expect(await activated('T0LATE001')).toBeUndefined();

    const before = textsIn(maths).length;
    const writes = maths.writes.length;
    late.botToken = right;
    await untilTrue(async () => announced(late).length === 1);
    // The nearest goes out, the other is held for an operator's word: there as it was in the first.
    expect(announced(late)[0]).toContain('On Ebbing');
    for (const teamId of ['T0LATE001', 'T0MATHS01']) {
      expect(await noticesOf(campus, teamId)).toEqual(['announcement held', 'announcement sent']);
    }
    expect(String(await activated('T0MATHS01'))).toBe(String(first));
    expect(String(await activated('T0LATE001')) > String(first)).toBe(true);
    expect([textsIn(maths).length, maths.writes.length]).toEqual([before, writes]);
    expect(await lectern.stop()).toBe(0);
  });
});

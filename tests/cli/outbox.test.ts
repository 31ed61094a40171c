import { describe, expect, it, onTestFinished } from 'vitest';
import { type ChannelId, channelIdOf, LaneId } from '../../src/domain/ids.ts';
import { LecternProcess } from '../support/lectern-process.ts';
import { untilTrue } from '../support/until-true.ts';
import { buildHouse, type House, PREVIEW_ONLY, startsIn } from './house.ts';

const TIDES = channelIdOf(LaneId.parse('preview:local'), '#tides');
const SLACK = LaneId.parse('slack:T0STANDIN');

interface LoggedNotice {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly channel: string;
  readonly history: readonly { readonly state: string; readonly reason?: string }[];
}

async function ledger(house: House, ...args: string[]): Promise<readonly LoggedNotice[]> {
  const lines: unknown = await house.json(['log', ...args]);
  if (!Array.isArray(lines)) throw new TypeError('log gave no list');
  return sayings(lines);
}

async function oneSeminar(house: House): Promise<string> {
  return house.inStore(async (store) => (await store.read.seminars.find({}))[0]?.id ?? '');
}

async function run(house: House): Promise<LecternProcess> {
  const lectern = await LecternProcess.start(house.variables);
  onTestFinished(async () => {
    await lectern.stop('SIGKILL');
  });
  return lectern;
}

/** What is to be said; that cards are edited when links are released is another matter. */
const sayings = (notices: readonly LoggedNotice[]): readonly LoggedNotice[] =>
  notices.filter(({ kind }) => kind !== 'edit');

/** A seminar two days away that the service has announced, and a reminder that is due. */
async function announcedHouse(): Promise<{ house: House; seminar: string }> {
  const house = buildHouse();
  house.write(
    'seminars/ebb.yaml',
    `series: tides\ntitle: On Ebbing\nspeakers: Ada Ebb\n${startsIn({ hours: 50 })}\n`,
  );
  const lectern = await run(house);
  await untilTrue(async () => (await ledger(house, '--state', 'sent')).length === 1);
  expect(await lectern.stop()).toBe(0);
  return { house, seminar: await oneSeminar(house) };
}

describe('the ledger and what settles notices by hand', () => {
  it('log tells every notice with its history, and is filtered by seminar, channel, state and time', async () => {
    const { house, seminar } = await announcedHouse();
    const all = await ledger(house);
    expect(all.map(({ kind, state }) => `${kind} ${state}`)).toEqual(['announcement sent', 'reminder due']);
    expect(all[0]?.history.map(({ state }) => state)).toEqual(['due', 'sending', 'sent']);
    expect(await ledger(house, '--seminar', seminar)).toHaveLength(2);
    expect(await ledger(house, '--seminar', 'zzzzzzzz')).toEqual([]);
    for (const name of ['preview:#tides', '#tides', 'tides', TIDES]) {
      expect(await ledger(house, '--channel', name)).toHaveLength(2);
    }
    expect((await ledger(house, '--state', 'due')).map(({ kind }) => kind)).toEqual(['reminder']);
    const tomorrow = Temporal.Now.plainDateISO('Australia/Brisbane').add({ days: 1 }).toString();
    expect((await ledger(house, '--since', tomorrow)).map(({ kind }) => kind)).toEqual(['reminder']);
    expect(await ledger(house, '--limit', '1')).toHaveLength(1);
    const { out } = await house.run(['log', '--state', 'sent']);
    expect(out).toMatch(
      /^\w{10} {2}due \S+ \S+ {2}announcement {2}#tides {2}sent {2}On Ebbing\n( {12}\S+ \S+ {2}\w+.*\n)+$/,
    );
    const unknown = await house.run(['log', '--channel', '#tide']);
    expect(unknown).toMatchObject({ status: 1, out: '' });
    expect(unknown.err).toContain(
      '"#tide" is no channel that Lectern knows (known: #tides (preview:local/#tides))',
    );
  });

  it('plan leaves out what the service has done with', async () => {
    const { house } = await announcedHouse();
    expect(await house.json(['plan'])).toMatchObject([{ kind: 'reminder' }]);
  });

  it('skip stops a notice, once; retry lets it go after all; what there is not is told', async () => {
    const { house } = await announcedHouse();
    const [reminder] = await ledger(house, '--state', 'due');
    expect(reminder?.kind).toBe('reminder');
    const id = reminder?.id ?? '';
    expect(await house.run(['skip', id])).toEqual({ status: 0, out: `${id}: will not be sent.\n`, err: '' });
    const again = await house.run(['skip', id, 'zzzzzzzzzz']);
    expect(again.status).toBe(1);
    expect(again.err).toBe(
      `${id}: The reminder has come to its end already.\nzzzzzzzzzz: There is no such notice.\n`,
    );
    const [skipped] = await ledger(house, '--state', 'skipped');
    expect(skipped?.history.at(-1)?.reason).toMatch(/on the command line/);
    expect(await house.json(['retry', id])).toEqual({ done: [id], refused: [] });
    expect((await ledger(house, '--state', 'due')).map((notice) => notice.id)).toEqual([id]);
  });

  it('release lets out what is held for a channel', async () => {
    const { house } = await announcedHouse();
    const at = Temporal.Now.instant();
    await house.inStore((store) =>
      store.transaction(async (tx) => {
        const due = await tx.outbox.find({ states: ['due'], kinds: ['reminder'] });
        await tx.outbox.step(
          due.map(({ id }) => ({ notice: id, from: ['due'], to: 'held', at, reason: 'held here' })),
        );
      }),
    );
    expect(await house.run(['release', 'preview:#tides'])).toMatchObject({
      status: 0,
      out: '#tides: 1 held notice may go out now.\n',
    });
    expect(await house.json(['release', 'tides'])).toEqual({
      channel: TIDES,
      notices: 0,
      mended: false,
      resumed: false,
    });
    expect(await house.run(['release', '#elsewhere'])).toMatchObject({ status: 1, out: '' });
  });

  it('retract takes a post back and is not planned again', async () => {
    const { house, seminar } = await announcedHouse();
    const { status, out } = await house.run(['retract', seminar]);
    expect(out).toBe(`${seminar}: 1 post is taken back, 1 notice will not be sent.\n`);
    expect(status).toBe(0);
    const lectern = await run(house);
    await untilTrue(() =>
      house.inStore(async (store) => (await store.read.board.messages(TIDES, 10)).length === 0),
    );
    expect(await lectern.stop()).toBe(0);
    await house.run(['sync']);
    expect((await ledger(house)).map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      'announcement sent',
      'removal sent',
      'reminder skipped',
    ]);
    expect(await house.run(['retract', 'zzzzzzzz'])).toMatchObject({
      status: 1,
      err: 'zzzzzzzz: there is no such seminar\n',
    });
    expect(await house.run(['retract', 'zzzzzzzzzz'])).toMatchObject({
      status: 1,
      err: 'zzzzzzzzzz: there is no such notice\n',
    });
  });
});

describe('send', () => {
  /** Live, with channels of three sizes known from an earlier run. */
  async function liveHouse(mode = 'live'): Promise<{ house: House; seminar: string }> {
    const house = buildHouse(`mode: ${mode}\n${PREVIEW_ONLY}guard: { largeChannel: 100 }\n`);
    house.write('seminars/ebb.yaml', `series: tides\ntitle: On Ebbing\n${startsIn({ hours: 50 })}\n`);
    await house.run(['sync']);
    const put = (native: string, name: string, members?: number) => ({
      id: channelIdOf(SLACK, native),
      lane: SLACK,
      name,
      kind: 'channel' as const,
      ...(members === undefined ? {} : { members }),
    });
    await house.inStore((store) =>
      store.transaction(async (tx) => {
        await tx.directory.putChannel(put('C0SMALL', '#small', 100));
        await tx.directory.putChannel(put('C0LARGE', '#large', 101));
        await tx.directory.putChannel(put('C0UNKNOWN', '#unknown'));
        await tx.directory.putChannel({
          id: TIDES,
          lane: LaneId.parse('preview:local'),
          name: '#tides',
          kind: 'channel',
        });
      }),
    );
    return { house, seminar: await oneSeminar(house) };
  }
  const owedTo = (house: House): Promise<readonly ChannelId[]> =>
    house.inStore(async (store) => (await store.read.outbox.find({})).map(({ channel }) => channel));

  it('names the channel and its size, and needs --yes above guard.largeChannel or where the size is unknown', async () => {
    const { house, seminar } = await liveHouse();
    const send = (to: string, ...more: string[]) =>
      house.run(['send', seminar, '--kind', 'announcement', '--to', to, ...more]);
    for (const [channel, size] of [
      ['#large', '101 members'],
      ['#unknown', 'of unknown size'],
    ] as const) {
      const refused = await send(channel);
      expect(refused).toMatchObject({ status: 1, out: '' });
      expect(refused.err).toContain(`${channel} (${size})`);
      expect(refused.err).toContain('guard.largeChannel is 100');
      expect(refused.err).toContain('--yes');
    }
    expect(await owedTo(house)).toEqual([]);
    const small = await send('#small');
    expect(small.status).toBe(0);
    expect(small.out).toMatch(/^\w{10}: the announcement is owed to #small \(100 members\) now\./);
    expect((await send('#large', '--yes')).status).toBe(0);
    expect((await send('#tides')).out).toContain('#tides (on the preview page)');
    expect((await owedTo(house)).toSorted()).toEqual(
      [TIDES, channelIdOf(SLACK, 'C0LARGE'), channelIdOf(SLACK, 'C0SMALL')].toSorted(),
    );
  });

  it('says as JSON what is owed', async () => {
    const { house, seminar } = await liveHouse();
    expect(await house.json(['send', seminar, '--kind', 'reminder', '--to', '#small'])).toEqual({
      notice: expect.stringMatching(/^\w{10}$/),
      channel: { id: channelIdOf(SLACK, 'C0SMALL'), name: '#small', members: 100 },
    });
  });

  it('in rehearsal it reaches nobody', async () => {
    const { house, seminar } = await liveHouse('rehearsal');
    const { status, err } = await house.run([
      'send',
      seminar,
      '--kind',
      'announcement',
      '--to',
      '#small',
      '--yes',
    ]);
    expect(status).toBe(1);
    expect(err).toContain('In rehearsal nothing is sent to #small: it takes mode: live');
    expect(await owedTo(house)).toEqual([]);
  });

  it('what has no time, or is unknown, is told', async () => {
    const { house } = await liveHouse();
    house.write('seminars/undated.yaml', 'series: tides\ntitle: Some Day\n');
    await house.run(['sync']);
    const draft = await house.inStore(
      async (store) =>
        (await store.read.seminars.find({})).find(({ title }) => title === 'Some Day')?.id ?? '',
    );
    const send = (id: string) => house.run(['send', id, '--kind', 'announcement', '--to', '#small']);
    expect(await send(draft)).toMatchObject({
      status: 1,
      err: 'The seminar is a draft; publish it first.\n',
    });
    expect((await send('zzzzzzzz')).err).toContain('`lectern list` shows the ids');
  });

  it('a running service sends what is owed at once', async () => {
    const { house, seminar } = await announcedHouse();
    const lectern = await run(house);
    const { out } = await house.run(['send', seminar, '--kind', 'announcement', '--to', '#tides']);
    const id = out.slice(0, 10);
    await untilTrue(async () => (await ledger(house, '--state', 'sent')).some((notice) => notice.id === id));
    expect(await lectern.stop()).toBe(0);
  });
});

describe('passcodes', () => {
  it('are in no output of list, log, plan and check, and in no log of the service, however much it logs', async () => {
    const passcode = 'Brack1sh-Whelk';
    const house = buildHouse(`${PREVIEW_ONLY}    joinLink: always\n`);
    house.write(
      'seminars/ebb.yaml',
      `series: tides\ntitle: On Ebbing\n${startsIn({ minutes: 10 })}\nvenue: { online: { url: "https://example.zoom.us/j/1", passcode: "${passcode}" } }\n`,
    );
    house.write(
      'seminars/bad.yaml',
      `title: Bad\nvenue: { online: { url: "nowhere", passcode: "${passcode}" } }\n`,
    );
    house.write('seminars/worse.yaml', `title: Bad\nvenue: { online: { passcode: ["${passcode}"] } }\n`);
    const lectern = await LecternProcess.start({ ...house.variables, LOG_LEVEL: 'trace' });
    onTestFinished(async () => {
      await lectern.stop('SIGKILL');
    });
    await untilTrue(async () => (await ledger(house, '--state', 'sent')).length > 0);
    const pages = [];
    for (const path of ['/readyz', '/metrics', '/api/seminars', '/calendar.ics', '/feed.xml', '/healthz']) {
      pages.push(await (await fetch(`${lectern.url}${path}`)).text());
    }
    expect(await lectern.stop()).toBe(0);
    expect(lectern.log()).not.toContain(passcode);
    expect(pages.join('\n')).not.toContain(passcode);
    for (const command of ['list', 'log', 'plan', 'check', 'sync']) {
      const { out, err } = await house.run([command, '--json'], { variables: { LOG_LEVEL: 'trace' } });
      expect(() => JSON.parse(out)).not.toThrow();
      expect(`${command}\n${out}${err}`).not.toContain(passcode);
      const plain = await house.run([command]);
      expect(`${command}\n${plain.out}${plain.err}`).not.toContain(passcode);
    }
    // It is there: whoever may join gets it on the card.
    const card = await house.run(['preview', 'seminars/ebb.yaml', '--kind', 'reminder']);
    expect(card.out).toContain(passcode);
  });
});

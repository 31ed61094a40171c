import { describe, expect, it, onTestFinished } from 'vitest';
import { channelIdOf, LaneId, personIdOf } from '../../src/domain/ids.ts';
import { LecternProcess } from '../support/lectern-process.ts';
import { untilTrue } from '../support/until-true.ts';
import { buildHouse, type House, PREVIEW_ONLY, startsIn } from './house.ts';

const PREVIEW = LaneId.parse('preview:local');
const TIDES = channelIdOf(PREVIEW, '#tides');

async function run(house: House): Promise<LecternProcess> {
  const lectern = await LecternProcess.start(house.variables);
  onTestFinished(async () => {
    await lectern.stop('SIGKILL');
  });
  return lectern;
}

const standing = (house: House, channel = TIDES): Promise<readonly string[]> =>
  house.inStore(async (store) =>
    (await store.read.board.messages(channel, 20)).map(({ card }) => card.summary),
  );

async function announcedHouse(
  configuration = PREVIEW_ONLY,
): Promise<{ house: House; seminar: string; lectern: LecternProcess }> {
  const house = buildHouse(configuration);
  house.write('seminars/ebb.yaml', `series: tides\ntitle: On Ebbing\n${startsIn({ hours: 50 })}\n`);
  const lectern = await run(house);
  await untilTrue(async () => (await standing(house)).length === 1);
  const seminar = await house.inStore(async (store) => (await store.read.seminars.find({}))[0]?.id ?? '');
  return { house, seminar, lectern };
}

describe('pause and resume', () => {
  it('hold a series still while it is paused, and let go what still helps', async () => {
    const { house, lectern } = await announcedHouse(
      `${PREVIEW_ONLY}  - match: { kind: Workshop }\n    to: ["preview:#workshops"]\n    announce: immediately\n`,
    );
    expect(await house.run(['pause', 'tides'])).toMatchObject({
      status: 0,
      out: expect.stringMatching(/^Paused: the series tides\..*lectern resume tides\n$/),
    });
    house.write('seminars/flow.yaml', `series: tides\ntitle: On Flowing\n${startsIn({ hours: 60 })}\n`);
    await untilTrue(async () =>
      JSON.stringify(await house.json(['log', '--state', 'due'])).includes('On Flowing'),
    );
    expect((await house.run(['log', '--state', 'due'])).out).toMatch(
      /\nPaused since \S+ \S+ \(\S+, on the command line\)\. To go on: lectern resume tides\n$/,
    );
    // What is not paused goes on: the dispatcher has looked at both.
    house.write('seminars/shop.yaml', `kind: Workshop\ntitle: On Nets\n${startsIn({ hours: 60 })}\n`);
    await untilTrue(async () => (await standing(house, channelIdOf(PREVIEW, '#workshops'))).length === 1);
    expect(await standing(house)).toHaveLength(1);
    expect(await house.json(['resume', 'tides'])).toMatchObject({
      resumed: { type: 'series', series: 'tides' },
    });
    await untilTrue(async () => (await standing(house)).length === 2);
    expect(await lectern.stop()).toBe(0);
  });

  it('name what can be paused, and what was not', async () => {
    const house = buildHouse();
    const nothing = await house.run(['pause', '#elsewhere']);
    expect(nothing).toMatchObject({ status: 1, out: '' });
    expect(nothing.err).toMatch(
      /"#elsewhere" is no channel that Lectern knows .*or name a series, or nothing for everything/,
    );
    expect(await house.run(['resume'])).toMatchObject({ status: 1, err: 'everything was not paused\n' });
    expect(await house.json(['pause'])).toEqual({ paused: { type: 'everything' } });
    expect(await house.json(['resume'])).toMatchObject({
      resumed: { type: 'everything' },
      released: 0,
      held: 0,
    });
  });
});

describe('note', () => {
  it('says one thing where the seminar was announced', async () => {
    const { house, seminar, lectern } = await announcedHouse();
    const { status, out } = await house.run(['note', seminar, 'Starting', 'ten', 'minutes', 'late.']);
    expect(status).toBe(0);
    expect(out).toBe('The note is owed to 1 channel now.\n');
    await untilTrue(async () =>
      (await standing(house)).some((summary) => summary.includes('Starting ten minutes late.')),
    );
    expect(await lectern.stop()).toBe(0);
  });

  it('says nothing where nothing was announced', async () => {
    const house = buildHouse();
    house.write('seminars/ebb.yaml', `series: tides\ntitle: On Ebbing\n${startsIn({ hours: 50 })}\n`);
    await house.run(['sync']);
    const seminar = await house.inStore(async (store) => (await store.read.seminars.find({}))[0]?.id ?? '');
    expect(await house.run(['note', seminar, 'Late.'])).toMatchObject({
      status: 1,
      out: '',
      err: 'The seminar has not been announced anywhere yet.\n',
    });
    expect(await house.run(['note', seminar])).toMatchObject({ status: 2 });
    expect(await house.run(['note', seminar, 'x'.repeat(501)])).toMatchObject({
      status: 2,
      err: 'a note has 1 to 500 characters\n',
    });
  });
});

describe('forget', () => {
  it("removes a person's reminders, and nobody else's", async () => {
    const house = buildHouse();
    house.write('seminars/ebb.yaml', `series: tides\ntitle: On Ebbing\n${startsIn({ hours: 50 })}\n`);
    await house.run(['sync']);
    const lane = LaneId.parse('slack:T0STANDIN');
    const reminder = (native: string) => ({
      person: personIdOf(lane, native),
      channel: channelIdOf(lane, `D${native}`),
      offset: '15m',
    });
    await house.inStore(async (store) => {
      const [seminar] = await store.read.seminars.find({});
      if (!seminar) throw new Error('nothing was read');
      await store.transaction(async (tx) => {
        await tx.people.putReminder({ ...reminder('U0ADA'), seminar: seminar.id });
        await tx.people.putReminder({ ...reminder('U0BEN'), seminar: seminar.id });
      });
    });
    expect(await house.json(['forget', 'slack:T0STANDIN/U0ADA'])).toEqual({ reminders: 1, stopped: 0 });
    await house.inStore(async (store) => {
      expect(await store.read.people.remindersFor(personIdOf(lane, 'U0ADA'))).toEqual([]);
      expect(await store.read.people.remindersFor(personIdOf(lane, 'U0BEN'))).toHaveLength(1);
    });
    // By the workspace's name, once an address of it shows which one that is.
    house.write(
      'lectern.yaml',
      `${PREVIEW_ONLY}slack: { workspaces: { eecs: { botToken: "\${BOT}", appToken: "\${APP}" } } }\noperators: ["slack:eecs/#tides"]\n`,
    );
    const named = { variables: { BOT: 'xoxb-eecs', APP: 'xapp-eecs' } };
    const early = await house.run(['forget', 'slack:eecs/U0BEN'], named);
    expect(early).toMatchObject({ status: 1, err: expect.stringContaining('which workspace eecs is') });
    await house.inStore((store) =>
      store.transaction((tx) => tx.directory.putResolved('slack:eecs/#tides', channelIdOf(lane, 'C0TIDES'))),
    );
    expect(await house.json(['forget', 'slack:eecs/U0BEN'], named)).toEqual({ reminders: 1, stopped: 0 });
    const wrong = await house.run(['forget', 'ada'], named);
    expect(wrong).toMatchObject({ status: 1, out: '' });
    expect(wrong.err).toMatch(/^"ada" is no person; write the workspace and the person's id/);
  });
});

describe('review, publish, dismiss', () => {
  const TEXT =
    'Title: Brackish Thoughts\nSpeaker: Ben Neap\nDate: 4 March 2031\nTime: 11:00 - 12:00\nVenue: Room 12\nPasscode: mangrove-unheard\n';

  it('show what waits for a word, and say it', async () => {
    const house = buildHouse();
    expect((await house.run(['review'])).out).toBe('Nothing waits for a word.\n');
    await house.run(['import', '-'], { input: TEXT });
    const waiting = await house.run(['review']);
    expect(waiting.status).toBe(0);
    expect(waiting.out).toContain('Brackish Thoughts');
    const id = waiting.out.slice(0, 8);
    const listed = await house.json(['review']);
    expect(listed).toMatchObject([{ id, name: expect.stringContaining('Brackish Thoughts') }]);
    expect(JSON.stringify(listed)).not.toContain('mangrove-unheard');
    const published = await house.run(['publish', id]);
    expect(published).toMatchObject({ status: 0, err: '' });
    expect(await house.json(['list'])).toMatchObject([
      { title: 'Brackish Thoughts', publication: 'published' },
    ]);
    expect((await house.run(['publish', id])).status).toBe(1);
    expect((await house.run(['publish', 'nonsense!'])).err).toContain('`lectern review` shows what waits');
  });

  it('what is dismissed is published nowhere', async () => {
    const house = buildHouse();
    await house.run(['import', '-'], { input: TEXT });
    const id = (await house.run(['review'])).out.slice(0, 8);
    expect(await house.run(['dismiss', id])).toMatchObject({ status: 0, err: '' });
    expect((await house.run(['review'])).out).toBe('Nothing waits for a word.\n');
    const published = await house.inStore((store) => store.read.seminars.find({ publication: 'published' }));
    expect(published).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { parseAddress } from '../../../src/domain/address.ts';
import { channelIdOf, DigestId, personIdOf, RouteId, SeriesId } from '../../../src/domain/ids.ts';
import { mergedOf } from '../../../src/domain/merge.ts';
import type { Route } from '../../../src/domain/route.ts';
import type { Seminar } from '../../../src/domain/seminar.ts';
import { parseOffset } from '../../../src/domain/time/offset.ts';
import { planDigests } from '../../../src/pipeline/plan/plan-digests.ts';
import { rollHorizon } from '../../../src/pipeline/plan/roll-horizon.ts';
import { saveSeminars } from '../../../src/pipeline/plan/save-seminars.ts';
import { aSeminar } from '../../domain/sample-seminar.ts';
import { at, CHANNEL, FAR_CHANNEL, LANE, OTHER_LANE, openWorld, type World } from './world.ts';

/**
 * Every sort of change of a seminar that was announced and listed in a digest, and of which one person is reminded: what
 * becomes of cards, what is said and where, and who is reminded of what in the end (rule 13).
 */

const TIDES = SeriesId.parse('tides');
const FOAM = SeriesId.parse('foam');
const DIRECT = channelIdOf(LANE, 'D-IDA');
const ONLINE = { provider: 'Zoom', url: 'https://zoom.example/j/1', passcode: 'old-code' } as const;
const RECORD = aSeminar({ series: TIDES, venue: { room: '7-201', online: ONLINE } });
const FRIDAY = at('2026-12-04T14:00:00+10:00');
/** More than a day ahead of the start; and within its last hour, after everybody in the channel was reminded once. */
const AHEAD = '2026-12-01T12:00:00+10:00';
const LAST_HOUR = '2026-12-03T10:20:00+10:00';

function aRoute(id: string, series: SeriesId, to: string): Route {
  return {
    id: RouteId.parse(id),
    match: { series: [series] },
    to: [parseAddress(to)],
    announce: { when: parseOffset('7d@09:00'), needs: [], latest: parseOffset('3d') },
    remind: [parseOffset('0d@09:00'), parseOffset('15m')],
    startingNow: false,
    joinLink: 'reminder',
    changes: 'auto',
    audience: 'members',
  };
}

const DIGEST = {
  id: DigestId.parse('weekly'),
  cron: '0 9 * * MON',
  windowDays: 7,
  to: [parseAddress('slack:#tides')],
  match: { all: true },
  audience: 'members',
} as const;

async function announced(record: Seminar, until: string): Promise<World> {
  const routes = [aRoute('tides', TIDES, 'slack:#tides'), aRoute('foam', FOAM, 'slack:T2/#foam')];
  const world = await openWorld({ policy: { routes, digests: [DIGEST] }, lanes: [{ lane: OTHER_LANE }] });
  await world.start();
  await world.save(record);
  await world.store.transaction((tx) =>
    tx.people.putReminder({
      person: personIdOf(LANE, 'U-IDA'),
      seminar: record.id,
      channel: DIRECT,
      offset: '10m',
      standing: 'member',
    }),
  );
  await rollHorizon(world.store, world.context, world.clock.now());
  await world.clock.advanceTo('2026-11-29T09:00:00+10:00');
  await world.store.transaction((tx) =>
    planDigests(tx, world.policy, new Map([['slack:#tides', CHANNEL]]), world.clock.now()),
  );
  await world.clock.advanceTo(until);
  return world;
}

/** No source has it any more. */
async function remove(world: World): Promise<void> {
  await world.store.transaction(async (tx) => {
    const before = await tx.seminars.get(RECORD.id);
    if (!before) throw new Error('there is no such seminar');
    const change = { id: before.id, before, fields: mergedOf(before), publication: before.publication };
    await saveSeminars(tx, [{ ...change, orphaned: true }], world.context, world.clock.now());
  });
  await world.clock.rest();
}

interface Row {
  readonly name: string;
  readonly from?: Seminar;
  /** One after the other, half a minute apart. */
  readonly to: readonly (Seminar | 'removed')[];
  readonly when?: string;
  /** Where it is said within two minutes, and some of its words. */
  readonly said: 'channel' | 'thread' | 'nowhere';
  readonly words?: readonly string[];
  /** On the announcement, and what is not on it any more. */
  readonly card?: string;
  readonly cardNot?: string;
  /** In the digest that stands. */
  readonly digest?: string;
  readonly digestNot?: string;
  /** How often the channel and the person were reminded in the end. */
  readonly reminded: number;
  readonly personal: number;
  /** What was announced in the other channel. */
  readonly elsewhere?: readonly string[];
}

const moved = { start: FRIDAY, end: FRIDAY.add({ hours: 1 }) };
const venue = (over: object) => ({ ...RECORD, venue: { ...RECORD.venue, ...over } });
const { title: _, ...TBA } = RECORD;

const ROWS: readonly Row[] = [
  {
    name: 'cancelled',
    to: [{ ...RECORD, status: 'cancelled' }],
    said: 'channel',
    words: ['ancelled'],
    card: 'ancelled',
    digest: 'ancelled',
    reminded: 0,
    personal: 0,
  },
  {
    name: 'cancelled after people were reminded',
    to: [{ ...RECORD, status: 'cancelled' }],
    when: LAST_HOUR,
    said: 'channel',
    words: ['ancelled'],
    card: 'ancelled',
    reminded: 1,
    personal: 0,
  },
  {
    name: 'postponed without a date',
    to: [{ ...RECORD, status: 'postponed' }],
    said: 'channel',
    words: ['ostponed'],
    card: 'ostponed',
    digest: 'ostponed',
    reminded: 0,
    personal: 0,
  },
  {
    name: 'cancelled and on again',
    to: [{ ...RECORD, status: 'cancelled' }, RECORD],
    said: 'channel',
    cardNot: 'ancelled',
    digestNot: 'ancelled',
    reminded: 2,
    personal: 1,
  },
  {
    name: 'moved',
    to: [{ ...RECORD, ...moved }],
    said: 'channel',
    words: ['4 December'],
    card: '4 December',
    digest: '4 Dec',
    reminded: 2,
    personal: 1,
  },
  {
    name: 'moved after people were reminded: they are told, and reminded anew',
    to: [{ ...RECORD, ...moved }],
    when: LAST_HOUR,
    said: 'channel',
    words: ['4 December'],
    card: '4 December',
    reminded: 3,
    personal: 1,
  },
  {
    name: 'moved and moved back before it is said',
    to: [{ ...RECORD, ...moved }, RECORD],
    said: 'nowhere',
    cardNot: '4 December',
    reminded: 2,
    personal: 1,
  },
  {
    name: 'moved to another series: announced there, and kept true where it was',
    to: [{ ...RECORD, series: FOAM, title: 'The foam elsewhere' }],
    said: 'nowhere',
    card: 'The foam elsewhere',
    digest: 'The foam elsewhere',
    reminded: 0,
    personal: 1,
    elsewhere: ['announcement', 'reminder', 'reminder'],
  },
  {
    name: 'a title at last, when it is not near: below the card',
    from: TBA,
    to: [RECORD],
    said: 'thread',
    words: ['The foam of breaking waves'],
    card: 'The foam of breaking waves',
    digest: 'The foam of breaking waves',
    reminded: 2,
    personal: 1,
  },
  {
    name: 'a title at last, in the last hour: where everybody sees it',
    from: TBA,
    to: [RECORD],
    when: LAST_HOUR,
    said: 'channel',
    words: ['The foam of breaking waves'],
    card: 'The foam of breaking waves',
    reminded: 2,
    personal: 1,
  },
  {
    name: 'another speaker',
    to: [{ ...RECORD, speakers: [{ name: 'Otto Reed' }] }],
    said: 'thread',
    words: ['Ida Moss', 'Otto Reed'],
    card: 'Otto Reed',
    digest: 'Otto Reed',
    reminded: 2,
    personal: 1,
  },
  {
    name: 'another room',
    to: [venue({ room: '1-101' })],
    said: 'thread',
    words: ['7-201', '1-101'],
    card: '1-101',
    reminded: 2,
    personal: 1,
  },
  {
    name: 'another room in the last hour',
    to: [venue({ room: '1-101' })],
    when: LAST_HOUR,
    said: 'channel',
    words: ['7-201', '1-101'],
    card: '1-101',
    reminded: 2,
    personal: 1,
  },
  {
    name: 'another link before its release: said without the link',
    to: [venue({ online: { ...ONLINE, url: 'https://zoom.example/j/2' } })],
    said: 'thread',
    cardNot: 'zoom.example',
    reminded: 2,
    personal: 1,
  },
  {
    name: 'another link in the last hour',
    to: [venue({ online: { ...ONLINE, url: 'https://zoom.example/j/2' } })],
    when: LAST_HOUR,
    said: 'channel',
    words: ['zoom.example/j/2'],
    card: 'zoom.example/j/2',
    cardNot: 'zoom.example/j/1',
    reminded: 2,
    personal: 1,
  },
  {
    name: 'another passcode in the last hour: on the cards, and never said',
    to: [venue({ online: { ...ONLINE, passcode: 'new-code' } })],
    when: LAST_HOUR,
    said: 'nowhere',
    card: 'new-code',
    cardNot: 'old-code',
    reminded: 2,
    personal: 1,
  },
  {
    name: 'a small edit',
    to: [{ ...RECORD, abstract: 'Bubbles, mostly.' }],
    said: 'nowhere',
    card: 'Bubbles, mostly.',
    reminded: 2,
    personal: 1,
  },
  {
    name: 'removed from its source: nothing new is said, and what stands stays',
    to: ['removed'],
    said: 'nowhere',
    card: 'The foam of breaking waves',
    reminded: 0,
    personal: 0,
  },
];

describe('what becomes of a change', () => {
  it.each(ROWS)('$name', async (row) => {
    const world = await announced(row.from ?? RECORD, row.when ?? AHEAD);
    for (const [i, step] of row.to.entries()) {
      if (i > 0) await world.clock.advance({ seconds: 30 });
      if (step === 'removed') await remove(world);
      else await world.save(step);
    }
    await world.clock.advance({ minutes: 2 });
    const here = world.server.standing(CHANNEL);
    const said = here.filter(({ card }) => card.kind === 'change').at(-1);
    expect(said ? (said.thread ? 'thread' : 'channel') : 'nowhere').toBe(row.said);
    for (const words of row.words ?? []) expect(world.words(said)).toContain(words);
    // Before its release neither the link nor its code is in what is said.
    if (row.when === undefined) expect(world.words(said)).not.toMatch(/zoom\.example|-code/);

    const announcement = world.words(here.find(({ card }) => card.kind === 'announcement'));
    if (row.card !== undefined) expect(announcement).toContain(row.card);
    if (row.cardNot !== undefined) expect(announcement).not.toContain(row.cardNot);
    const digest = world.words(here.find(({ card }) => card.kind === 'digest'));
    expect(digest).not.toBe('');
    if (row.digest !== undefined) expect(digest).toContain(row.digest);
    if (row.digestNot !== undefined) expect(digest).not.toContain(row.digestNot);

    await world.clock.advanceTo('2026-12-06T00:00:00+10:00');
    const reminded = world.kinds(CHANNEL).filter((kind) => kind === 'reminder');
    expect(reminded).toHaveLength(row.reminded);
    expect(world.kinds(DIRECT)).toHaveLength(row.personal);
    expect(world.kinds(FAR_CHANNEL)).toEqual(row.elsewhere ?? []);
  });

  it('a passcode replaced while the card that shows it is on its way', async () => {
    const world = await announced(RECORD, '2026-12-03T08:59:59.900+10:00');
    world.server.latencyMs = () => 2_000;
    await world.clock.advance({ milliseconds: 500 });
    await world.save(venue({ online: { ...ONLINE, passcode: 'new-code' } }));
    await world.clock.advance({ seconds: 30 });
    const reminder = world.server.standing(CHANNEL).find(({ card }) => card.kind === 'reminder');
    expect(reminder?.edits).toBeGreaterThan(0);
    expect(world.words(reminder)).toContain('new-code');
    expect(world.words(reminder)).not.toContain('old-code');
  });
});

import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { SeminarId, SeriesId } from '../../../src/domain/ids.ts';
import { SeminarFields } from '../../../src/domain/seminar.ts';
import type { SeminarSource } from '../../../src/ports/seminar-source.ts';
import { untilTrue } from '../../support/until-true.ts';
import { aPolicy, aRoute, at } from '../plan/kit.ts';
import { openSyncRig, ShelfSource, type SyncRig } from './sync-kit.ts';

const rigs: SyncRig[] = [];
async function rigOf(...args: Parameters<typeof openSyncRig>): Promise<SyncRig> {
  const rig = await openSyncRig(...args);
  rigs.push(rig);
  return rig;
}
afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.store.close();
});

const foam = {
  title: 'The foam of breaking waves',
  speakers: [{ name: 'Ida Moss' }],
  start: '2026-12-03T11:00:00+10:00',
};
const spray = { title: 'Spray', speakers: [{ name: 'Per Lind' }], start: '2026-12-08T11:00:00+10:00' };
const all = (rig: SyncRig) => rig.store.read.seminars.find({});
const only = async (rig: SyncRig) => {
  const [seminar, ...others] = await all(rig);
  expect(others).toEqual([]);
  if (!seminar) throw new Error('no seminar is stored');
  return seminar;
};
const states = async (rig: SyncRig) =>
  (await rig.notices()).map(({ kind, state }) => `${kind} ${state}`).toSorted();

describe('a source’s records', () => {
  it('become seminars with their notices; the same again costs nothing', async () => {
    const shelf = new ShelfSource('files:talks');
    shelf.put({ a: foam, b: spray });
    const rig = await rigOf([shelf]);
    const first = await rig.sync(shelf);
    expect(first.added.map(({ title, publication }) => [title, publication])).toEqual([
      ['The foam of breaking waves', 'published'],
      ['Spray', 'published'],
    ]);
    expect((await rig.notices()).length).toBe(6);
    const before = await all(rig);
    const again = await rig.sync(shelf);
    expect([again.added, again.changed, again.gone, again.unchanged]).toEqual([[], [], [], 2]);
    expect(await all(rig)).toEqual(before);
  });

  it('a change names its fields, grows the counters and moves the notices', async () => {
    const shelf = new ShelfSource('files:talks');
    shelf.put({ a: foam });
    const rig = await rigOf([shelf]);
    await rig.sync(shelf);
    shelf.put({ a: { ...foam, start: '2026-12-03T15:00:00+10:00', abstract: 'New' } });
    const { changed } = await rig.sync(shelf);
    expect(changed.map(({ fields }) => fields)).toEqual([['abstract', 'start']]);
    expect(await only(rig)).toMatchObject({ revision: 2, sequence: 1, epoch: 1 });
    const reminder = (await rig.notices()).find(({ detail }) => detail.offset === '15m');
    expect(reminder?.due.equals(at('2026-12-03T14:45+10:00'))).toBe(true);
  });

  it('the order of fields is no change, and another line of the file is only another place', async () => {
    const shelf = new ShelfSource('files:talks');
    shelf.put({ a: foam });
    const rig = await rigOf([shelf]);
    await rig.sync(shelf);
    const { start, title, speakers } = foam;
    shelf.put({ a: { speakers, start, title } });
    expect((await rig.sync(shelf)).changed).toEqual([]);
    shelf.records = shelf.records.map((record) => ({ ...record, place: 'talks/list.yaml:40' }));
    expect((await rig.sync(shelf)).unchanged).toBe(1);
    expect((await only(rig)).revision).toBe(1);
    expect((await rig.store.read.seminars.claim(shelf.id, 'a'))?.place).toBe('talks/list.yaml:40');
  });

  it('of two records with one identity the second is reported, with where the first is', async () => {
    const shelf = new ShelfSource('files:talks');
    shelf.put({ a: foam });
    shelf.records = [
      ...shelf.records,
      ...shelf.records.map((record) => ({ ...record, place: 'talks/copy' })),
    ];
    const rig = await rigOf([shelf]);
    const { added, problems } = await rig.sync(shelf);
    expect(added).toHaveLength(1);
    expect(problems[0]).toMatchObject({ place: 'talks/copy', value: 'a' });
    expect(problems[0]?.problem).toContain('the record at talks/a');
  });

  it('an id that the record gives is kept if it is one and free', async () => {
    const shelf = new ShelfSource('files:talks');
    shelf.put({ a: { ...foam, id: 'foamfoam' }, b: { ...spray, id: 'Not an id' } });
    const rig = await rigOf([shelf]);
    await rig.sync(shelf);
    const ids = (await all(rig)).map(({ id }) => id);
    expect(ids[0]).toBe('foamfoam');
    expect(SeminarId.safeParse(ids[1]).success).toBe(true);
    shelf.put({ a: { ...foam, id: 'foamfoam' }, b: spray, c: { ...spray, title: 'Other', id: 'foamfoam' } });
    await rig.sync(shelf);
    expect(new Set((await all(rig)).map(({ id }) => id)).size).toBe(3);
  });

  it('a store that was lost comes to the same ids again', async () => {
    const ids = [];
    for (let run = 0; run < 2; run += 1) {
      const shelf = new ShelfSource('files:talks');
      shelf.put({ a: foam, b: spray });
      const rig = await rigOf([shelf]);
      await rig.sync(shelf);
      ids.push((await all(rig)).map(({ id }) => id));
    }
    expect(ids[0]).toEqual(ids[1]);
  });
});

describe('publication', () => {
  it('without a start it is a draft that a person is told about; the start publishes it', async () => {
    const shelf = new ShelfSource('files:talks');
    const { start: _, ...undated } = foam;
    shelf.put({ a: undated });
    const rig = await rigOf([shelf]);
    const { concerns } = await rig.sync(shelf);
    expect(concerns).toMatchObject([{ type: 'noStart', place: 'talks/a' }]);
    expect(await rig.notices()).toEqual([]);
    shelf.put({ a: foam });
    const { changed } = await rig.sync(shelf);
    expect(changed).toMatchObject([{ publication: 'published', fields: ['start'] }]);
    expect((await rig.notices()).length).toBe(3);
  });

  it('prose waits for a word where the source says so; a complete record file is one', async () => {
    const shelf = new ShelfSource('files:talks', true);
    shelf.put({ a: { ...foam, prose: true }, b: { ...spray, prose: false } });
    const rig = await rigOf([shelf]);
    const { concerns } = await rig.sync(shelf);
    expect(concerns.map(({ type, place }) => `${type} ${place}`)).toEqual(['review talks/a']);
    expect((await all(rig)).map(({ publication }) => publication)).toEqual(['draft', 'published']);
    shelf.put({ a: { ...foam, abstract: 'From the record file', prose: false }, b: spray });
    await rig.sync(shelf);
    expect((await all(rig)).map(({ publication }) => publication)).toEqual(['published', 'published']);
  });

  it('a published record that loses its start keeps the last good one, and a person is told', async () => {
    const shelf = new ShelfSource('files:talks');
    shelf.put({ a: foam });
    const rig = await rigOf([shelf]);
    await rig.sync(shelf);
    const { start: _, ...undated } = foam;
    shelf.put({ a: { ...undated, abstract: 'New' } });
    const { concerns } = await rig.sync(shelf);
    expect(concerns).toMatchObject([{ type: 'startLost' }]);
    const seminar = await only(rig);
    expect(seminar).toMatchObject({ publication: 'published', abstract: 'New' });
    expect(seminar.start?.equals(at(foam.start))).toBe(true);
    expect(await states(rig)).toEqual(['announcement due', 'reminder due', 'reminder due']);
  });

  it('postponed without a date stays published, and reminds nobody', async () => {
    const shelf = new ShelfSource('files:talks');
    shelf.put({ a: foam });
    const rig = await rigOf([shelf]);
    await rig.sync(shelf);
    const { start: _, ...undated } = foam;
    shelf.put({ a: { ...undated, status: 'postponed' } });
    expect((await rig.sync(shelf)).concerns).toEqual([]);
    const seminar = await only(rig);
    expect([seminar.publication, seminar.start]).toEqual(['published', undefined]);
    expect(await states(rig)).toEqual(['announcement withdrawn', 'reminder withdrawn', 'reminder withdrawn']);
  });
});

describe('another process', () => {
  it('that brought in something newer meanwhile is not put back by an older reading', async () => {
    const shelf = new ShelfSource('files:talks');
    shelf.put({ foam });
    const rig = await rigOf([shelf]);
    const { promise: mayGoOn, resolve: goOn } = Promise.withResolvers<void>();
    const slow: SeminarSource = {
      id: shelf.id,
      review: false,
      read: async (since) => {
        const reading = await shelf.read(since);
        await mayGoOn;
        return reading;
      },
    };
    const old = rig.sync(slow);
    await untilTrue(async () => shelf.reads === 1);
    shelf.put({ foam: { ...foam, title: 'Ebb' } });
    await rig.sync(shelf);
    expect(await only(rig)).toMatchObject({ title: 'Ebb', revision: 1 });
    goOn();
    await old;
    expect(await only(rig)).toMatchObject({ title: 'Ebb', revision: 1 });
  });
});

describe('what is gone', () => {
  it('cancels nothing: its notices are withdrawn and a person is told; back again, all is owed again', async () => {
    const shelf = new ShelfSource('files:talks');
    shelf.put({ a: foam, b: spray });
    const rig = await rigOf([shelf]);
    await rig.sync(shelf);
    shelf.put({ b: spray });
    const { gone, concerns } = await rig.sync(shelf);
    expect(gone.map(({ title }) => title)).toEqual([foam.title]);
    expect(concerns.map(({ type }) => type)).toEqual(['orphaned']);
    const [seminar] = await all(rig);
    expect(seminar?.status).toBe('scheduled');
    const own = await rig.notices(seminar?.id);
    expect(own.map(({ state, reason }) => `${state}: ${reason}`)).toEqual(
      Array(3).fill('withdrawn: The seminar’s record is not there any more.'),
    );
    expect((await rig.sync(shelf)).gone).toEqual([]);
    shelf.put({ a: foam, b: spray });
    await rig.sync(shelf);
    expect((await rig.notices(seminar?.id)).map(({ state }) => state)).toEqual(['due', 'due', 'due']);
    expect(await all(rig)).toHaveLength(2);
  });

  it('a record that is broken just now is not gone', async () => {
    const shelf = new ShelfSource('files:talks');
    shelf.put({ a: foam, b: spray });
    const rig = await rigOf([shelf]);
    await rig.sync(shelf);
    shelf.put({ b: spray });
    shelf.problems = [{ place: 'talks/a', line: 3, problem: 'not valid YAML' }];
    expect((await rig.sync(shelf)).gone).toEqual([]);
    expect((await states(rig)).filter((state) => state.endsWith('due'))).toHaveLength(6);
  });

  it('a mailbox is never complete: what it does not tell again is not gone', async () => {
    const shelf = new ShelfSource('imap:talks');
    shelf.complete = false;
    shelf.put({ a: foam });
    const rig = await rigOf([shelf]);
    await rig.sync(shelf);
    shelf.put({ b: spray });
    expect((await rig.sync(shelf)).gone).toEqual([]);
    expect(await all(rig)).toHaveLength(2);
  });

  const many = (n: number, month = '12') =>
    Object.fromEntries(
      Array.from({ length: n }, (_, i) => [
        `t${i}`,
        { title: `Talk ${i}`, start: `2026-${month}-${String(i + 1).padStart(2, '0')}T11:00:00+10:00` },
      ]),
    );

  it('half of what lies ahead at once is held, until it is back or an operator accepts it', async () => {
    const shelf = new ShelfSource('ical:talks');
    shelf.knowsCursor = true;
    shelf.put(many(6));
    const rig = await rigOf([shelf]);
    await rig.sync(shelf);
    shelf.put({ ...many(3), fresh: spray });
    const held = await rig.sync(shelf);
    expect(held).toMatchObject({ lossHeld: { lost: 3, of: 6 }, gone: [] });
    // The rest of the reading is taken all the same.
    expect(held.added.map(({ title }) => title)).toEqual(['Spray']);
    expect((await rig.store.read.sources.state(shelf.id))?.heldLoss).toBe(3);
    expect((await rig.sync(shelf)).lossHeld).toEqual({ lost: 3, of: 7 });
    shelf.put({ ...many(5), fresh: spray });
    const back = await rig.sync(shelf);
    expect([back.lossHeld, back.gone.map(({ title }) => title)]).toEqual([undefined, ['Talk 5']]);
  });

  it('an operator’s word lets it go', async () => {
    const shelf = new ShelfSource('ical:talks');
    shelf.knowsCursor = true;
    shelf.put(many(6));
    const rig = await rigOf([shelf]);
    await rig.sync(shelf);
    shelf.put({});
    expect((await rig.sync(shelf)).lossHeld).toEqual({ lost: 6, of: 6 });
    const accepted = await rig.sync(shelf, { acceptLoss: true });
    expect(accepted.gone).toHaveLength(6);
    expect((await rig.store.read.sources.state(shelf.id))?.heldLoss).toBeUndefined();
  });

  it('the end of a semester is no loss, nor are two records, nor new identities of the same talks', async () => {
    const shelf = new ShelfSource('ical:talks');
    shelf.put(many(8, '10'));
    const rig = await rigOf([shelf]);
    await rig.sync(shelf);
    shelf.put({});
    expect((await rig.sync(shelf)).gone).toHaveLength(8);

    const renamed = new ShelfSource('files:more');
    const named = Object.entries(many(6)).map(
      ([uid, talk]) => [uid, { ...talk, speakers: [{ name: `N ${uid}` }] }] as const,
    );
    renamed.put(Object.fromEntries(named));
    await rig.sync(renamed);
    const before = (await all(rig)).map(({ id }) => id).toSorted();
    renamed.put(Object.fromEntries(named.map(([uid, talk]) => [`new-${uid}`, talk])));
    const report = await rig.sync(renamed);
    expect([report.lossHeld, report.added]).toEqual([undefined, []]);
    expect(report.concerns).toEqual([]);
    expect((await all(rig)).map(({ id }) => id).toSorted()).toEqual(before);
  });
});

describe('several sources', () => {
  it('one talk from two sources is one seminar; per field the first in order counts', async () => {
    const [first, second] = [new ShelfSource('files:talks'), new ShelfSource('ical:calendar')];
    const rig = await rigOf([first, second]);
    second.put({
      x: { ...foam, speakers: [{ name: 'Moss, Ida' }], kind: 'Lecture', abstract: 'From the calendar' },
    });
    await rig.sync(second);
    first.put({ a: { ...foam, kind: 'Talk' } });
    await rig.sync(first);
    expect(await only(rig)).toMatchObject({ kind: 'Talk', abstract: 'From the calendar' });
    first.put({});
    await rig.sync(first);
    expect(await only(rig)).toMatchObject({ kind: 'Lecture', status: 'scheduled' });
    expect((await states(rig)).filter((state) => state.endsWith('due'))).toHaveLength(3);
  });

  it('also when both are read at once', async () => {
    const [first, second] = [new ShelfSource('files:talks'), new ShelfSource('ical:calendar')];
    const rig = await rigOf([first, second]);
    first.put({ a: foam });
    second.put({ x: foam });
    await Promise.all([rig.sync(second), rig.sync(first)]);
    await only(rig);
  });

  it('what is alike but not the same is kept apart, and a person is asked', async () => {
    const [first, second] = [new ShelfSource('files:talks'), new ShelfSource('ical:calendar')];
    const rig = await rigOf([first, second]);
    first.put({ a: foam });
    await rig.sync(first);
    second.put({ moved: { ...foam, start: '2026-12-10T11:00:00+10:00' }, other: spray });
    const { added, concerns } = await rig.sync(second);
    expect(added).toHaveLength(2);
    expect(concerns.map(({ type, place }) => `${type} ${place}`)).toEqual(['uncertainMatch talks/moved']);
  });

  it('a source that changes what was changed by hand does not win, and a person is told', async () => {
    const shelf = new ShelfSource('files:talks');
    shelf.put({ a: { ...foam, venue: { room: '7-201' } } });
    const rig = await rigOf([shelf]);
    await rig.sync(shelf);
    const { id } = await only(rig);
    await rig.store.transaction((tx) =>
      tx.seminars.putPatch(id, SeminarFields.decode({ venue: { room: '9-1' } })),
    );
    shelf.put({ a: { ...foam, venue: { room: '8-1' } } });
    const { concerns } = await rig.sync(shelf);
    expect(concerns).toMatchObject([{ type: 'patched' }]);
    expect((await only(rig)).venue.room).toBe('9-1');
    shelf.put({ a: { ...foam, venue: { room: '9-1' }, abstract: 'New' } });
    expect((await rig.sync(shelf)).concerns).toEqual([]);
  });
});

describe('what surrounds the records', () => {
  it('a source that fails takes nothing away; since when it fails is known until it answers', async () => {
    const shelf = new ShelfSource('ical:talks');
    shelf.put({ a: foam });
    const rig = await rigOf([shelf]);
    await rig.sync(shelf);
    shelf.failure = 'connection refused';
    const since = rig.clock.now();
    expect(await rig.sync(shelf)).toMatchObject({ outcome: 'failed', failure: 'connection refused' });
    await rig.clock.advance({ hours: 1 });
    await rig.sync(shelf);
    const state = await rig.store.read.sources.state(shelf.id);
    expect(state?.failingSince?.equals(since)).toBe(true);
    expect((await states(rig)).every((text) => text.endsWith('due'))).toBe(true);
    shelf.failure = undefined;
    await rig.sync(shelf);
    expect((await rig.store.read.sources.state(shelf.id))?.failingSince).toBeUndefined();
  });

  it('another default of a series reaches records that did not change, even where the source tells nothing', async () => {
    const shelf = new ShelfSource('ical:talks');
    shelf.knowsCursor = true;
    shelf.put({ a: { ...foam, series: 'tides' } });
    const rig = await rigOf([shelf]);
    await rig.sync(shelf);
    const tides = { id: SeriesId.parse('tides'), name: 'Tides', host: 'Harbour School', organisers: [] };
    rig.configure(aPolicy({ series: [tides] }));
    const report = await rig.sync(shelf);
    expect(report.outcome).toBe('unchanged');
    expect(report.changed.map(({ fields }) => fields)).toEqual([['host']]);
    expect(await only(rig)).toMatchObject({ host: 'Harbour School', revision: 2 });
    expect((await rig.sync(shelf)).changed).toEqual([]);
  });

  it('an abort between chunks leaves what is written in accord, and the next sync goes on', async () => {
    const shelf = new ShelfSource('files:talks');
    const talks = Array.from({ length: 60 }, (_, i) => [`t${i}`, { ...foam, title: `Talk ${i}` }]);
    shelf.put(Object.fromEntries(talks));
    const rig = await rigOf([shelf]);
    const aborter = new AbortController();
    rig.store.watch(() => aborter.abort(new Error('stopping')));
    await expect(rig.sync(shelf, { signal: aborter.signal })).rejects.toThrow('stopping');
    const written = (await all(rig)).length;
    expect(written).toBeGreaterThan(0);
    expect(written).toBeLessThan(60);
    expect((await rig.sync(shelf)).added).toHaveLength(60 - written);
  });

  it('a first sync lets only the nearest overdue announcements go, in whatever order the records come', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 1, max: 24 * 6 }), { minLength: 40, maxLength: 80 }),
        fc.integer({ min: 0, max: 6 }),
        async (hours, burst) => {
          const shelf = new ShelfSource('files:talks');
          const policy = aPolicy({ guard: { burst, largeChannel: 500 }, routes: [aRoute({ remind: [] })] });
          const rig = await openSyncRig([shelf], policy);
          const now = rig.clock.now();
          shelf.put(
            Object.fromEntries(
              hours.map((h) => [`t${h}`, { title: `Talk ${h}`, start: now.add({ hours: h }).toString() }]),
            ),
          );
          const report = await rig.sync(shelf);
          const notices = await rig.notices();
          const due = notices.filter(({ state }) => state === 'due');
          expect(due).toHaveLength(Math.min(burst, hours.length));
          expect(report.announcementsHeld).toBe(hours.length - due.length);
          const nearest = hours.toSorted((a, b) => a - b).slice(0, burst);
          expect(
            due.map(({ expires }) => now.until(expires).total('hours')).toSorted((a, b) => a - b),
          ).toEqual(nearest);
          await rig.store.close();
        },
      ),
      { numRuns: 25 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeminarId, SeriesId } from '../../../src/domain/ids.ts';
import type { SeminarSource } from '../../../src/ports/seminar-source.ts';
import { untilTrue } from '../../support/until-true.ts';
import { aPolicy, aRoute, at } from '../plan/kit.ts';
import { openSyncRig, ShelfSource } from './sync-kit.ts';
import { all, foam, only, rigOf, spray, states } from './sync-samples.ts';

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

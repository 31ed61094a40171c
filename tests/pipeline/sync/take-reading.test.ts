import { describe, expect, it } from 'vitest';
import { SeriesId } from '../../../src/domain/ids.ts';
import type { Store } from '../../../src/ports/store.ts';
import { aPolicy } from '../plan/kit.ts';
import { type Encoded, openSyncRig, ShelfSource } from './sync-kit.ts';

const talk = (n: number, over: Encoded = {}): Encoded => ({
  title: `Talk ${n}`,
  series: 'tides',
  start: Temporal.Instant.from('2026-12-01T01:00:00Z').add({ hours: n }).toString(),
  ...over,
});
const talks = (count: number): Record<string, Encoded> =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`t${n}`, talk(n)]));

/** A rig that counts how often all claims of a source were asked for. */
async function openCounting(shelf: ShelfSource, through: (store: Store) => Store = (store) => store) {
  const asked: string[] = [];
  const rig = await openSyncRig([shelf], aPolicy(), (store) => {
    const seen = through(store);
    const { claimStates } = store.read.seminars;
    const seminars = {
      ...seen.read.seminars,
      claimStates: (source: Parameters<typeof claimStates>[0]) => {
        asked.push(source);
        return claimStates(source);
      },
    };
    return { ...seen, read: { ...seen.read, seminars } };
  });
  const titles = async () => (await rig.store.read.seminars.find({})).map(({ title }) => title);
  return { ...rig, asked, titles };
}

describe('a reading that is the one that the claims came of', () => {
  it('is known without looking at any claim, and told like one that was compared', async () => {
    const shelf = new ShelfSource('files:talks');
    shelf.put(talks(5));
    shelf.problems = [{ place: 'talks/broken.yaml:3', problem: 'has no title' }];
    const rig = await openCounting(shelf);
    const first = await rig.sync(shelf);
    expect(first.added).toHaveLength(5);
    rig.asked.length = 0;
    // Read anew, as other objects.
    shelf.put(talks(5));
    const again = await rig.sync(shelf);
    expect(rig.asked).toEqual([]);
    expect(again).toMatchObject({ outcome: 'applied', added: [], changed: [], gone: [], unchanged: 5 });
    expect(again.problems).toEqual(shelf.problems);
    expect((await rig.store.read.sources.state(shelf.id))?.problems).toEqual(shelf.problems);
  });

  it.each<readonly [string, (shelf: ShelfSource) => void, object]>([
    ['a field', (shelf) => shelf.put({ ...talks(5), t3: talk(3, { title: 'Eddies' }) }), { changed: [{}] }],
    ['a record less', (shelf) => shelf.put(talks(4)), { gone: [{}] }],
    ['a record more', (shelf) => shelf.put(talks(6)), { added: [{}] }],
    [
      'a record instead of another',
      (shelf) => shelf.put({ ...talks(4), t9: talk(90) }),
      { added: [{}], gone: [{}] },
    ],
  ])('is not one that differs by %s', async (_, change, told) => {
    const shelf = new ShelfSource('files:talks');
    shelf.put(talks(5));
    const rig = await openCounting(shelf);
    await rig.sync(shelf);
    change(shelf);
    expect(await rig.sync(shelf)).toMatchObject(told);
  });

  it('is not one whose places moved, or in which a broken file is gone', async () => {
    const shelf = new ShelfSource('files:talks');
    shelf.put(talks(3));
    const rig = await openCounting(shelf);
    await rig.sync(shelf);
    shelf.records = shelf.records.map((record) => ({ ...record, place: `${record.place}-moved` }));
    await rig.sync(shelf);
    const { seminars } = rig.store.read;
    expect((await seminars.claim(shelf.id, 't1'))?.place).toBe('talks/t1-moved');
    // One is in a file that cannot be read just now: it is not gone, until the file is.
    shelf.records = shelf.records.slice(0, 2);
    shelf.problems = [{ place: 'talks/t2-moved:1', problem: 'is no YAML' }];
    expect((await rig.sync(shelf)).gone).toEqual([]);
    expect((await rig.sync(shelf)).gone).toEqual([]);
    shelf.problems = [];
    expect((await rig.sync(shelf)).gone).toHaveLength(1);
  });

  it('is compared again once anybody else has written one of the claims', async () => {
    const shelf = new ShelfSource('files:talks');
    shelf.put(talks(3));
    const rig = await openCounting(shelf);
    await rig.sync(shelf);
    const claim = await rig.store.read.seminars.claim(shelf.id, 't1');
    if (!claim) throw new Error('the claim is not there');
    const forgotten = { ...claim, fields: { ...claim.fields, title: 'Wrong' }, hash: '' };
    await rig.store.transaction((tx) => tx.seminars.putClaim(forgotten));
    expect((await rig.sync(shelf)).unchanged).toBe(2);
    expect((await rig.store.read.seminars.claim(shelf.id, 't1'))?.fields.title).toBe('Talk 1');
  });

  it('is not kept where somebody wrote a claim while it was applied', async () => {
    const shelf = new ShelfSource('files:talks');
    shelf.put(talks(3));
    const rig = await openCounting(shelf, (store) => ({
      ...store,
      transaction: async (work, options) => {
        const value = await store.transaction(work, options);
        const claim = await store.read.seminars.claim(shelf.id, 't1');
        if (claim && claim.hash !== '') {
          await store.transaction((tx) => tx.seminars.putClaim({ ...claim, hash: '' }));
        }
        return value;
      },
    }));
    await rig.sync(shelf);
    expect(await rig.store.read.seminars.readingMark(shelf.id)).toBeUndefined();
    rig.asked.length = 0;
    expect((await rig.sync(shelf)).unchanged).toBe(2);
    expect(rig.asked).toEqual([shelf.id]);
  });

  it('is compared after another one was cut short', async () => {
    const shelf = new ShelfSource('files:talks');
    shelf.put(talks(3));
    let isCut = false;
    const rig = await openCounting(shelf, (store) => ({
      ...store,
      transaction: async (work, options) => {
        const value = await store.transaction(work, options);
        const claim = await store.read.seminars.claim(shelf.id, 't1');
        if (isCut && claim?.fields.title === 'Eddies') throw new Error('the service is stopping');
        return value;
      },
    }));
    await rig.sync(shelf);
    isCut = true;
    shelf.put({ ...talks(3), t1: talk(1, { title: 'Eddies' }) });
    await expect(rig.sync(shelf)).rejects.toThrow('the service is stopping');
    expect(await rig.titles()).toEqual(['Talk 0', 'Eddies', 'Talk 2']);
    isCut = false;
    shelf.put(talks(3));
    expect((await rig.sync(shelf)).changed).toHaveLength(1);
    expect(await rig.titles()).toEqual(['Talk 0', 'Talk 1', 'Talk 2']);
  });

  it('is merged anew where the configuration completes it otherwise', async () => {
    const shelf = new ShelfSource('files:talks');
    shelf.put(talks(2));
    const rig = await openCounting(shelf);
    await rig.sync(shelf);
    const tides = { id: SeriesId.parse('tides'), name: 'Tides', host: 'School of Water', organisers: [] };
    rig.configure(aPolicy({ series: [tides] }));
    expect((await rig.sync(shelf)).changed.map(({ fields }) => fields)).toEqual([['host'], ['host']]);
    expect((await rig.sync(shelf)).changed).toEqual([]);
  });

  it('tells each time of records that share a uid', async () => {
    const shelf = new ShelfSource('files:talks');
    shelf.put(talks(2));
    shelf.records = [...shelf.records, ...shelf.records.slice(0, 1)];
    const rig = await openCounting(shelf);
    for (let n = 0; n < 3; n += 1) expect((await rig.sync(shelf)).problems).toHaveLength(1);
  });

  it('is weighed again while a loss is held', async () => {
    const shelf = new ShelfSource('files:talks');
    shelf.put(talks(6));
    const rig = await openCounting(shelf);
    await rig.sync(shelf);
    shelf.put(talks(1));
    expect((await rig.sync(shelf)).lossHeld).toEqual({ lost: 5, of: 6 });
    expect((await rig.sync(shelf)).lossHeld).toEqual({ lost: 5, of: 6 });
    shelf.put(talks(6));
    expect(await rig.sync(shelf)).toMatchObject({ unchanged: 6, gone: [] });
    expect((await rig.store.read.sources.state(shelf.id))?.heldLoss).toBeUndefined();
    rig.asked.length = 0;
    await rig.sync(shelf);
    expect(rig.asked).toEqual([]);
  });
});

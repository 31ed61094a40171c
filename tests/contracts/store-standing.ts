import { expect, it } from 'vitest';
import { InstallationId } from '../../src/domain/ids.ts';
import type { FoundPost, KnownLane } from '../../src/ports/store/lane-book.ts';
import { openFresh, type StoreBench } from './store-bench.ts';
import {
  CHANNEL,
  LANE,
  makePost,
  makeSeminar,
  message,
  NOON,
  OTHER_CHANNEL,
  OTHER_LANE,
  seminarId,
} from './store-fixtures.ts';

/** What stands, what was taken back, and under which name. */
export function describeStanding(bench: StoreBench): void {
  it('keeps what was taken back, everywhere or in one channel, until it is dropped', async () => {
    const { store } = await openFresh(bench);
    const everywhere = { seminar: seminarId(1), at: NOON, by: 'Mira' };
    const here = { seminar: seminarId(1), channel: CHANNEL, at: NOON.add({ hours: 2 }), by: 'Ada' };
    const other = { seminar: seminarId(2), channel: CHANNEL, at: NOON, by: 'Ada' };
    await store.transaction(async (tx) => {
      for (const one of [everywhere, here, other]) await tx.seminars.putRetraction(one);
      await tx.seminars.putRetraction({ ...here, at: NOON, by: 'too early' });
    });
    expect(await store.read.seminars.retractionsOf([])).toEqual([]);
    expect(await store.read.seminars.retractionsOf([seminarId(1)])).toEqual([everywhere, here]);
    expect(await store.read.seminars.retractionsOf([seminarId(1), seminarId(2)])).toHaveLength(3);
    const drop = () => store.transaction((tx) => tx.seminars.dropRetractions(seminarId(1)));
    expect(await drop()).toBe(true);
    expect(await drop()).toBe(false);
    expect(await store.read.seminars.retractionsOf([seminarId(1), seminarId(2)])).toEqual([other]);
  });

  it('knows under which name a lane is served, and whether it is stopped', async () => {
    const { store } = await openFresh(bench);
    expect(await store.read.laneBook.lane(LANE)).toBeUndefined();
    const lane: KnownLane = {
      id: LANE,
      installation: InstallationId.parse('3f0e9c1a-1111-4222-8333-444455556666'),
      since: NOON,
    };
    const stopped = { ...lane, stopped: { since: NOON.add({ hours: 1 }), reason: 'another one posts here' } };
    await store.transaction((tx) => tx.laneBook.putLane(stopped));
    expect(await store.read.laneBook.lane(LANE)).toEqual(stopped);
    await store.transaction((tx) => tx.laneBook.putLane(lane));
    expect(await store.read.laneBook.lane(LANE)).toEqual(lane);
    expect(await store.read.laneBook.lane(OTHER_LANE)).toBeUndefined();
  });

  it('keeps posts that were found, by lane and key, until they are taken', async () => {
    const { store } = await openFresh(bench);
    const one: FoundPost = { lane: LANE, channel: CHANNEL, key: 'k1', message: message('5'), postedAt: NOON };
    const two: FoundPost = { ...one, channel: OTHER_CHANNEL, key: 'k2', message: message('6') };
    await store.transaction(async (tx) => {
      await tx.laneBook.putFound([]);
      await tx.laneBook.putFound([one, two]);
      await tx.laneBook.putFound([{ ...one, message: message('9') }]);
    });
    expect(await store.read.laneBook.found(LANE, [])).toEqual([]);
    expect(await store.read.laneBook.hasFound(LANE)).toBe(true);
    expect(await store.read.laneBook.hasFound(OTHER_LANE)).toBe(false);
    expect(await store.read.laneBook.found(LANE, ['k1', 'k3'])).toEqual([one]);
    expect(await store.read.laneBook.found(OTHER_LANE, ['k1'])).toEqual([]);
    await store.transaction((tx) => tx.laneBook.dropFound(LANE, ['k1']));
    expect(await store.read.laneBook.found(LANE, ['k1', 'k2'])).toEqual([two]);
  });

  it('tells which posts have fallen behind their seminar', async () => {
    const { store } = await openFresh(bench);
    const seminar = makeSeminar(1, { revision: 3, start: NOON });
    const over = makeSeminar(2, { revision: 3, start: NOON.subtract({ hours: 24 }) });
    const post = (n: number, shownRevision: number | undefined, id = seminar.id) => ({
      ...makePost(n),
      seminars: [id],
      message: message(String(n)),
      ...(shownRevision === undefined ? {} : { shownRevision }),
    });
    const { message: _, ...onItsWay } = post(5, 2);
    await store.transaction(async (tx) => {
      await tx.seminars.put(seminar);
      await tx.seminars.put(over);
      const posts = [post(1, 3), post(2, 2), post(3, undefined), post(4, 2, over.id), onItsWay];
      for (const one of posts) await tx.posts.put(one);
    });
    const behind = async () => (await store.read.posts.behind(NOON, 10)).map(({ id }) => id);
    expect(await behind()).toEqual([post(2, 2).id]);
    await store.transaction((tx) => tx.seminars.put({ ...seminar, revision: 4 }));
    expect((await behind()).toSorted()).toEqual([post(1, 3).id, post(2, 2).id].toSorted());
    expect(await store.read.posts.behind(NOON, 1)).toHaveLength(1);
    await store.transaction((tx) => tx.posts.put(post(2, 4)));
    expect(await behind()).toEqual([post(1, 3).id]);
  });
}

import { expect, it } from 'vitest';
import { LeaseToken } from '../../src/domain/ids.ts';
import type { LaneLease } from '../../src/ports/store/lanes.ts';
import { type OpenedStore, openFresh, type StoreBench, waitFor } from './store-bench.ts';
import { LANE, OTHER_LANE } from './store-fixtures.ts';

const TTL_MS = 40;

/** Whose clock leases run by: SQLite's is the store's own, PostgreSQL's the server's. */
const OUTLAST: Readonly<
  Record<StoreBench['dialect'], (opened: OpenedStore, lease: LaneLease) => Promise<void>>
> = {
  sqlite: ({ clock }) => clock.advance({ milliseconds: TTL_MS }),
  postgres: ({ store }, lease) => waitFor(async () => (await store.lanes.remaining(lease)) <= 0),
};

export function describeLanes(bench: StoreBench): void {
  it('one holder at a time, each lane by itself', async () => {
    const { store } = await openFresh(bench);
    const lease = await store.lanes.acquire(LANE, 'a', 600_000);
    expect(lease?.lane).toBe(LANE);
    expect(await store.lanes.acquire(LANE, 'b', 600_000)).toBeUndefined();
    expect(await store.lanes.acquire(OTHER_LANE, 'b', 600_000)).toBeDefined();
  });

  it('tells who has a lane, and takes it from that one alone', async () => {
    const { store } = await openFresh(bench);
    const { lanes } = store;
    expect(await lanes.holder(LANE)).toBeUndefined();
    await lanes.acquire(LANE, 'a', 600_000);
    expect(await lanes.holder(LANE)).toBe('a');
    await lanes.evict(LANE, 'b');
    expect(await lanes.acquire(LANE, 'b', 600_000)).toBeUndefined();
    await lanes.evict(LANE, 'a');
    expect((await lanes.acquire(LANE, 'b', 600_000))?.lane).toBe(LANE);
    expect(await lanes.holder(LANE)).toBe('b');
  });

  it('a lease lasts as long as was asked, and longer when renewed', async () => {
    const { store } = await openFresh(bench);
    const lease = await store.lanes.acquire(LANE, 'a', 600_000);
    if (!lease) throw new Error('nobody holds the lane');
    expect(await store.lanes.remaining(lease)).toBeGreaterThan(300_000);
    expect(await store.lanes.remaining(lease)).toBeLessThanOrEqual(600_000);
    expect(await store.lanes.renew(lease, 6_000_000)).toBe(true);
    expect(await store.lanes.remaining(lease)).toBeGreaterThan(3_000_000);
  });

  it('a lease that ran out is lost: it is not renewed, and another takes the lane', async () => {
    const opened = await openFresh(bench);
    const { lanes } = opened.store;
    const lease = await lanes.acquire(LANE, 'a', TTL_MS);
    if (!lease) throw new Error('nobody holds the lane');
    await OUTLAST[bench.dialect](opened, lease);
    expect(await lanes.remaining(lease)).toBeLessThanOrEqual(0);
    expect(await lanes.renew(lease, 600_000)).toBe(false);
    const next = await lanes.acquire(LANE, 'b', 600_000);
    expect(next?.token).not.toBe(lease.token);
    expect(await lanes.remaining(lease)).toBeLessThanOrEqual(0);
    await lanes.release(lease);
    expect(await lanes.acquire(LANE, 'c', 600_000)).toBeUndefined();
  });

  it('released, the lane is free at once', async () => {
    const { store } = await openFresh(bench);
    const lease = await store.lanes.acquire(LANE, 'a', 600_000);
    if (!lease) throw new Error('nobody holds the lane');
    await store.lanes.release(lease);
    expect(await store.lanes.remaining(lease)).toBe(0);
    expect(await store.lanes.acquire(LANE, 'b', 600_000)).toBeDefined();
  });

  it('the same holder, started again, has its lane back, and its old lease is worth nothing', async () => {
    const { store } = await openFresh(bench);
    const old = await store.lanes.acquire(LANE, 'a', 600_000);
    const fresh = await store.lanes.acquire(LANE, 'a', 600_000);
    if (!old || !fresh) throw new Error('the holder was refused');
    expect(await store.lanes.renew(old, 600_000)).toBe(false);
    expect(await store.lanes.renew(fresh, 600_000)).toBe(true);
  });

  it('what nobody holds has nothing left', async () => {
    const { store } = await openFresh(bench);
    const never = { lane: LANE, token: LeaseToken.parse('never') };
    expect(await store.lanes.remaining(never)).toBe(0);
    expect(await store.lanes.renew(never, 600_000)).toBe(false);
  });
}

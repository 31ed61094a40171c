import { describe, expect, it } from 'vitest';
import { LaneId } from '../../src/domain/ids.ts';
import type { StoreChange, StoreWriter } from '../../src/ports/store.ts';
import { openFresh, type StoreBench, waitFor } from '../contracts/store-bench.ts';
import { describeSharedStore, describeStore } from '../contracts/store-contract.ts';
import {
  CHANNEL,
  LANE,
  makePlanned,
  makeSeminar,
  NOON,
  OTHER_LANE,
  token,
} from '../contracts/store-fixtures.ts';
import { findPostgresObstacle } from '../support/postgres.ts';
import { keepPostgres } from './running-postgres.ts';

const obstacle = await findPostgresObstacle();
const title = obstacle ? `PostgreSQL (skipped: ${obstacle})` : 'PostgreSQL';

describe.skipIf(obstacle)(title, () => {
  const running = keepPostgres();

  const bench: StoreBench = {
    dialect: 'postgres',
    readsBesideWriter: true,
    createDatabase: () => running().createDatabase(),
  };
  describeStore(bench);
  describeSharedStore(bench);

  it('keeps nothing of a transaction in which a statement failed, though its work went on regardless', async () => {
    const { store } = await openFresh(bench);
    const refused = { id: CHANNEL, lane: LANE, name: 'a NUL: \u0000', kind: 'channel' } as const;
    const careless = store.transaction(async (tx) => {
      await tx.seminars.put(makeSeminar(1));
      await tx.directory.putChannel(refused).catch(() => undefined);
    });
    await expect(careless).rejects.toThrow();
    expect(await store.read.seminars.find({})).toEqual([]);
  });

  it('tells others in which lanes something may be due earlier: in any, where there are too many to name', async () => {
    const { store, openAnother } = await openFresh(bench);
    const other = await openAnother();
    const changes: StoreChange[] = [];
    other.watch((change) => changes.push(change));
    const hasHeard = (topic: 'outbox' | 'seminars') => changes.some(({ topics }) => topics.has(topic));
    // Whoever begins to listen may have missed something anywhere.
    await waitFor(() => changes.some(({ topics, lanes }) => topics.size === 5 && lanes === undefined));
    /** What was heard of a transaction: told in the order of commits, the later one ends it. */
    const hear = async (work: (tx: StoreWriter) => Promise<unknown>, by?: LaneId) => {
      changes.length = 0;
      await store.transaction(work, { by });
      await waitFor(() => hasHeard('outbox'));
      await store.transaction((tx) => tx.seminars.put(makeSeminar(1)));
      await waitFor(() => hasHeard('seminars'));
      return changes.flatMap(({ topics, lanes }) => (topics.has('outbox') ? [...(lanes ?? ['any'])] : []));
    };
    const inLanes = (lanes: readonly LaneId[], from: number) => (tx: StoreWriter) =>
      tx.outbox.plan(
        lanes.map((lane, n) => makePlanned(from + n, { lane })),
        NOON,
      );
    expect(await hear(inLanes([LANE], 1))).toEqual([LANE]);
    expect((await hear(inLanes([LANE, OTHER_LANE], 10))).toSorted()).toEqual([LANE, OTHER_LANE].toSorted());
    expect(await hear(inLanes([LANE, OTHER_LANE], 20), LANE)).toEqual([OTHER_LANE]);
    expect(await hear(inLanes([LANE], 30), LANE)).toEqual([]);
    // In letters that take three bytes each: what is limited is bytes.
    const many = Array.from({ length: 60 }, (_, n) => LaneId.parse(`slack:${'東'.repeat(50)}${n}`));
    expect(await hear(inLanes(many, 100))).toEqual(['any']);
  });

  it('tells others what may be due earlier, and not each claim and each end', async () => {
    const { store, openAnother } = await openFresh(bench);
    const other = await openAnother();
    const topics = new Set<string>();
    other.watch((change) => {
      for (const topic of change.topics) topics.add(topic);
    });
    await waitFor(() => topics.size === 5);
    const { id } = makePlanned(1);
    topics.clear();
    await store.transaction((tx) => tx.outbox.plan([makePlanned(1)], NOON));
    await waitFor(() => topics.has('outbox'));
    topics.clear();
    const claim = { lane: LANE, now: NOON, limit: 1, token: token('a') };
    await store.transaction((tx) => tx.outbox.claim(claim));
    await store.transaction((tx) =>
      tx.outbox.step([{ notice: id, from: ['claimed'], to: 'sending', at: NOON }]),
    );
    // Told in the order of commits: whoever hears of this has heard of all before.
    await store.transaction((tx) => tx.seminars.put(makeSeminar(1)));
    await waitFor(() => topics.has('seminars'));
    expect(topics).toEqual(new Set(['seminars']));
    await store.transaction((tx) => tx.outbox.step([{ notice: id, from: ['sending'], to: 'due', at: NOON }]));
    await waitFor(() => topics.has('outbox'));
  });

  it('hears again after its connections were cut, and tells that it may have missed something', async () => {
    const { store, openAnother, log } = await openFresh(bench);
    const other = await openAnother();
    const topics = new Set<string>();
    other.watch((change) => {
      for (const topic of change.topics) topics.add(topic);
    });
    // Whoever begins to listen may have missed something before.
    await waitFor(() => topics.size === 5);
    topics.clear();
    await store.transaction((tx) => tx.seminars.put(makeSeminar(1)));
    await waitFor(() => topics.size > 0);
    expect(topics).toEqual(new Set(['seminars']));
    await running().administer(
      `select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen %' and pid <> pg_backend_pid()`,
    );
    await waitFor(() => topics.size === 5);
    expect(
      log.lines.some((line) => line.message === 'changes by other processes are not heard for a while'),
    ).toBe(true);
    expect(JSON.stringify(log.lines)).not.toContain('only-for-tests');
  });
});

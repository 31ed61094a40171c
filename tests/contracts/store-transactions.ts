import { expect, it } from 'vitest';
import type { DeliveryState } from '../../src/domain/notice.ts';
import type { StoreChange, StoreWriter, TransactionOptions } from '../../src/ports/store.ts';
import { openFresh, type StoreBench, waitFor } from './store-bench.ts';
import { LANE, makePlanned, makeSeminar, NOON, SOURCE, seminarId, token } from './store-fixtures.ts';

/** Whoever begins to listen to a server may have missed something: that is told first. A file is looked at instead. */
const HEARS_FROM_THE_START: Readonly<
  Record<StoreBench['dialect'], (changes: readonly StoreChange[]) => Promise<void>>
> = {
  sqlite: async () => {},
  postgres: (changes) => waitFor(() => changes.some(({ topics }) => topics.size === 5)),
};

const GUARD = 'inside a transaction only its own handle may be used';

export function describeTransactions(bench: StoreBench): void {
  it('gives back what its work gives, and keeps what it wrote', async () => {
    const { store } = await openFresh(bench);
    const seen = await store.transaction(async (tx) => {
      await tx.seminars.put(makeSeminar(1));
      return tx.seminars.get(seminarId(1));
    });
    expect(seen).toEqual(makeSeminar(1));
    expect(await store.read.seminars.get(seminarId(1))).toEqual(makeSeminar(1));
  });

  it('keeps nothing of what failed, and goes on', async () => {
    const { store } = await openFresh(bench);
    const failing = store.transaction(async (tx) => {
      await tx.seminars.put(makeSeminar(1, { title: 'Tide' }));
      await tx.outbox.plan([makePlanned(1)], NOON);
      throw new Error('in the middle');
    });
    await expect(failing).rejects.toThrow('in the middle');
    expect(await store.read.seminars.find({ words: ['tide'] })).toEqual([]);
    expect(await store.read.outbox.find({})).toEqual([]);
    expect(await store.read.outbox.history({})).toEqual([]);
    await store.transaction((tx) => tx.seminars.put(makeSeminar(1, { title: 'Tide' })));
    expect(await store.read.seminars.find({ words: ['tide'] })).toHaveLength(1);
  });

  it('runs many at once, each whole', async () => {
    const { store } = await openFresh(bench);
    const bump = (n: number) =>
      store.transaction(async (tx) => {
        const state = await tx.sources.state(SOURCE);
        await tx.seminars.put(makeSeminar(n));
        await tx.sources.putState({ source: SOURCE, heldLoss: (state?.heldLoss ?? 0) + 1, problems: [] });
      });
    await Promise.all(Array.from({ length: 20 }, (_, n) => bump(n)));
    expect(await store.read.seminars.find({})).toHaveLength(20);
  });

  it('what is not committed is not read', async () => {
    const { store } = await openFresh(bench);
    const { promise: written, resolve: tell } = Promise.withResolvers<void>();
    const { promise: mayCommit, resolve: commit } = Promise.withResolvers<void>();
    const transaction = store.transaction(async (tx) => {
      await tx.seminars.put(makeSeminar(1));
      tell();
      await mayCommit;
    });
    await written;
    const reading = store.read.seminars.find({});
    if (bench.readsBesideWriter) expect(await reading).toEqual([]);
    commit();
    await transaction;
    expect(await store.read.seminars.find({})).toHaveLength(1);
    // A database in memory has its look-ups wait their turn: then they see it whole.
    expect(await reading).toHaveLength(bench.readsBesideWriter ? 0 : 1);
  });

  it('throws where its work turns to the store itself, instead of waiting for ever', async () => {
    const { store } = await openFresh(bench);
    const lease = await store.lanes.acquire(LANE, 'a', 600_000);
    if (!lease) throw new Error('nobody holds the lane');
    const inside = (work: (tx: StoreWriter) => Promise<unknown>) => expect(store.transaction(work)).rejects;
    await inside(() => store.read.seminars.find({})).toThrow(GUARD);
    await inside(() => store.transaction(async () => undefined)).toThrow(GUARD);
    await inside(() => store.lanes.acquire(LANE, 'a', 1)).toThrow(GUARD);
    await inside(() => store.lanes.remaining(lease)).toThrow(GUARD);
    await inside(() => Promise.all([store.read.outbox.count()])).toThrow(GUARD);
    expect(await store.read.seminars.find({})).toEqual([]);
  });

  it('what a transaction set off is free of it once it has ended', async () => {
    const { store } = await openFresh(bench);
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    const later: Promise<unknown>[] = [];
    await store.transaction(async () => {
      later.push(ended.then(() => store.read.seminars.find({})));
    });
    end();
    expect(await Promise.all(later)).toEqual([[]]);
  });

  it('a handle is dead once its transaction has ended', async () => {
    const { store } = await openFresh(bench);
    const kept: StoreWriter[] = [];
    await store.transaction(async (tx) => void kept.push(tx));
    for (const tx of kept) {
      await expect(tx.seminars.put(makeSeminar(1))).rejects.toThrow('Transaction is already committed');
    }
    expect(await store.read.seminars.find({})).toEqual([]);
  });

  it('tells watchers what was written, together, and not what was rolled back', async () => {
    const { store } = await openFresh(bench);
    const changes: StoreChange[] = [];
    const end = store.watch((change) => changes.push(change));
    await HEARS_FROM_THE_START[bench.dialect](changes);
    changes.length = 0;
    await store
      .transaction(async (tx) => {
        await tx.seminars.put(makeSeminar(9));
        throw new Error('no');
      })
      .catch(() => undefined);
    await store.transaction(async (tx) => void (await tx.seminars.get(seminarId(1))));
    await Promise.all([
      store.transaction((tx) => tx.seminars.put(makeSeminar(1))),
      store.transaction((tx) => tx.outbox.plan([makePlanned(1)], NOON)),
    ]);
    await waitFor(() => new Set(changes.flatMap((change) => [...change.topics])).size === 2);
    expect(new Set(changes.flatMap((change) => [...change.topics]))).toEqual(new Set(['seminars', 'outbox']));
    end();
    const heard = changes.length;
    const { promise: told, resolve: tell } = Promise.withResolvers<void>();
    store.watch(() => tell());
    await store.transaction((tx) => tx.seminars.put(makeSeminar(2)));
    await told;
    expect(changes).toHaveLength(heard);
  });

  it('tells in which lanes something may be due earlier: not the one that wrote it, and of claims and results nobody', async () => {
    const { store } = await openFresh(bench);
    const changes: StoreChange[] = [];
    store.watch((change) => changes.push(change));
    await HEARS_FROM_THE_START[bench.dialect](changes);
    const planned = makePlanned(1);
    const hear = async (
      work: (tx: StoreWriter) => Promise<unknown>,
      options?: TransactionOptions,
    ): Promise<readonly string[]> => {
      changes.length = 0;
      await store.transaction(work, options);
      // Told in order: whoever hears of the channel has heard of all before.
      await store.transaction((tx) => tx.seminars.put(makeSeminar(1)));
      await waitFor(() => changes.some(({ topics }) => topics.has('seminars')));
      return changes.flatMap(({ topics, lanes }) => (topics.has('outbox') ? [...(lanes ?? ['all'])] : []));
    };
    expect(await hear((tx) => tx.outbox.plan([planned], NOON))).toEqual([LANE]);
    expect(await hear((tx) => tx.outbox.plan([makePlanned(2)], NOON), { by: LANE })).toEqual([]);
    expect(
      await hear((tx) => tx.outbox.claim({ lane: LANE, now: NOON, limit: 1, token: token('a') }), {
        durable: false,
      }),
    ).toEqual([]);
    const [claimed] = await store.read.outbox.find({ states: ['claimed'] });
    if (!claimed) throw new Error('nothing was claimed');
    const step = (from: DeliveryState, to: DeliveryState) => (tx: StoreWriter) =>
      tx.outbox.step([{ notice: claimed.id, from: [from], to, at: NOON }]);
    changes.length = 0;
    expect(await hear(step('claimed', 'sending'))).toEqual([]);
    expect(changes.some(({ topics }) => topics.has('outbox'))).toBe(false);
    expect(await hear(step('sending', 'due'))).toEqual([LANE]);
    // Held is told, though nothing is due for it.
    expect(await hear(step('due', 'held'))).toEqual([]);
    expect(changes.some(({ topics }) => topics.has('outbox'))).toBe(true);
    expect(await hear(step('held', 'due'))).toEqual([LANE]);
  });

  it('says when others can read it, and says nothing of what was rolled back', async () => {
    const { store } = await openFresh(bench);
    const said: string[] = [];
    const { promise: read, resolve } = Promise.withResolvers<unknown>();
    const committed = (): void => {
      said.push('committed');
      resolve(store.read.seminars.get(seminarId(1)));
    };
    await store.transaction((tx) => tx.seminars.put(makeSeminar(1)), { committed });
    said.push('resolved');
    expect(said).toEqual(['committed', 'resolved']);
    expect(await read).toEqual(makeSeminar(1));
    const failing = store.transaction(
      async () => {
        throw new Error('no');
      },
      { committed },
    );
    await expect(failing).rejects.toThrow('no');
    expect(said).toEqual(['committed', 'resolved']);
  });

  it('what need not be durable is there at once all the same', async () => {
    const { store } = await openFresh(bench);
    await store.transaction((tx) => tx.seminars.put(makeSeminar(1)), { durable: false });
    expect(await store.read.seminars.get(seminarId(1))).toBeDefined();
    await store
      .transaction(
        async (tx) => {
          await tx.seminars.put(makeSeminar(2));
          throw new Error('no');
        },
        { durable: false },
      )
      .catch(() => undefined);
    expect(await store.read.seminars.get(seminarId(2))).toBeUndefined();
  });

  it('a watcher that fails keeps nobody from hearing', async () => {
    const { store, log } = await openFresh(bench);
    const { promise: told, resolve: tell } = Promise.withResolvers<void>();
    store.watch(() => {
      throw new Error('deaf');
    });
    store.watch(() => tell());
    await store.transaction((tx) => tx.seminars.put(makeSeminar(1)));
    await told;
    expect(log.lines.filter((line) => line.level === 'error').map((line) => line.message)).toEqual([
      'a watcher of the store failed',
    ]);
  });

  it('closes twice without complaint', async () => {
    const { store } = await openFresh(bench);
    await Promise.all([store.close(), store.close()]);
  });
}

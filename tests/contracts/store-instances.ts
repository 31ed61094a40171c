import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import type { Notice, PlannedNotice } from '../../src/domain/notice.ts';
import type { Store, StoreChange } from '../../src/ports/store.ts';
import { openStore } from '../../src/store/open-store.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { MemoryLog, openFresh, type StoreBench, waitFor } from './store-bench.ts';
import {
  CHANNEL,
  LANE,
  makePlanned,
  makeReminder,
  makeSeminar,
  NOON,
  OTHER_CHANNEL,
  OTHER_LANE,
  seminarId,
  token,
} from './store-fixtures.ts';

export function describeInstances(bench: StoreBench): void {
  it('opened again, everything is there, under the same installation', async () => {
    const { store, openAnother } = await openFresh(bench);
    await store.transaction(async (tx) => {
      await tx.seminars.put(makeSeminar(1, { title: 'Tide' }));
      await tx.outbox.plan([makePlanned(1)], NOON);
    });
    await store.close();
    const again = await openAnother();
    expect(again.installation).toBe(store.installation);
    expect(again.installation).toMatch(/^[0-9a-f-]{36}$/);
    expect(await again.read.seminars.find({ words: ['tide'] })).toEqual([makeSeminar(1, { title: 'Tide' })]);
    expect(await again.read.outbox.nextDue(LANE)).toEqual(NOON);
  });

  it('opened by several at once while it is still empty, it is made once', async () => {
    const url = await bench.createDatabase();
    const log = new MemoryLog();
    const open = () => openStore(url, { clock: new VirtualClock(NOON), log });
    const stores = await Promise.all([open(), open(), open()]);
    onTestFinished(async () => void (await Promise.all(stores.map((store) => store.close()))));
    expect(new Set(stores.map((store) => store.installation)).size).toBe(1);
    const updates = log.lines.filter((line) => line.message === 'store brought up to date');
    expect(updates).toHaveLength(1);
    await Promise.all(stores.map((store, n) => store.transaction((tx) => tx.seminars.put(makeSeminar(n)))));
    expect(await stores[0].read.seminars.find({})).toHaveLength(3);
  });

  it('what one writes the other reads at once, and hears of', async () => {
    const { store, openAnother } = await openFresh(bench);
    const other = await openAnother();
    const changes: StoreChange[] = [];
    other.watch((change) => changes.push(change));
    // Hearing begins some time after watching: until it has, something is written again and again.
    let written = 0;
    await waitFor(async () => {
      written += 1;
      await store.transaction((tx) => tx.seminars.put(makeSeminar(1, { revision: written })));
      expect((await other.read.seminars.get(seminarId(1)))?.revision).toBe(written);
      return changes.length > 0;
    });
    for (const change of changes) expect(change.topics.has('seminars')).toBe(true);
    const heard = changes.length;
    await other.transaction((tx) => tx.outbox.plan([makePlanned(1)], NOON));
    await waitFor(() => changes.slice(heard).some((change) => change.topics.has('outbox')));
  });

  it('two claimers never share a notice, and leave none', async () => {
    const { store, openAnother } = await openFresh(bench);
    const other = await openAnother();
    const planned = Array.from({ length: 200 }, (_, n) =>
      n % 3 === 0 ? makePlanned(n) : makeReminder(n, { dueIn: { minutes: -n } }),
    );
    await store.transaction((tx) => tx.outbox.plan(planned, NOON));
    const drain = async (by: Store, name: string): Promise<Notice[]> => {
      const got: Notice[] = [];
      for (;;) {
        const batch = await by.transaction((tx) =>
          tx.outbox.claim({ lane: LANE, now: NOON, limit: 7, token: token(name) }),
        );
        got.push(...batch);
        // Empty may mean that the other one is just claiming what is left.
        if (batch.length === 0 && (await by.read.outbox.find({ states: ['due'], limit: 1 })).length === 0) {
          return got;
        }
      }
    };
    const [mine, theirs] = await Promise.all([drain(store, 'A'), drain(other, 'B')]);
    const ids = [...mine, ...theirs].map((notice) => notice.id);
    expect(ids.toSorted()).toEqual(planned.map((notice) => notice.id).toSorted());
    for (const [name, got] of [
      ['A', mine],
      ['B', theirs],
    ] as const) {
      for (const { id } of got) expect((await store.read.outbox.get(id))?.token).toBe(name);
    }
  });

  it('whatever is due, whoever claims: never twice, never too early, urgent first', async () => {
    const { store, openAnother } = await openFresh(bench);
    const other = await openAnother();
    let run = 0;
    const planned = fc.record({
      reminder: fc.boolean(),
      minutes: fc.integer({ min: -3, max: 3 }),
      channel: fc.constantFrom(CHANNEL, OTHER_CHANNEL),
      lane: fc.constantFrom(LANE, OTHER_LANE),
    });
    const claimer = fc.record({
      by: fc.constantFrom(store, other),
      lane: fc.constantFrom(LANE, OTHER_LANE),
      minutes: fc.integer({ min: -3, max: 3 }),
      limit: fc.integer({ min: 1, max: 5 }),
      except: fc.subarray([CHANNEL, OTHER_CHANNEL], { maxLength: 1 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(planned, { maxLength: 20 }),
        fc.array(claimer, { minLength: 2, maxLength: 6 }),
        async (plans, claimers) => {
          run += 1;
          const notices = plans.map(({ reminder, minutes, channel, lane }, n): PlannedNotice => {
            const over = { channel, lane, dueIn: { minutes } };
            return reminder ? makeReminder(run * 100 + n, over) : makePlanned(run * 100 + n, over);
          });
          await store.transaction((tx) => tx.outbox.plan(notices, NOON));
          const claims = await Promise.all(
            claimers.map(async ({ by, lane, minutes, limit, except }, n) => {
              const now = NOON.add({ minutes });
              const query = { lane, now, limit, except, token: token(`${run}/${n}`) };
              return { query, got: await by.transaction((tx) => tx.outbox.claim(query)) };
            }),
          );
          const all = claims.flatMap(({ got }) => got);
          expect(new Set(all.map((notice) => notice.id)).size).toBe(all.length);
          for (const { query, got } of claims) {
            expect(got.length).toBeLessThanOrEqual(query.limit);
            for (const notice of got) {
              expect(Temporal.Instant.compare(notice.due, query.now)).toBeLessThanOrEqual(0);
              expect(notice.lane).toBe(query.lane);
              expect(query.except).not.toContain(notice.channel);
              expect(notice.token).toBe(query.token);
            }
            const kinds = got.map((notice) => notice.kind);
            expect(kinds).toEqual(kinds.toSorted().toReversed());
          }
          // Nothing is left over for the next run.
          const open = await store.read.outbox.find({ states: ['due', 'claimed'] });
          await store.transaction((tx) =>
            tx.outbox.step(
              open.map(({ id, state }) => ({ notice: id, from: [state], to: 'withdrawn', at: NOON })),
            ),
          );
        },
      ),
      { numRuns: 40 },
    );
  });

  it('two that plan the same at once insert it once, and write one line', async () => {
    const { store, openAnother } = await openFresh(bench);
    const other = await openAnother();
    const planned = Array.from({ length: 30 }, (_, n) => makePlanned(n));
    const inserted = await Promise.all(
      [store, other, store, other].map((by) => by.transaction((tx) => tx.outbox.plan(planned, NOON))),
    );
    expect(inserted.flat()).toHaveLength(30);
    expect(await store.read.outbox.history({})).toHaveLength(30);
  });

  it('two that settle the same notice at once settle it once', async () => {
    const { store, openAnother } = await openFresh(bench);
    const other = await openAnother();
    const planned = Array.from({ length: 20 }, (_, n) => makePlanned(n));
    await store.transaction((tx) => tx.outbox.plan(planned, NOON));
    const settled = await Promise.all(
      [store, other].map((by, n) =>
        by.transaction((tx) =>
          tx.outbox.step(
            (n === 0 ? planned : planned.toReversed()).map(({ id }) => ({
              notice: id,
              from: ['due'],
              to: 'held',
              at: NOON,
            })),
          ),
        ),
      ),
    );
    // `held` steps from `due` alone, so who comes second finds nothing left to do.
    expect(settled.flatMap((ids) => [...ids])).toHaveLength(20);
    expect((await store.read.outbox.history({})).filter((line) => line.state === 'held')).toHaveLength(20);
  });

  it('survives a process that is killed: what it committed stands, what it had begun does not', async () => {
    const { store, url } = await openFresh(bench);
    const child = spawn(process.execPath, [join(import.meta.dirname, 'store-crash-child.ts'), url], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');

    const [claimed] = await store.read.outbox.find({ states: ['claimed'] });
    expect(claimed?.id).toBe(makePlanned(1).id);
    expect((await store.read.outbox.find({})).map((notice) => notice.id)).toEqual([makePlanned(1).id]);
    // The dead one's open transaction locks nobody out, and its claim is taken over.
    await store.transaction((tx) =>
      tx.outbox.step([
        {
          notice: makePlanned(1).id,
          from: ['claimed'],
          to: 'due',
          at: NOON,
          token: token('dead'),
          quiet: true,
        },
      ]),
    );
    const [again] = await store.transaction((tx) =>
      tx.outbox.claim({ lane: LANE, now: NOON, limit: 1, token: token('heir') }),
    );
    expect(again).toMatchObject({ id: makePlanned(1).id, token: 'heir', attempts: 0 });
  });
}

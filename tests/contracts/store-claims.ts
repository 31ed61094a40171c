import { expect, it } from 'vitest';
import type { PlannedNotice } from '../../src/domain/notice.ts';
import type { ClaimQuery } from '../../src/ports/store/outbox.ts';
import type { Store } from '../../src/ports/store.ts';
import { openFresh, type StoreBench } from './store-bench.ts';
import {
  CHANNEL,
  LANE,
  makeEdit,
  makePlanned,
  makeReminder,
  NOON,
  OTHER_CHANNEL,
  OTHER_LANE,
  token,
} from './store-fixtures.ts';

const plan = (store: Store, ...notices: PlannedNotice[]) =>
  store.transaction((tx) => tx.outbox.plan(notices, NOON));

const claim = (store: Store, over: Partial<ClaimQuery> = {}) =>
  store.transaction((tx) =>
    tx.outbox.claim({ lane: LANE, now: NOON, limit: 100, token: token('T1'), ...over }),
  );

export function describeClaims(bench: StoreBench): void {
  it('takes what is due and no longer waits, of its lane, once', async () => {
    const { store } = await openFresh(bench);
    const [now, later, elsewhere, waiting] = [
      makePlanned(1),
      makePlanned(2, { dueIn: { milliseconds: 1 } }),
      makePlanned(3, { lane: OTHER_LANE }),
      makePlanned(4),
    ];
    await plan(store, now, later, elsewhere, waiting);
    const notBefore = NOON.add({ seconds: 1 });
    await store.transaction((tx) =>
      tx.outbox.step([{ notice: waiting.id, from: ['due'], to: 'due', at: NOON, notBefore }]),
    );
    expect(await claim(store)).toEqual([{ ...now, state: 'claimed', attempts: 0, token: 'T1' }]);
    expect(await claim(store)).toEqual([]);
    expect((await claim(store, { now: notBefore })).map((n) => n.id)).toEqual([later.id, waiting.id]);
    expect((await claim(store, { lane: OTHER_LANE })).map((n) => n.id)).toEqual([elsewhere.id]);
  });

  it('takes the urgent before the patient, then the earlier, up to the limit', async () => {
    const { store } = await openFresh(bench);
    const announcement = makePlanned(1, { dueIn: { hours: -9 } });
    const edit = makeEdit(1, { dueIn: { hours: -8 } });
    const reminder = makeReminder(1, { dueIn: { minutes: -1 } });
    const older = makeReminder(2, { dueIn: { minutes: -2 } });
    await plan(store, announcement, edit, reminder, older);
    expect((await claim(store, { limit: 3 })).map((n) => n.id)).toEqual([older.id, reminder.id, edit.id]);
    expect((await claim(store, { limit: 3 })).map((n) => n.id)).toEqual([announcement.id]);
  });

  it('leaves channels that are paused, and takes posts or edits alone where asked', async () => {
    const { store } = await openFresh(bench);
    const [here, there, edit] = [makePlanned(1), makePlanned(2, { channel: OTHER_CHANNEL }), makeEdit(1)];
    await plan(store, here, there, edit);
    expect(await claim(store, { except: [CHANNEL, OTHER_CHANNEL] })).toEqual([]);
    expect((await claim(store, { kinds: 'edits' })).map((n) => n.id)).toEqual([edit.id]);
    expect((await claim(store, { kinds: 'posts', except: [CHANNEL] })).map((n) => n.id)).toEqual([there.id]);
    expect((await claim(store)).map((n) => n.id)).toEqual([here.id]);
  });

  it('takes so many posts and so many edits at once, none in place of the other', async () => {
    const { store } = await openFresh(bench);
    const edits = [makeEdit(1), makeEdit(2), makeEdit(3, { channel: OTHER_CHANNEL })];
    await plan(store, makePlanned(1), makePlanned(2), makePlanned(3), ...edits);
    const kindsOf = async (query: Partial<ClaimQuery>): Promise<string[]> =>
      (await claim(store, query)).map(({ kind }) => kind);
    const first = await kindsOf({ kinds: 'posts', limit: 2, edits: 1 });
    expect(first.toSorted()).toEqual(['announcement', 'announcement', 'edit']);
    // Paused channels hold up posts alone.
    expect(await kindsOf({ kinds: 'posts', limit: 9, edits: 9, except: [CHANNEL] })).toEqual([
      'edit',
      'edit',
    ]);
    expect(await kindsOf({ kinds: 'posts', limit: 9, edits: 9 })).toEqual(['announcement']);
  });

  it('writes no line: what comes of a claim says more', async () => {
    const { store } = await openFresh(bench);
    await plan(store, makePlanned(1));
    await claim(store);
    expect(await store.read.outbox.history({})).toHaveLength(1);
  });

  it('knows the next instant, of a lane and of all', async () => {
    const { store } = await openFresh(bench);
    expect(await store.read.outbox.nextDue()).toBeUndefined();
    expect(await store.read.outbox.nextDue(LANE)).toBeUndefined();
    await plan(
      store,
      makePlanned(1, { dueIn: { hours: 3 } }),
      makeReminder(2, { dueIn: { hours: 2 } }),
      makePlanned(3, { dueIn: { hours: 1 }, lane: OTHER_LANE }),
    );
    expect(await store.read.outbox.nextDue(LANE)).toEqual(NOON.add({ hours: 2 }));
    expect(await store.read.outbox.nextDue()).toEqual(NOON.add({ hours: 1 }));
    await claim(store, { now: NOON.add({ hours: 2 }) });
    expect(await store.read.outbox.nextDue(LANE)).toEqual(NOON.add({ hours: 3 }));
  });
}

import { expect, it } from 'vitest';
import { mayStep } from '../../src/domain/delivery.ts';
import type { NoticeId } from '../../src/domain/ids.ts';
import type { DeliveryState, NoticeDetail, PlannedNotice } from '../../src/domain/notice.ts';
import type { NoticeStep } from '../../src/ports/store/outbox.ts';
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
  seminarId,
  token,
} from './store-fixtures.ts';

const FULL_DETAIL: Required<NoticeDetail> = {
  offset: '15m',
  shows: 'reminder',
  reviews: ['k3m9x2pq'],
  text: 'Ten minutes late "today" \u0000 \ud800.',
  from: NOON.toString(),
  to: NOON.toString(),
  place: 'thread',
  unsaidSince: '2026-12-01T01:00:00Z',
  needs: ['title'],
  waitsUntil: NOON.toString(),
  late: NOON.toString(),
  rehearses: 'slack:#x',
};

const plan = (store: Store, ...notices: PlannedNotice[]) =>
  store.transaction((tx) => tx.outbox.plan(notices, NOON));

const step = (store: Store, ...steps: NoticeStep[]) => store.transaction((tx) => tx.outbox.step(steps));

const claim = (store: Store, name = 'T1') =>
  store.transaction((tx) => tx.outbox.claim({ lane: LANE, now: NOON, limit: 100, token: token(name) }));

/** Brings a planned notice into a state by the steps that lead there. */
async function bring(store: Store, notice: PlannedNotice, state: DeliveryState): Promise<void> {
  await plan(store, notice);
  if (state === 'due') return;
  const move = async (from: DeliveryState, to: DeliveryState) => {
    const done = await step(store, { notice: notice.id, from: [from], to, at: NOON });
    expect(done.has(notice.id)).toBe(true);
  };
  if (['held', 'withdrawn', 'superseded', 'skipped', 'failed'].includes(state)) return move('due', state);
  await claim(store);
  if (state === 'claimed') return;
  await move('claimed', 'sending');
  if (state === 'sending') return;
  await move('sending', state);
}

export function describeOutbox(bench: StoreBench): void {
  it('a planned notice is due, with all that was planned, and said so once in the ledger', async () => {
    const { store } = await openFresh(bench);
    const planned = makeReminder(1, { detail: FULL_DETAIL, dueIn: { hours: 3 } });
    expect(await plan(store, planned)).toEqual([planned.id]);
    expect(await store.read.outbox.get(planned.id)).toEqual({ ...planned, state: 'due', attempts: 0 });
    expect(await plan(store, planned, planned)).toEqual([]);
    expect(await store.read.outbox.history({ notice: planned.id })).toEqual([
      { notice: planned.id, at: NOON, state: 'due' },
    ]);
  });

  it('plans nothing and steps nothing without complaint', async () => {
    const { store } = await openFresh(bench);
    expect(await plan(store)).toEqual([]);
    expect(await step(store)).toEqual(new Set());
  });

  /** What planning again, an hour later and with other words, makes of each state. */
  const REPLANNED: ReadonlyMap<DeliveryState, DeliveryState | 'left alone'> = new Map([
    ['due', 'due'],
    ['held', 'held'],
    ['claimed', 'due'],
    ['withdrawn', 'due'],
    ['sending', 'left alone'],
    ['unknown', 'left alone'],
    ['sent', 'left alone'],
    ['superseded', 'left alone'],
    ['skipped', 'left alone'],
    ['failed', 'left alone'],
  ]);
  for (const [state, becomes] of REPLANNED) {
    it(`planned again for another time, what is ${state} is ${becomes}`, async () => {
      const { store } = await openFresh(bench);
      const planned = makePlanned(1);
      await bring(store, planned, state);
      const before = await store.read.outbox.get(planned.id);
      const moved = makePlanned(1, {
        dueIn: { hours: 1 },
        expiresIn: { hours: 50 },
        detail: { text: 'new' },
      });
      const changed = await plan(store, moved);
      const after = await store.read.outbox.get(planned.id);
      if (becomes === 'left alone') {
        expect(changed).toEqual([]);
        expect(after).toEqual(before);
        return;
      }
      expect(changed).toEqual([planned.id]);
      expect(after).toMatchObject({ ...moved, state: becomes });
      expect(after?.token).toBeUndefined();
      expect((await store.read.outbox.history({})).at(-1)).toMatchObject({ state: becomes });
    });

    const same = state === 'withdrawn' ? 'due again' : 'left alone';
    it(`planned again as it was, what is ${state} is ${same}`, async () => {
      const { store } = await openFresh(bench);
      const planned = makePlanned(1, { detail: { needs: ['title'] } });
      await bring(store, planned, state);
      const before = await store.read.outbox.get(planned.id);
      const lines = await store.read.outbox.history({});
      const changed = await plan(store, planned);
      const after = await store.read.outbox.get(planned.id);
      if (same === 'left alone') {
        expect([changed, after, await store.read.outbox.history({})]).toEqual([[], before, lines]);
      } else {
        expect(changed).toEqual([planned.id]);
        expect(after?.state).toBe('due');
      }
    });
  }

  it('an edit at rest is owed anew by a later change, and by nothing else', async () => {
    for (const rest of ['sent', 'skipped', 'failed'] as const) {
      const { store } = await openFresh(bench);
      await bring(store, makeEdit(2, { dueIn: { minutes: -5 } }), rest);
      const other = makeEdit(2).id;
      expect(await plan(store, makeEdit(2, { dueIn: { minutes: -5 } }))).toEqual([]);
      expect(await plan(store, makeEdit(2, { dueIn: { minutes: -9 } }))).toEqual([]);
      expect(await plan(store, makeEdit(2, { dueIn: { minutes: -1 } }))).toEqual([other]);
      expect(await store.read.outbox.get(other)).toMatchObject({
        state: 'due',
        attempts: 0,
        due: NOON.subtract({ minutes: 1 }),
      });
      // What was said stays said, however often it is planned.
      await bring(store, makePlanned(3), 'sent');
      expect(await plan(store, makePlanned(3, { dueIn: { hours: 9 } }))).toEqual([]);
    }
  });

  it('a wait ends where the time is another, and holds where only the words are', async () => {
    const { store } = await openFresh(bench);
    const planned = makePlanned(1);
    const notBefore = NOON.add({ minutes: 10 });
    await plan(store, planned);
    await step(store, { notice: planned.id, from: ['due'], to: 'due', at: NOON, notBefore, quiet: true });
    await plan(store, { ...planned, detail: { text: 'other words' } });
    expect((await store.read.outbox.get(planned.id))?.notBefore).toEqual(notBefore);
    expect(await store.read.outbox.nextDue(LANE)).toEqual(notBefore);
    await plan(store, makePlanned(1, { dueIn: { minutes: 1 } }));
    expect((await store.read.outbox.get(planned.id))?.notBefore).toBeUndefined();
    expect(await store.read.outbox.nextDue(LANE)).toEqual(NOON.add({ minutes: 1 }));
  });

  it('a step replaces what it names, keeps the rest, and writes its line', async () => {
    const { store } = await openFresh(bench);
    const planned = makePlanned(1);
    const by = makePlanned(2).id;
    await plan(store, planned);
    const at = NOON.add({ minutes: 1 });
    const wait: NoticeStep = {
      notice: planned.id,
      from: ['due'],
      to: 'due',
      at,
      reason: 'quiet hours',
      notBefore: NOON.add({ hours: 1 }),
      due: NOON.add({ minutes: 5 }),
      expires: NOON.add({ hours: 9 }),
      attempt: true,
    };
    expect(await step(store, wait)).toEqual(new Set([planned.id]));
    const waiting = { ...planned, state: 'due', attempts: 1, reason: 'quiet hours' };
    const times = { due: wait.due, expires: wait.expires };
    expect(await store.read.outbox.get(planned.id)).toEqual({
      ...waiting,
      ...times,
      notBefore: wait.notBefore,
    });
    await step(store, { notice: planned.id, from: ['due'], to: 'due', at, notBefore: null, quiet: true });
    expect(await store.read.outbox.get(planned.id)).toEqual({ ...waiting, ...times });
    await step(store, { notice: planned.id, from: ['due'], to: 'superseded', at, supersededBy: by });
    const { reason: _, ...unexplained } = waiting;
    expect(await store.read.outbox.get(planned.id)).toEqual({
      ...unexplained,
      ...times,
      state: 'superseded',
      supersededBy: by,
    });
    expect(await store.read.outbox.history({})).toEqual([
      { notice: planned.id, at: NOON, state: 'due' },
      { notice: planned.id, at, state: 'due', reason: 'quiet hours' },
      { notice: planned.id, at, state: 'superseded' },
    ]);
  });

  it('a step that the states forbid throws and changes nothing, nor do its companions', async () => {
    const { store } = await openFresh(bench);
    const [planned, other] = [makePlanned(1), makePlanned(2)];
    await plan(store, planned, other);
    const states: readonly DeliveryState[] = ['due', 'held', 'sending', 'sent', 'skipped', 'superseded'];
    for (const from of states) {
      for (const to of states.filter((state) => !mayStep(from, state, true))) {
        const forbidden = step(
          store,
          { notice: other.id, from: ['due'], to: 'held', at: NOON },
          { notice: planned.id, from: [from], to, at: NOON },
        );
        await expect(forbidden).rejects.toThrow(`${planned.id} may not step from ${from} to ${to}`);
      }
    }
    expect((await store.read.outbox.get(other.id))?.state).toBe('due');
    await expect(step(store, { notice: planned.id, from: ['due'], to: 'claimed', at: NOON })).rejects.toThrow(
      'only claiming makes a notice claimed',
    );
  });

  it('only an edit or a removal steps from sent to due', async () => {
    const { store } = await openFresh(bench);
    const [said, edit] = [makePlanned(1), makeEdit(1)];
    await bring(store, said, 'sent');
    await bring(store, edit, 'sent');
    const again = (notice: NoticeId) => step(store, { notice, from: ['sent'], to: 'due', at: NOON });
    expect(await again(edit.id)).toEqual(new Set([edit.id]));
    await expect(again(said.id)).rejects.toThrow('what was said stays said');
    expect((await store.read.outbox.get(said.id))?.state).toBe('sent');
  });

  it('a step that does not fit the notice any more is left out, its companions are not', async () => {
    const { store } = await openFresh(bench);
    const [stale, fits] = [makePlanned(1), makePlanned(2)];
    await plan(store, stale, fits);
    await claim(store, 'T1');
    const begin = (notice: NoticeId, by: string): NoticeStep => ({
      notice,
      from: ['claimed'],
      token: token(by),
      to: 'sending',
      at: NOON,
    });
    expect(await step(store, begin(stale.id, 'T0'), begin(fits.id, 'T1'))).toEqual(new Set([fits.id]));
    expect(await step(store, begin(fits.id, 'T1'))).toEqual(new Set());
    expect((await store.read.outbox.get(stale.id))?.state).toBe('claimed');
    const lines = await store.read.outbox.history({});
    expect(lines.map(({ notice, state }) => [notice, state])).toEqual([
      ...[stale.id, fits.id].toSorted().map((id) => [id, 'due']),
      [fits.id, 'sending'],
    ]);
  });

  it('several steps of one notice are taken in their order, among others of other notices', async () => {
    const { store } = await openFresh(bench);
    const all = [1, 2, 3].map((n) => makePlanned(n));
    await plan(store, ...all);
    await claim(store);
    const [a, b, c] = all.map((notice) => notice.id);
    if (!a || !b || !c) throw new Error('three were planned');
    const at = NOON;
    const done = await step(
      store,
      { notice: a, from: ['claimed'], to: 'sending', at },
      { notice: a, from: ['sending'], to: 'unknown', at },
      { notice: b, from: ['claimed'], to: 'sending', at },
      { notice: a, from: ['unknown'], to: 'sent', at },
      { notice: c, from: ['sending'], to: 'sent', at },
      { notice: b, from: ['sending'], to: 'failed', at },
    );
    expect(done).toEqual(new Set([a, b]));
    const state = async (id: NoticeId) => (await store.read.outbox.get(id))?.state;
    expect([await state(a), await state(b), await state(c)]).toEqual(['sent', 'failed', 'claimed']);
    expect((await store.read.outbox.history({ notice: a })).map((line) => line.state)).toEqual([
      'due',
      'sending',
      'unknown',
      'sent',
    ]);
  });

  it('the token stays while a notice is in hand, and goes with the outcome', async () => {
    const { store } = await openFresh(bench);
    const planned = makePlanned(1);
    await plan(store, planned);
    await claim(store, 'T1');
    const tokens = [];
    const path: readonly DeliveryState[] = ['claimed', 'sending', 'unknown', 'due'];
    for (const [n, from] of path.entries()) {
      tokens.push((await store.read.outbox.get(planned.id))?.token);
      const to = path[n + 1];
      if (to) await step(store, { notice: planned.id, from: [from], token: token('T1'), to, at: NOON });
    }
    expect(tokens).toEqual(['T1', 'T1', 'T1', undefined]);
  });

  it('finds by each condition, in order of due, then id', async () => {
    const { store } = await openFresh(bench);
    const far = { channel: OTHER_CHANNEL, dueIn: { hours: 2 } };
    const all = [
      makePlanned(1),
      makePlanned(2),
      makeReminder(1, { dueIn: { hours: 1 } }),
      makePlanned(3, far),
      makePlanned(4, { lane: OTHER_LANE, dueIn: { hours: 3 } }),
    ];
    await plan(store, ...all.toReversed());
    await step(store, { notice: makePlanned(3).id, from: ['due'], to: 'held', at: NOON });
    const held = makePlanned(3, far).id;
    await step(store, { notice: held, from: ['due'], to: 'held', at: NOON });
    const ordered = all.toSorted((a, b) => Temporal.Instant.compare(a.due, b.due) || (a.id < b.id ? -1 : 1));
    const ids = async (query: Parameters<Store['read']['outbox']['find']>[0]) =>
      (await store.read.outbox.find(query)).map((notice) => notice.id);
    const where = (test: (notice: PlannedNotice) => boolean) =>
      ordered.filter(test).map((notice) => notice.id);
    expect(await ids({})).toEqual(where(() => true));
    expect(await ids({ limit: 2 })).toEqual(where(() => true).slice(0, 2));
    expect(await ids({ lane: LANE })).toEqual(where((n) => n.lane === LANE));
    expect(await ids({ channel: OTHER_CHANNEL })).toEqual([held]);
    expect(await ids({ seminar: seminarId(1) })).toEqual(where((n) => n.seminar === seminarId(1)));
    expect(await ids({ states: ['held', 'failed'] })).toEqual([held]);
    expect(await ids({ states: [] })).toEqual([]);
    expect(await ids({ kinds: ['reminder'] })).toEqual([makeReminder(1).id]);
    expect(await ids({ dueFrom: NOON.add({ hours: 1 }), dueBefore: NOON.add({ hours: 3 }) })).toEqual([
      makeReminder(1).id,
      held,
    ]);
    expect((await store.read.outbox.ofSeminar(seminarId(1))).map((n) => n.id)).toEqual(
      where((n) => n.seminar === seminarId(1)),
    );
    expect(await store.read.outbox.count()).toMatchObject({ due: 4, held: 1, sent: 0 });
  });

  it('tells which sends of a lane were begun since, whatever came of them', async () => {
    const { store } = await openFresh(bench);
    const [a, b, c] = [makePlanned(1), makePlanned(2, { channel: OTHER_CHANNEL }), makePlanned(3)];
    await plan(store, a, b, c);
    const later = NOON.add({ minutes: 1 });
    await claim(store);
    await step(store, { notice: a.id, from: ['claimed'], to: 'sending', at: NOON });
    await step(store, { notice: a.id, from: ['sending'], to: 'sent', at: later });
    await step(store, { notice: b.id, from: ['claimed'], to: 'sending', at: later });
    await step(store, { notice: b.id, from: ['sending'], to: 'due', at: later });
    const second = { channel: OTHER_CHANNEL, kind: b.kind, at: later };
    const first = { channel: a.channel, kind: a.kind, at: NOON };
    expect(await store.read.outbox.begun(LANE, NOON)).toEqual([first, second]);
    expect(await store.read.outbox.begun(LANE, later)).toEqual([second]);
    expect(await store.read.outbox.begun(LANE, later.add({ milliseconds: 1 }))).toEqual([]);
    expect(await store.read.outbox.begun(OTHER_LANE, NOON)).toEqual([]);
  });

  it('tells history by notice, seminar, channel and time; of many, the newest', async () => {
    const { store } = await openFresh(bench);
    const [a, b] = [makePlanned(1), makePlanned(2, { channel: OTHER_CHANNEL })];
    await plan(store, a, b);
    const later = NOON.add({ minutes: 1 });
    await step(store, { notice: a.id, from: ['due'], to: 'held', at: later, reason: 'guard' });
    const held = { notice: a.id, at: later, state: 'held', reason: 'guard' };
    expect(await store.read.outbox.history({ since: later })).toEqual([held]);
    expect(await store.read.outbox.history({ limit: 1 })).toEqual([held]);
    expect(await store.read.outbox.history({ seminar: seminarId(1) })).toHaveLength(2);
    expect(await store.read.outbox.history({ channel: OTHER_CHANNEL, seminar: seminarId(2) })).toEqual([
      { notice: b.id, at: NOON, state: 'due' },
    ]);
    expect(await store.read.outbox.history({ channel: CHANNEL, seminar: seminarId(2) })).toEqual([]);
  });
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LeaseToken, MessageId } from '../../../src/domain/ids.ts';
import { noticeIdOf } from '../../../src/domain/notice.ts';
import type { Seminar } from '../../../src/domain/seminar.ts';
import { parseOffset } from '../../../src/domain/time/offset.ts';
import { dueInstant } from '../../../src/domain/time/offset-instant.ts';
import { oweEdit } from '../../../src/pipeline/dispatch/owed.ts';
import { editIdOf } from '../../../src/pipeline/plan/plan-edits.ts';
import { replan } from '../../../src/pipeline/plan/replan.ts';
import { rollHorizon } from '../../../src/pipeline/plan/roll-horizon.ts';
import { aSeminar } from '../../domain/sample-seminar.ts';
import { aPolicy, aRoute, at, CHANNEL, openRig, type Rig } from './kit.ts';
import { idOf, open, rigOf } from './replan-kit.ts';

describe('replan', () => {
  it('plans what is owed once; planning again changes nothing', async () => {
    const rig = await rigOf();
    const seminar = await rig.save(aSeminar());
    expect(open(await rig.notices())).toEqual([
      'announcement 2026-11-26T09:00',
      'reminder 0d@09:00 2026-12-03T09:00',
      'reminder 15m 2026-12-03T10:45',
    ]);
    const again = await rig.store.transaction((tx) =>
      replan(tx, [{ seminar }], rig.context, rig.clock.now()),
    );
    expect(again).toEqual({ planned: [], withdrawn: [], held: [] });
    expect(await rollHorizon(rig.store, rig.context, rig.clock.now())).toEqual({
      seminars: 1,
      planned: 0,
      withdrawn: 0,
      held: 0,
    });
  });

  it('a move before anything was said moves what is due and keeps the epoch', async () => {
    const rig = await rigOf();
    await rig.save(aSeminar());
    const moved = await rig.save(aSeminar({ start: at('2026-12-08T15:00+10:00') }));
    expect([moved.epoch, moved.revision, moved.sequence]).toEqual([1, 2, 1]);
    expect(open(await rig.notices())).toEqual([
      'announcement 2026-12-01T09:00',
      'reminder 0d@09:00 2026-12-08T09:00',
      'reminder 15m 2026-12-08T14:45',
    ]);
  });

  it('a move after a reminder went out begins an epoch and reminds anew; the old ones are withdrawn with the reason', async () => {
    const rig = await rigOf();
    await rig.save(aSeminar());
    await rig.clock.advance({ hours: 24 * 17 + 2 });
    expect((await rig.deliver()).map(({ kind }) => kind)).toEqual(['reminder', 'announcement']);
    const moved = await rig.save(aSeminar({ start: at('2026-12-03T16:00+10:00') }));
    expect(moved.epoch).toBe(2);
    const notices = await rig.notices();
    expect(open(notices)).toContain('reminder 0d@09:00 2026-12-03T09:00');
    expect(open(notices)).toContain('reminder 15m 2026-12-03T15:45');
    expect(open(notices)).not.toContain('reminder 15m 2026-12-03T10:45');
    expect(notices.find(({ state }) => state === 'withdrawn')?.reason).toBe(
      'The seminar has moved; for its new time there is another reminder.',
    );
  });

  it('cancelled: nothing is said but the cancellation, cards are edited; on again: all is owed again', async () => {
    const rig = await rigOf();
    await rig.save(aSeminar());
    await rig.clock.advance({ hours: 24 * 11 });
    await rig.deliver();
    await rig.save(aSeminar({ status: 'cancelled' }));
    expect(
      open(await rig.notices())
        .map((line) => line.split(' ')[0])
        .toSorted(),
    ).toEqual(['change', 'edit']);
    const withdrawn = (await rig.notices()).filter(({ state }) => state === 'withdrawn');
    expect(withdrawn.map(({ reason }) => reason)).toEqual([
      'The seminar is cancelled.',
      'The seminar is cancelled.',
    ]);
    const on = await rig.save(aSeminar());
    // No reminder had gone out: the same epoch holds, the same notices are wanted again.
    expect(on.epoch).toBe(1);
    expect(open(await rig.notices())).toEqual([
      'edit 2026-11-27T08:00',
      'reminder 0d@09:00 2026-12-03T09:00',
      'reminder 15m 2026-12-03T10:45',
    ]);
  });

  it('on again after the cancellation was said: that is said too, and the next change has a key of its own', async () => {
    const rig = await rigOf();
    await rig.save(aSeminar());
    await rig.clock.advance({ hours: 24 * 11 });
    await rig.deliver();
    await rig.save(aSeminar({ status: 'cancelled' }));
    expect((await rig.deliver()).map(({ kind }) => kind).toSorted()).toEqual(['change', 'edit']);
    await rig.clock.advance({ hours: 1 });
    await rig.save(aSeminar());
    const changes = (await rig.notices()).filter(({ kind }) => kind === 'change');
    expect(changes.map(({ state }) => state)).toEqual(['sent', 'due']);
    expect((await rig.deliver()).map(({ kind }) => kind)).toContain('change');
  });

  it('an edit that was made is owed again by the next revision only', async () => {
    const rig = await rigOf();
    await rig.save(aSeminar());
    await rig.clock.advance({ hours: 24 * 11 });
    await rig.deliver();
    await rig.save(aSeminar({ abstract: 'First' }));
    expect((await rig.deliver()).map(({ kind }) => kind)).toEqual(['edit']);
    await rig.save(aSeminar({ abstract: 'First' }));
    expect(await rig.deliver()).toEqual([]);
    await rig.clock.advance({ minutes: 5 });
    await rig.save(aSeminar({ abstract: 'Second' }));
    expect((await rig.deliver()).map(({ kind }) => kind)).toEqual(['edit']);
  });

  it('an edit that waits until the card looks different with time stays, and comes at once when the record changes', async () => {
    const rig = await rigOf();
    const seminar = await rig.save(aSeminar());
    await rig.clock.advance({ hours: 24 * 11 });
    await rig.deliver();
    const [post] = await rig.store.read.posts.ofSeminar(seminar.id);
    if (!post) throw new Error('nothing was posted');
    const face = at('2026-12-03T12:00+10:00');
    const edit = oweEdit(post, face);
    await rig.store.transaction((tx) => tx.outbox.plan([edit], rig.clock.now()));
    await rig.store.transaction((tx) => replan(tx, [{ seminar }], rig.context, rig.clock.now()));
    expect(await rig.store.read.outbox.get(edit.id)).toMatchObject({ state: 'due' });
    expect((await rig.store.read.outbox.get(edit.id))?.due.equals(face)).toBe(true);
    await rig.save(aSeminar({ abstract: 'New' }));
    expect((await rig.store.read.outbox.get(edit.id))?.due.equals(rig.clock.now())).toBe(true);
  });

  it('a digest is mended for the latest of its changes, and a roll asks for nothing', async () => {
    const rig = await rigOf();
    const [a, b] = [await rig.save(aSeminar({ id: idOf(1) })), await rig.save(aSeminar({ id: idOf(2) }))];
    const [any] = await rig.notices(a.id);
    if (!any) throw new Error('nothing is owed');
    const digest = {
      id: noticeIdOf({ kind: 'note', request: 'stands in for a digest', channel: CHANNEL }),
      lane: any.lane,
      channel: CHANNEL,
      kind: 'digest' as const,
      seminars: [a.id, b.id],
      message: MessageId.parse('1'),
      postedAt: rig.clock.now(),
    };
    await rig.store.transaction((tx) => tx.posts.put(digest));
    const edit = () => rig.store.read.outbox.get(editIdOf(digest));
    for (const seminar of [a, b]) {
      await rig.clock.advance({ minutes: 1 });
      await rig.save({ ...seminar, abstract: 'New' });
    }
    // One open edit serves both: it is drawn from what holds when it goes out.
    expect(await edit()).toMatchObject({ state: 'due' });
    expect((await rig.deliver()).map(({ kind }) => kind)).toEqual(['edit']);
    expect((await rollHorizon(rig.store, rig.context, rig.clock.now())).planned).toBe(0);
    await rig.clock.advance({ minutes: 1 });
    await rig.save({ ...a, abstract: 'Newer' });
    expect((await edit())?.state).toBe('due');
  });

  it('an announcement that waits for its title is looked at again when the title comes', async () => {
    const announce = { when: parseOffset('7d@09:00'), needs: ['title'] as const, latest: parseOffset('3d') };
    const rig = await rigOf(
      aPolicy({ routes: [aRoute({ announce, remind: [] })] }),
      '2026-11-26T10:00:00+10:00',
    );
    await rig.save(aSeminar({ title: undefined }));
    const [waiting] = await rig.notices();
    if (!waiting) throw new Error('nothing is owed');
    const until = at('2026-11-30T11:00+10:00');
    expect(waiting.detail.waitsUntil).toBe(until.toString());
    await rig.store.transaction((tx) =>
      tx.outbox.step([
        { notice: waiting.id, from: ['due'], to: 'due', at: rig.clock.now(), notBefore: until },
      ]),
    );
    expect((await rig.store.read.outbox.nextDue())?.equals(until)).toBe(true);
    await rig.save(aSeminar());
    expect((await rig.store.read.outbox.nextDue())?.equals(waiting.due)).toBe(true);
    expect((await rig.notices())[0]?.detail.needs).toBeUndefined();
  });

  it('a seminar that moves beyond the horizon is planned again by a later roll', async () => {
    const rig = await rigOf();
    await rig.save(aSeminar());
    await rig.save(aSeminar({ start: at('2027-03-04T11:00+10:00') }));
    expect(open(await rig.notices())).toEqual([]);
    await rig.clock.advance({ hours: 24 * 80 });
    const roll = await rollHorizon(rig.store, rig.context, rig.clock.now());
    expect(roll.planned).toBe(3);
    expect(open(await rig.notices())).toEqual([
      'announcement 2027-02-25T09:00',
      'reminder 0d@09:00 2027-03-04T09:00',
      'reminder 15m 2027-03-04T10:45',
    ]);
  });

  it('what is being sent is not touched', async () => {
    const rig = await rigOf();
    await rig.save(aSeminar());
    const [announcement] = await rig.notices();
    if (!announcement) throw new Error('nothing is owed');
    await rig.clock.advance({ hours: 24 * 11 });
    await rig.store.transaction(async (tx) => {
      const token = LeaseToken.parse('t');
      await tx.outbox.claim({ lane: announcement.lane, now: rig.clock.now(), limit: 1, token });
      await tx.outbox.step([
        { notice: announcement.id, from: ['claimed'], to: 'sending', at: rig.clock.now() },
      ]);
    });
    await rig.save(aSeminar({ status: 'cancelled' }));
    expect((await rig.store.read.outbox.get(announcement.id))?.state).toBe('sending');
  });
});

describe('reminders follow the time that holds', () => {
  type Act = {
    readonly act: 'move' | 'back' | 'cancel' | 'on' | 'postpone' | 'wait';
    readonly hours: number;
  };
  const acts = fc.array(
    fc.record<Act>({
      act: fc.constantFrom('move', 'back', 'cancel', 'on', 'postpone', 'wait', 'wait'),
      hours: fc.integer({ min: 1, max: 90 }),
    }),
    { minLength: 1, maxLength: 12 },
  );
  const REMIND = ['1d', '0d@09:00', '15m'].map(parseOffset);

  it('after any story of moves, cancellations and deliveries', async () => {
    await fc.assert(
      fc.asyncProperty(acts, async (story) => {
        const policy = aPolicy({ routes: [aRoute({ remind: REMIND })] });
        const rig = await openRig(policy, '2026-11-30T08:00:00+10:00');
        const first = at('2026-12-03T11:00+10:00');
        let now: Seminar = await rig.save(aSeminar({ start: first }));
        for (const { act, hours } of story) {
          const start = now.start ?? first;
          if (act === 'wait') {
            await rig.clock.advance({ hours });
            await rig.deliver();
          } else if (act === 'move')
            now = await rig.save(aSeminar({ start: start.add({ hours }), status: now.status }));
          else if (act === 'back') now = await rig.save(aSeminar({ start: first, status: now.status }));
          else {
            const status = act === 'on' ? 'scheduled' : act === 'cancel' ? 'cancelled' : 'postponed';
            now = await rig.save(aSeminar({ start, status }));
          }
        }
        await expectTrueReminders(rig, now, policy.workdays);
        const again = await rig.store.transaction((tx) =>
          replan(tx, [{ seminar: now }], rig.context, rig.clock.now()),
        );
        expect(again).toEqual({ planned: [], withdrawn: [], held: [] });
        await rig.store.close();
      }),
      { numRuns: 60 },
    );
  });

  async function expectTrueReminders(rig: Rig, seminar: Seminar, workdays: readonly string[]): Promise<void> {
    const { start } = seminar;
    if (!start) throw new Error('every story keeps a start');
    expect(workdays).toHaveLength(5);
    const now = rig.clock.now();
    const isOn = seminar.status === 'scheduled';
    const ahead = REMIND.map((offset) =>
      dueInstant(start, seminar.timezone, offset, rig.context.policy),
    ).filter((due) => Temporal.Instant.compare(due, now) > 0);
    const pending = (await rig.notices(seminar.id)).filter(
      ({ kind, state, due }) =>
        kind === 'reminder' && state === 'due' && Temporal.Instant.compare(due, now) > 0,
    );
    expect(pending.map(({ due }) => due.toString()).toSorted()).toEqual(
      isOn ? ahead.map(String).toSorted() : [],
    );
    // Whatever else is still open is late, of the present epoch, and still before the start.
    for (const { kind, key, state, expires } of await rig.notices(seminar.id)) {
      if (kind !== 'reminder' || state !== 'due') continue;
      expect('epoch' in key && key.epoch).toBe(seminar.epoch);
      expect(expires.equals(start)).toBe(true);
    }
  }
});

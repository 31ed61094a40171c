import { expect, it } from 'vitest';
import { closedReviewId, reviewIdOf } from '../../src/domain/ids.ts';
import type { ClosedReview, Reading, ReviewAct, SeminarReview } from '../../src/domain/review.ts';
import { openFresh, type StoreBench } from './store-bench.ts';
import { FULL_FIELDS, FULL_SEMINAR, makeSeminar, NOON, SOURCE, seminarId } from './store-fixtures.ts';

const EVIDENCE = [{ field: 'title', start: 3, end: 9, text: 'Tides\u2028' }];
const FULL_READING: Required<Reading> = {
  source: SOURCE,
  uid: '<1@example.org>',
  seminar: seminarId(1),
  place: 'talks, mail 1',
  received: NOON,
  fields: FULL_FIELDS,
  relation: 'update',
  state: 'waiting',
  byWord: true,
  direct: true,
  evidence: EVIDENCE,
  missing: ['abstract'],
  doubts: ['Two rooms: 7-201 and 9-1.'],
  messageId: '<1@example.org>',
  eventUid: 'event-1',
  text: 'hash-1',
};
const LIFE = { state: 'open', openedAt: NOON, changedAt: NOON.add({ minutes: 5 }), told: false } as const;
const FULL_REVIEW: Required<SeminarReview> = {
  ...LIFE,
  type: 'seminar',
  id: reviewIdOf(seminarId(1)),
  seminar: seminarId(1),
  kind: 'move',
  proposed: FULL_SEMINAR,
  changes: ['start', 'venue'],
  resembles: [seminarId(2)],
  apart: [seminarId(3)],
};
const day = (text: string): ClosedReview => {
  const date = Temporal.PlainDate.from(text);
  return {
    ...LIFE,
    type: 'closed',
    id: closedReviewId(date),
    days: { from: date, to: date, name: 'Easter' },
    source: SOURCE,
    place: 'talks/a.txt',
    evidence: EVIDENCE,
  };
};

export function describeReviews(bench: StoreBench): void {
  it('keeps readings whole, replaces them, and finds them by seminar, message and event, newest first', async () => {
    const { store } = await openFresh(bench);
    const { messageId: _m, eventUid: _e, text: _t, byWord: _w, direct: _d, ...bare } = FULL_READING;
    const later: Reading = { ...bare, uid: 'later', received: NOON.add({ hours: 1 }), state: 'accepted' };
    await store.transaction(async (tx) => {
      for (const reading of [later, { ...FULL_READING, state: 'dismissed' as const }, FULL_READING])
        await tx.readings.put(reading);
    });
    const { readings } = store.read;
    expect(await readings.get(SOURCE, FULL_READING.uid)).toEqual(FULL_READING);
    expect(await readings.get(SOURCE, 'nobody')).toBeUndefined();
    expect(await readings.ofSeminars([seminarId(1), seminarId(2)])).toEqual([later, FULL_READING]);
    expect(await readings.ofSeminars([])).toEqual([]);
    expect(await readings.ofUids(SOURCE, [FULL_READING.uid, 'nobody'])).toEqual([FULL_READING]);
    expect(await readings.ofUids(SOURCE, [])).toEqual([]);
    const named = (messages: readonly string[], events: readonly string[]) =>
      readings.named({ messages, events });
    expect(await named([FULL_READING.messageId, 'x'], [FULL_READING.eventUid])).toEqual([FULL_READING]);
    expect(await named([], ['event-1'])).toEqual([FULL_READING]);
    expect(await named(['event-1'], ['<1@example.org>'])).toEqual([]);
  });

  it('keeps a text once, as long as the latest that came in with it', async () => {
    const { store } = await openFresh(bench);
    const text = 'Title: Tides\n“quotes” \u0000 \ud800';
    await store.transaction(async (tx) => {
      await tx.readings.putText('a', text, NOON);
      await tx.readings.putText('a', text, NOON.add({ hours: 5 }));
      await tx.readings.putText('a', text, NOON.add({ hours: 2 }));
      await tx.readings.putText('b', 'other', NOON);
    });
    expect(await store.read.readings.text('a')).toBe('Title: Tides\n“quotes”  \ufffd');
    const purge = (hours: number) => store.transaction((tx) => tx.readings.purgeTexts(NOON.add({ hours })));
    expect(await purge(3)).toBe(1);
    expect(await store.read.readings.text('b')).toBeUndefined();
    expect(await purge(5)).toBe(0);
    expect(await purge(6)).toBe(1);
    expect(await store.read.readings.text('a')).toBeUndefined();
  });

  it('keeps reviews whole, and lists the open ones in the order in which they came', async () => {
    const { store } = await openFresh(bench);
    const easter = { ...day('2027-04-08'), openedAt: NOON.subtract({ hours: 1 }) };
    const settled: SeminarReview = {
      ...FULL_REVIEW,
      id: reviewIdOf(seminarId(9)),
      seminar: seminarId(9),
      state: 'dismissed',
      told: true,
      proposed: makeSeminar(9),
    };
    await store.transaction(async (tx) => {
      for (const review of [FULL_REVIEW, easter, { ...settled, state: 'open' as const }, settled])
        await tx.reviews.put(review);
    });
    expect(await store.read.reviews.get(FULL_REVIEW.id)).toEqual(FULL_REVIEW);
    expect(await store.read.reviews.get(settled.id)).toEqual(settled);
    expect(await store.read.reviews.open()).toEqual([easter, FULL_REVIEW]);
    expect(await store.read.reviews.closedDays()).toEqual([]);
  });

  it('knows the days off that somebody confirmed, in order', async () => {
    const { store } = await openFresh(bench);
    const [late, early, open] = [day('2027-12-24'), day('2027-04-08'), day('2027-05-01')];
    await store.transaction(async (tx) => {
      await tx.reviews.put({ ...late, state: 'published' });
      await tx.reviews.put({ ...early, state: 'published' });
      await tx.reviews.put(open);
    });
    expect(await store.read.reviews.closedDays()).toEqual([early.days, late.days]);
  });

  it('keeps every act in order; the newest of them, of one, since a time', async () => {
    const { store } = await openFresh(bench);
    const act = (n: number, over: Partial<ReviewAct> = {}): ReviewAct => ({
      review: FULL_REVIEW.id,
      at: NOON.add({ minutes: n }),
      state: 'open',
      text: `Act ${n}.`,
      ...over,
    });
    const acts = [
      act(1),
      act(2, { by: 'Mira', state: 'published' }),
      act(3, { review: day('2027-04-08').id }),
    ];
    await store.transaction(async (tx) => {
      for (const one of acts) await tx.reviews.record(one);
    });
    const { reviews } = store.read;
    expect(await reviews.acts({})).toEqual(acts);
    expect(await reviews.acts({ limit: 2 })).toEqual(acts.slice(1));
    expect(await reviews.acts({ review: FULL_REVIEW.id })).toEqual(acts.slice(0, 2));
    expect(await reviews.acts({ since: NOON.add({ minutes: 2 }) })).toEqual(acts.slice(1));
    expect(await store.transaction((tx) => tx.reviews.forgetName('Mira'))).toBe(1);
    expect((await reviews.acts({})).map(({ text, by }) => [text, by])).toEqual([
      ['Act 1.', undefined],
      ['Act 2.', undefined],
      ['Act 3.', undefined],
    ]);
  });

  it('tells those who watch the seminars', async () => {
    const { store } = await openFresh(bench);
    const told = new Promise<boolean>((resolve) => {
      store.watch(({ topics }) => resolve(topics.has('seminars')));
    });
    await store.transaction((tx) => tx.reviews.put(FULL_REVIEW));
    expect(await told).toBe(true);
  });
}

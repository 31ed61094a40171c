import { closedReviewId } from '../../domain/ids.ts';
import type { ClosedDays } from '../../domain/policy.ts';
import type { ClosedReview } from '../../domain/review.ts';
import { closedOn } from '../../domain/time/days-off.ts';
import type { SourceClosedDay, SourceReading } from '../../ports/seminar-source.ts';
import type { StoreWriter } from '../../ports/store.ts';
import type { SyncTask } from '../sync/sync-task.ts';
import { REVIEW_WORDS } from './review-words.ts';

const NAME = 80;

/** "No seminar on 8 April" becomes a proposed day off, never silence; what its source takes back is withdrawn. */
export async function applyClosedDays(
  reading: Extract<SourceReading, { type: 'records' }>,
  task: SyncTask,
): Promise<void> {
  const { closedDays = [], complete } = reading;
  const { store, plan, now, report } = task;
  const today = now.toZonedDateTimeISO(plan.policy.timezone).toPlainDate();
  const ahead = closedDays.filter(({ date }) => Temporal.PlainDate.compare(date, today) >= 0);
  if (ahead.length === 0 && !complete) return;
  const opened = await store.transaction(async (tx) => {
    const proposed: ClosedReview[] = [];
    for (const day of ahead) {
      if (closedOn(day.date, plan.policy.closed)) continue;
      const review = await proposeDay(tx, day, task);
      if (review) proposed.push(review);
    }
    if (complete) await withdrawUnsaid(tx, closedDays, task);
    return proposed;
  });
  for (const { id, place, days } of opened) {
    report.reviews.push(id);
    const text = `${place} says that there is no seminar on ${days.from}. Confirm it: lectern publish ${id}`;
    report.concerns.push({ type: 'closedDay', place, text });
  }
}

async function withdrawUnsaid(
  tx: StoreWriter,
  closedDays: readonly SourceClosedDay[],
  { source, now }: SyncTask,
): Promise<void> {
  const said = new Set(closedDays.map(({ date }) => closedReviewId(date)));
  for (const review of await tx.reviews.open()) {
    if (review.type !== 'closed' || review.source !== source.id || said.has(review.id)) continue;
    await tx.reviews.put({ ...review, state: 'withdrawn', changedAt: now });
    await tx.reviews.record({ review: review.id, at: now, state: 'withdrawn', text: REVIEW_WORDS.takenBack });
  }
}

/** Undefined where it waits already, or somebody has said a word. */
async function proposeDay(
  tx: StoreWriter,
  { date, place, evidence }: SourceClosedDay,
  { source, now }: SyncTask,
): Promise<ClosedReview | undefined> {
  const id = closedReviewId(date);
  const before = await tx.reviews.get(id);
  if (before && before.state !== 'withdrawn') return undefined;
  const days: ClosedDays = { from: date, to: date, name: nameOf(evidence.text) };
  const life = { state: 'open', openedAt: now, changedAt: now, told: false } as const;
  const review: ClosedReview = {
    type: 'closed',
    id,
    ...life,
    days,
    source: source.id,
    place,
    evidence: [evidence],
  };
  await tx.reviews.put(review);
  await tx.reviews.record({ review: id, at: now, state: 'open', text: REVIEW_WORDS.openedDay });
  return review;
}

/** The words of the text, as overviews will say them. */
function nameOf(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= NAME ? line : `${line.slice(0, NAME - 1).trimEnd()}…`;
}

import type { Notice, NoticeKey } from '../../domain/notice.ts';
import { type Retraction, retractionOn } from '../../domain/retraction.ts';
import type { RouteIndex } from '../../domain/route.ts';
import type { Seminar } from '../../domain/seminar.ts';
import type { NoticeStep } from '../../ports/store/outbox.ts';
import { horizonOf } from './horizon.ts';

/**
 * What the plan of a seminar owns; digests, notes and what was asked for by hand have plans of their own. Edits are the
 * dispatcher's once they are owed: it compares cards, and keeps the edit for when the card next changes by itself.
 */
const OWNED: ReadonlySet<NoticeKey['kind']> = new Set(['announcement', 'reminder', 'startingNow', 'change']);

interface Subject {
  readonly seminar: Seminar;
  readonly orphaned: boolean;
  readonly retractions: readonly Retraction[];
}

/**
 * The step that withdraws a notice which the plan does not want. Undefined where there is nothing to withdraw: it was
 * begun, it ended, or it is not the plan's.
 */
export function withdrawalOf(
  notice: Notice,
  subject: Subject,
  context: { readonly routes: RouteIndex },
  now: Temporal.Instant,
): NoticeStep | undefined {
  const isOpen = notice.state === 'due' || notice.state === 'held' || notice.state === 'claimed';
  if (!isOpen || !OWNED.has(notice.key.kind)) return undefined;
  const reason = reasonOf(notice, subject, context, now);
  return { notice: notice.id, from: ['due', 'held', 'claimed'], to: 'withdrawn', at: now, reason };
}

function reasonOf(
  notice: Notice,
  { seminar, orphaned, retractions }: Subject,
  { routes }: { readonly routes: RouteIndex },
  now: Temporal.Instant,
): string {
  if (retractionOn(retractions, seminar.id, notice.channel)) return 'The seminar was taken back here.';
  if (notice.kind === 'change' && !orphaned) return 'What was said before holds again.';
  if (seminar.publication === 'draft') return 'The seminar is a draft.';
  if (orphaned) return 'The seminar’s record is not there any more.';
  if (seminar.status === 'cancelled') return 'The seminar is cancelled.';
  if (seminar.status === 'postponed') return 'The seminar is postponed.';
  if ('epoch' in notice.key && notice.key.epoch !== seminar.epoch) {
    return 'The seminar has moved; for its new time there is another reminder.';
  }
  if (seminar.start && Temporal.Instant.compare(seminar.start, horizonOf(now)) >= 0) {
    return 'The seminar lies further ahead now; this is planned again when it comes nearer.';
  }
  // A reminder may be one person's own, who has taken it back or wants it at another time.
  return notice.kind === 'reminder' || routes.targetAt(seminar, notice.channel)
    ? 'It is not asked for any more.'
    : 'The seminar does not belong to this channel any more.';
}

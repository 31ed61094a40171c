import type { Notice } from '../../../domain/notice.ts';
import { type PauseScope, pauseOn } from '../../../domain/pause.ts';
import type { NoticeStep } from '../../../ports/store/outbox.ts';
import type { StoreWriter } from '../../../ports/store.ts';
import { HELD_REASON } from '../../plan/late-guard.ts';
import { byHand, WORDS } from '../ledger-words.ts';
import type { ActScene } from './act-scene.ts';

export interface Resumed {
  /** Notices whose time came meanwhile and that go out now, if they are still of use. */
  readonly released: number;
  /** Overdue announcements beyond `burst`, held for an operator. */
  readonly held: number;
}

/**
 * Ends a pause. What expired meanwhile is skipped by the dispatcher, as all that comes too late; missed reminders of one
 * seminar collapse; of overdue announcements the nearest `burst` a channel go, the others are held. Undefined where
 * nothing was paused.
 */
export function resume(
  { store, clock, by }: ActScene,
  scope: PauseScope,
  burst: number,
): Promise<Resumed | undefined> {
  const at = clock.now();
  return store.transaction(async (tx) => {
    const before = await tx.directory.pauses();
    if (!(await tx.directory.dropPause(scope))) return undefined;
    const after = await tx.directory.pauses();
    const waiting = await tx.outbox.find({ states: ['due'], dueBefore: at });
    const series = await seriesOf(tx, waiting);
    const freed = waiting.filter((notice) => {
      const of = notice.seminar && series.get(notice.seminar);
      return pauseOn(before, notice.channel, of) && !pauseOn(after, notice.channel, of);
    });
    const steps = stepsFor(freed, burst, at, byHand(WORDS.resumed, by));
    const applied = await tx.outbox.step(steps);
    const held = steps.filter(({ notice, to }) => to === 'held' && applied.has(notice)).length;
    return { released: applied.size - held, held };
  });
}

async function seriesOf(tx: StoreWriter, notices: readonly Notice[]) {
  const ids = [...new Set(notices.flatMap(({ seminar }) => (seminar ? [seminar] : [])))];
  return new Map((await tx.seminars.many(ids)).map((seminar) => [seminar.id, seminar.series]));
}

function stepsFor(
  freed: readonly Notice[],
  burst: number,
  at: Temporal.Instant,
  reason: string,
): NoticeStep[] {
  const announcements = Map.groupBy(
    freed.filter(({ kind, expires }) => kind === 'announcement' && Temporal.Instant.compare(expires, at) > 0),
    ({ channel }) => channel,
  );
  const beyond = new Set(
    [...announcements.values()].flatMap((ones) =>
      ones.toSorted((a, b) => Temporal.Instant.compare(a.expires, b.expires)).slice(burst),
    ),
  );
  return freed.map((notice) => ({
    notice: notice.id,
    from: ['due'],
    at,
    ...(beyond.has(notice)
      ? { to: 'held' as const, reason: HELD_REASON }
      : { to: 'due' as const, notBefore: null, reason }),
  }));
}

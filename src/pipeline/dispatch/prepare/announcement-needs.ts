import type { Notice } from '../../../domain/notice.ts';
import type { Seminar } from '../../../domain/seminar.ts';
import type { Verdict } from '../decision.ts';
import { sayTime, WORDS } from '../ledger-words.ts';
import type { Scene } from '../scene.ts';
import { wait } from '../verdicts.ts';

/** An announcement waits for what its route says that it needs, until it would come too late to be of use. */
export function checkNeeds(notice: Notice, seminar: Seminar, { now, policy }: Scene): Verdict | undefined {
  const { needs, waitsUntil } = notice.detail;
  if (!needs || !waitsUntil) return undefined;
  const until = Temporal.Instant.from(waitsUntil);
  if (Temporal.Instant.compare(now, until) >= 0) return undefined;
  const missing = needs.filter((need) => !has(seminar, need));
  if (missing.length === 0) return undefined;
  return wait(notice, now, until, WORDS.waitsForNeeds(missing, sayTime(until, now, policy.timezone)));
}

/** Whether a waiting announcement has what it waited for. */
export function hasNeeds(notice: Notice, seminar: Seminar): boolean {
  return (notice.detail.needs ?? []).every((need) => has(seminar, need));
}

function has(seminar: Seminar, need: string): boolean {
  switch (need) {
    case 'title':
      return seminar.title !== undefined;
    case 'speakers':
      return seminar.speakers.length > 0;
    case 'abstract':
      return seminar.abstract !== undefined;
    case 'venue':
      return Object.keys(seminar.venue).length > 0;
    default:
      return true;
  }
}

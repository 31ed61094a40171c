import type { ReviewId, SeminarId, SourceId } from '../../domain/ids.ts';
import type { Publication } from '../../domain/seminar.ts';
import type { SourceProblem } from '../../ports/seminar-source.ts';

/** What one reading of a source came to. */
export interface SyncReport {
  readonly source: SourceId;
  /** `failed`: what was known before stays, `failure` says why. */
  readonly outcome: 'applied' | 'unchanged' | 'failed';
  readonly failure?: string;
  /** The source asked not to be read sooner than this. */
  readonly retryAfterMs?: number;
  readonly added: readonly SyncEntry[];
  readonly changed: readonly SyncEntry[];
  /** Records that the source no longer has. */
  readonly gone: readonly SyncEntry[];
  readonly unchanged: number;
  /** What a person has to look at. */
  readonly concerns: readonly SyncConcern[];
  /** What waits for an organiser's word because of this reading, or waits otherwise than before. */
  readonly reviews: readonly ReviewId[];
  /** Set where too much was missing at once: nothing was taken away, an operator has to say so. */
  readonly lossHeld?: { readonly lost: number; readonly of: number };
  /** Overdue announcements that wait for an operator because of `guard.burst`. */
  readonly announcementsHeld: number;
  readonly problems: readonly SourceProblem[];
}

export interface SyncEntry {
  readonly seminar: SeminarId;
  readonly place: string;
  readonly title?: string;
  readonly publication: Publication;
  /** Of a change: the names of the fields. */
  readonly fields: readonly string[];
}

export interface SyncConcern {
  readonly type: /** It has no start; nothing is announced until it has one. */
    | 'noStart'
    /** Read from prose: an organiser has to publish it. */
    | 'review'
    /** It contradicts itself; what it contradicts itself on is left out. */
    | 'conflict'
    /** It says that there is no seminar on a day: an organiser has to confirm it. */
    | 'closedDay'
    /** It had a start and has none any more; the last one is kept. */
    | 'startLost'
    /** The source changed what organisers had changed by hand; their word stays until they say otherwise. */
    | 'patched'
    /** It may be the same as another seminar; kept apart. */
    | 'uncertainMatch'
    /** No source has it any more; it is said no more, but not cancelled. */
    | 'orphaned';
  /** Absent where it is about a day. */
  readonly seminar?: SeminarId;
  readonly place: string;
  /** One sentence for people. */
  readonly text: string;
}

/** A report under construction. */
export interface ReportDraft {
  readonly added: SyncEntry[];
  readonly changed: SyncEntry[];
  readonly gone: SyncEntry[];
  readonly concerns: SyncConcern[];
  readonly problems: SourceProblem[];
  readonly reviews: ReviewId[];
  announcementsHeld: number;
}

export function beginReport(): ReportDraft {
  return {
    added: [],
    changed: [],
    gone: [],
    concerns: [],
    problems: [],
    reviews: [],
    announcementsHeld: 0,
  };
}

/** What one transaction came to, once it is committed. */
export function addTo(report: ReportDraft, part: ReportDraft): void {
  report.added.push(...part.added);
  report.changed.push(...part.changed);
  report.gone.push(...part.gone);
  report.concerns.push(...part.concerns);
  report.problems.push(...part.problems);
  report.reviews.push(...part.reviews);
  report.announcementsHeld += part.announcementsHeld;
}

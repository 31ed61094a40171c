import type { SeminarId, SeriesId, SourceId } from '../../domain/ids.ts';
import type { Retraction } from '../../domain/retraction.ts';
import type { Claim, Publication, Seminar, SeminarFields } from '../../domain/seminar.ts';

export interface SeminarReader {
  get(id: SeminarId): Promise<Seminar | undefined>;
  many(ids: readonly SeminarId[]): Promise<readonly Seminar[]>;
  /** In order of start (drafts without one last), then id. Answers of unknown length are asked for in pages. */
  find(query: SeminarQuery): Promise<readonly Seminar[]>;
  claim(source: SourceId, uid: string): Promise<Claim | undefined>;
  claimsOf(seminar: SeminarId): Promise<readonly Claim[]>;
  /** Those that have none are not in it. */
  claimsOfMany(seminars: readonly SeminarId[]): Promise<ReadonlyMap<SeminarId, readonly Claim[]>>;
  /** All of a source, without the fields: what a sync compares with. */
  claimStates(source: SourceId): Promise<ReadonlyMap<string, ClaimState>>;
  /** Of the reading that the source's claims came of. Undefined where any was written since, by whomever. */
  readingMark(source: SourceId): Promise<ReadingMark | undefined>;
  /** What organisers changed by hand. Empty where nothing was. */
  patchOf(seminar: SeminarId): Promise<SeminarFields>;
  /** Those that have none are not in it. */
  patchesOf(seminars: readonly SeminarId[]): Promise<ReadonlyMap<SeminarId, SeminarFields>>;
  /** What of these was taken back for good. */
  retractionsOf(seminars: readonly SeminarId[]): Promise<readonly Retraction[]>;
  /** Whether an earlier version has left any that cannot be found by its words yet. */
  owesSearch(): Promise<boolean>;
}

export interface ClaimState {
  readonly seminar: SeminarId;
  readonly hash: string;
  readonly place: string;
  readonly gone: boolean;
}

export interface WrittenClaim extends Claim {
  /** Its fields as JSON, where the caller has them so already. */
  readonly text?: string;
}

export interface ReadingMark {
  /** Equal mark, nothing to do. */
  readonly mark: string;
  /** How many the reading had. */
  readonly records: number;
}

export interface SeminarQuery {
  /** Still running or later: `end` (or start + 1 h) after this. */
  readonly endsAfter?: Temporal.Instant;
  readonly startsFrom?: Temporal.Instant;
  readonly startsBefore?: Temporal.Instant;
  readonly series?: SeriesId;
  readonly publication?: Publication;
  /** Absent: both. */
  readonly audience?: 'public';
  /** Tokens of `domain/search-text.ts`; all must be found, the last as a prefix (from two characters on). */
  readonly words?: readonly string[];
  /** Tokens that must be found among the speakers' names, the last as a prefix likewise. */
  readonly speaker?: readonly string[];
  readonly limit?: number;
  /** In the opposite order. */
  readonly latestFirst?: boolean;
  /** Only what comes behind this in that order: the last of the page before. Not together with words or a speaker. */
  readonly after?: Pick<Seminar, 'id' | 'start'>;
}

export interface SeminarWriter extends SeminarReader {
  /** Inserts or replaces, with its search tokens. */
  put(seminar: Seminar): Promise<void>;
  /** As `put`, for many at once; of two with one id the last counts. */
  putAll(seminars: readonly Seminar[]): Promise<void>;
  /** Makes up to so many searchable that earlier versions have put to be searched later; how many that were. */
  settleSearch(limit: number): Promise<number>;
  putClaim(claim: Claim): Promise<void>;
  /** Of two with one source and uid the last counts. `run`: whose writing it is, as for all that takes one. */
  putClaims(claims: readonly WrittenClaim[], run?: string): Promise<void>;
  /** Where each uid of the source is found now; nothing else of its claim changes. */
  putPlaces(source: SourceId, places: ReadonlyMap<string, string>, run?: string): Promise<void>;
  /** `(source, uid) → id` stays; the record is marked as gone since then. */
  markGone(source: SourceId, uids: readonly string[], at: Temporal.Instant, run?: string): Promise<void>;
  /**
   * A run, by an id of its own, goes on to compare a reading with all claims of the source. The last run, where nobody has
   * written any of these claims since it ended.
   */
  beginReading(source: SourceId, run: string): Promise<string | undefined>;
  /** It has made the claims what the reading says; kept unless anybody else has written one since it began. */
  endReading(source: SourceId, run: string, mark: ReadingMark): Promise<void>;
  putPatch(seminar: SeminarId, patch: SeminarFields): Promise<void>;
  /** A place that has one already keeps the later. */
  putRetraction(retraction: Retraction): Promise<void>;
  /** Whether there was any. */
  dropRetractions(seminar: SeminarId): Promise<boolean>;
}

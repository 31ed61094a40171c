import { hash } from 'node:crypto';
import type { SourceId } from '../../domain/ids.ts';
import { changedFields, mergeClaims } from '../../domain/merge.ts';
import type { Reading } from '../../domain/review.ts';
import type { Claim, Seminar, SeminarFields } from '../../domain/seminar.ts';
import type { SeminarSource, SourceRecord } from '../../ports/seminar-source.ts';
import type { WrittenClaim } from '../../ports/store/seminars.ts';
import { disputesOf, holdBack } from '../review/disputes.ts';
import { isPast } from '../review/keep-review.ts';
import { type Layers, type MergeSetting, mergeAccepted } from '../review/layers.ts';
import type { Arrival } from './arrival.ts';
import { writeText } from './record-text.ts';

export interface SettledRecord {
  readonly claim: WrittenClaim;
  /** Kept of what came of prose or by mail. */
  readonly reading?: Reading;
  /** Everything said of the seminar, with this record in it. */
  readonly layers: Layers;
  /** What alone of it waits: what it says anew of fields that organisers had changed by hand. */
  readonly disputes: SeminarFields;
  /** It waits for an organiser's word: readers learn nothing of it yet. */
  readonly waits: boolean;
}

/**
 * Whether a record counts at once or waits for a word, whole or in what it says against a change by hand. What waits
 * leaves the claim as it was accepted last: the claim then carries the new record's hash, so that the same record again
 * is no news.
 */
export function settleRecord(
  arrival: Arrival,
  before: Seminar | undefined,
  known: Layers,
  source: Pick<SeminarSource, 'id' | 'review'>,
  setting: MergeSetting,
  now: Temporal.Instant,
): SettledRecord {
  const { record, seminar } = arrival;
  const isThis = (other: { readonly source: SourceId; readonly uid: string }): boolean =>
    other.source === source.id && other.uid === record.uid;
  const previous = known.claims.find(isThis)?.fields;
  const others = known.claims.filter((claim) => !isThis(claim));
  const { hash: recordHash, text } = writeText(record.fields);
  const { uid, place } = record;
  const earlier = known.readings.find(isThis);
  const fields = record.mail && earlier ? completeBy(earlier.fields, record.fields) : record.fields;
  const base = { source: source.id, uid, seminar, hash: recordHash, place };
  const accepted: Claim = { ...base, fields };
  const relation = earlier?.relation ?? arrival.relation ?? 'own';
  const waits =
    (relation === 'update' && mayBeAnybodys(record)) ||
    mustWait({ ...record, fields }, source, previous, () =>
      takesOff(before, { ...known, claims: [...others, accepted] }, setting),
    );
  const said = { fields, previous, earlier, patch: known.patch };
  const disputes = waits ? {} : openDisputes(said, before, now);
  const direct = Object.keys(disputes).length > 0;
  const counts = waits ? (previous ?? {}) : direct ? holdBack(fields, previous ?? {}, disputes) : fields;
  const claim = { ...base, fields: counts };
  const judged = !waits ? 'accepted' : wasDismissed(earlier, fields) ? 'dismissed' : 'waiting';
  const state = direct ? 'waiting' : judged;
  const reading =
    isWorthKeeping(record) || direct || earlier
      ? readingOf(
          record,
          {
            ...{ source: source.id, seminar, relation, fields, state },
            // A newer version that waits leaves standing what was published before.
            ...(earlier?.byWord ? { byWord: true } : {}),
            ...(direct ? { direct } : {}),
          },
          now,
        )
      : undefined;
  return {
    claim: claim.fields === record.fields ? { ...claim, text } : claim,
    layers: {
      patch: known.patch,
      claims: [...others, claim],
      readings: [...(reading ? [reading] : []), ...known.readings.filter((other) => !isThis(other))].toSorted(
        (a, b) => Temporal.Instant.compare(b.received, a.received),
      ),
    },
    waits,
    disputes,
    ...(reading ? { reading } : {}),
  };
}

interface Said {
  readonly fields: SeminarFields;
  /** As far as it was accepted. */
  readonly previous: SeminarFields | undefined;
  readonly earlier: Reading | undefined;
  readonly patch: SeminarFields;
}

/** What was judged is not asked about again, nor what nobody acts upon any more. */
function openDisputes(
  { fields, previous, earlier, patch }: Said,
  before: Seminar | undefined,
  now: Temporal.Instant,
): SeminarFields {
  if (!previous) return {};
  const anew = disputesOf(fields, previous, patch);
  const wasJudged = earlier?.direct === true && earlier.state === 'dismissed';
  const disputes = wasJudged ? disputesOf(anew, earlier.fields, patch) : anew;
  return before && !disputes.start && isPast(before, now) ? {} : disputes;
}

/** Under which a whole text is kept. */
function textHashOf(text: string): string {
  return hash('sha256', text, 'base64url');
}

function mustWait(
  record: SourceRecord,
  source: Pick<SeminarSource, 'review'>,
  previous: SeminarFields | undefined,
  takesOff: () => boolean,
): boolean {
  if (record.prose && source.review) return !saysSame(record.fields, previous ?? {});
  return record.mail === true && takesOff();
}

/** A cancellation, a postponement or a move. Who sends a mail can write any name into it. */
function takesOff(before: Seminar | undefined, layers: Layers, setting: MergeSetting): boolean {
  const after = mergeAccepted(layers, setting);
  if (!before) return after.status !== 'scheduled';
  const moves = before.start !== undefined && after.start?.equals(before.start) !== true;
  return before.status !== after.status || moves;
}

/** The order of fields and "TBA" for a title are no difference. */
function saysSame(one: SeminarFields, other: SeminarFields): boolean {
  if (Object.keys(other).length === 0) return false;
  const plain = { timezone: 'UTC', audience: 'members', series: [] } as const;
  return changedFields(mergeClaims([one], {}, plain), mergeClaims([other], {}, plain)).length === 0;
}

function isWorthKeeping({ prose, mail, thread, evidence }: SourceRecord): boolean {
  return prose || mail === true || thread !== undefined || evidence !== undefined;
}

/** A later word is short: it says what is other, and leaves out what stays. */
function completeBy(earlier: SeminarFields, later: SeminarFields): SeminarFields {
  const { status: _status, statusReason: _reason, ...kept } = earlier;
  return { ...kept, ...later };
}

function wasDismissed(earlier: Reading | undefined, fields: SeminarFields): boolean {
  return earlier?.state === 'dismissed' && saysSame(fields, earlier.fields);
}

function mayBeAnybodys({ prose, mail }: SourceRecord): boolean {
  return prose || mail === true;
}

function readingOf(
  record: SourceRecord,
  settled: Pick<Reading, 'source' | 'seminar' | 'relation' | 'fields' | 'state' | 'byWord' | 'direct'>,
  now: Temporal.Instant,
): Reading {
  const { uid, place, thread, eventUid, text } = record;
  return {
    ...settled,
    uid,
    place,
    received: record.received ?? now,
    evidence: record.evidence ?? [],
    missing: record.missing ?? [],
    doubts: [...(record.conflicts ?? []), ...(record.ambiguous ?? [])],
    ...(thread?.messageId === undefined ? {} : { messageId: thread.messageId }),
    ...(eventUid === undefined ? {} : { eventUid }),
    ...(text === undefined ? {} : { text: textHashOf(text) }),
  };
}

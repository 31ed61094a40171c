import { readableDigest, SeminarId, type SourceId } from '../../domain/ids.ts';
import type { SourceRecord } from '../../ports/seminar-source.ts';
import type { Store } from '../../ports/store.ts';
import { inChunks, inTurns } from '../plan/chunks.ts';
import type { HashedRecord } from './diff-reading.ts';
import { createMatcher, type SeminarMatcher, WIDE_DAYS } from './match-seminars.ts';

export interface Identity {
  readonly seminar: SeminarId;
  readonly isNew: boolean;
  /** Another seminar that it may be the same as. */
  readonly resembles?: SeminarId;
}

/**
 * Which seminar each record of an unseen uid is: one that is known already, or a new one under a minted id. `present`:
 * the seminars that this reading speaks of by known uids; they cannot be meant a second time.
 */
export async function identifyRecords(
  store: Store,
  source: SourceId,
  fresh: readonly HashedRecord[],
  present: ReadonlySet<SeminarId>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Identity>> {
  const matcher = await matcherFor(store, fresh, present);
  const wishes: { readonly record: SourceRecord; readonly ids: readonly SeminarId[] }[] = [];
  const wish = ({ record }: HashedRecord): void => {
    wishes.push({ record, ids: idsFor(source, record.uid, record.id) });
  };
  await inTurns(fresh, wish, signal);
  const taken = new Set<SeminarId>();
  await inChunks(
    wishes.flatMap(({ ids }) => ids),
    async (ids) => {
      for (const { id } of await store.read.seminars.many(ids)) taken.add(id);
    },
    signal,
  );
  const identities = new Map<string, Identity>();
  const identify = ({ record, ids }: (typeof wishes)[number]): void => {
    const match = matcher.match(record.fields);
    if (match.type === 'same') {
      matcher.take(match.seminar);
      identities.set(record.uid, { seminar: match.seminar, isNew: false });
      return;
    }
    const seminar = ids.find((id) => !taken.has(id)) ?? farId(source, record.uid, taken);
    taken.add(seminar);
    const resembles = match.type === 'uncertain' ? { resembles: match.seminar } : {};
    identities.set(record.uid, { seminar, isNew: true, ...resembles });
  };
  await inTurns(wishes, identify, signal);
  return identities;
}

/**
 * The id that the record gives itself, if it is one; then one derived from where it comes from, so that a store that was
 * lost comes to the same ids again.
 */
function idsFor(source: SourceId, uid: string, given: string | undefined): readonly SeminarId[] {
  const own = SeminarId.safeParse(given);
  const derived = SeminarId.parse(readableDigest(`${source}\n${uid}`, 8));
  return own.success ? [own.data, derived] : [derived];
}

/** Ids have 31^8 values: the first try is nearly always free. */
function farId(source: SourceId, uid: string, taken: ReadonlySet<SeminarId>): SeminarId {
  for (let salt = 1; ; salt += 1) {
    const id = SeminarId.parse(readableDigest(`${source}\n${uid}\n${salt}`, 8));
    if (!taken.has(id)) return id;
  }
}

async function matcherFor(
  store: Store,
  fresh: readonly HashedRecord[],
  present: ReadonlySet<SeminarId>,
): Promise<SeminarMatcher> {
  const starts = fresh.flatMap(({ record }) =>
    record.fields.start ? [record.fields.start.epochMilliseconds] : [],
  );
  if (starts.length === 0) return createMatcher([]);
  const [first, last] = starts.reduce(
    ([low, high], start) => [Math.min(low, start), Math.max(high, start)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
  const margin = { hours: WIDE_DAYS * 24 };
  const near = await store.read.seminars.find({
    startsFrom: Temporal.Instant.fromEpochMilliseconds(first).subtract(margin),
    startsBefore: Temporal.Instant.fromEpochMilliseconds(last).add(margin),
  });
  return createMatcher(near.filter((seminar) => !present.has(seminar.id)));
}

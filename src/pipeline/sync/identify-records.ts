import { readableDigest, SeminarId, type SourceId } from '../../domain/ids.ts';
import type { ReadingRelation } from '../../domain/review.ts';
import type { SourceRecord } from '../../ports/seminar-source.ts';
import type { Store } from '../../ports/store.ts';
import { inChunks, inTurns } from '../plan/chunks.ts';
import type { Arrival } from './arrival.ts';
import { candidatesFor } from './candidates.ts';
import { type Candidate, createMatcher, type SeminarMatch, type SeminarMatcher } from './match-seminars.ts';
import { matchUpdate } from './match-update.ts';
import { Threads } from './threads.ts';

export interface IdentifySetting {
  readonly source: SourceId;
  /** The seminars that this reading speaks of by known uids; a list does not tell of them a second time. */
  readonly present: ReadonlySet<SeminarId>;
  /** The reading is the whole of a list, not some messages of many. */
  readonly complete: boolean;
  readonly now: Temporal.Instant;
}

/**
 * Which seminar each record of an unseen uid is: one that is known already, or a new one under a minted id. In the order
 * in which they came in: a correction that is read together with its announcement is about that.
 */
export async function identifyRecords(
  store: Store,
  fresh: readonly SourceRecord[],
  setting: IdentifySetting,
  signal: AbortSignal,
): Promise<readonly Arrival[]> {
  const { source, now, complete, present } = setting;
  const records = inOrderOfArrival(fresh);
  const threads = await Threads.load(store.read, records);
  const stored = await candidatesFor(store.read, records, threads, now);
  const matcher = createMatcher([], now);
  await inTurns(stored, matcher.add, signal);
  if (complete) for (const seminar of present) matcher.take(seminar);
  const { wishes, taken } = await findTaken(store, source, records, signal);
  const arrivals: Arrival[] = [];
  const identify = (record: SourceRecord): void => {
    const ids = wishes[arrivals.length] ?? [];
    const { match, relation } = findMatch(record, threads, matcher);
    if (match.type === 'same') {
      if (complete || relation === 'telling') matcher.take(match.seminar);
      threads.note(record, match.seminar);
      arrivals.push({ record, seminar: match.seminar, isNew: false, relation });
      return;
    }
    const seminar = ids.find((id) => !taken.has(id)) ?? farId(source, record.uid, taken);
    taken.add(seminar);
    threads.note(record, seminar);
    if (mayBeLooseWord(record)) matcher.add(candidateOf(record, seminar));
    if (complete && mayBeLooseWord(record)) matcher.take(seminar);
    const resembles = match.type === 'uncertain' ? { resembles: match.seminar } : {};
    arrivals.push({ record, seminar, isNew: true, relation: 'own', ...resembles });
  };
  await inTurns(records, identify, signal);
  return arrivals;
}

/** Which ids each record wishes for, in this order, and which of them are others' already. */
async function findTaken(
  store: Store,
  source: SourceId,
  records: readonly SourceRecord[],
  signal: AbortSignal,
): Promise<{ readonly wishes: readonly (readonly SeminarId[])[]; readonly taken: Set<SeminarId> }> {
  const wishes: (readonly SeminarId[])[] = [];
  const taken = new Set<SeminarId>();
  await inChunks(
    records,
    async (chunk) => {
      const wanted = chunk.map((record) => idsFor(source, record));
      for (const { id } of await store.read.seminars.many(wanted.flat())) taken.add(id);
      for (const ids of wanted) wishes.push(ids);
    },
    signal,
  );
  return { wishes, taken };
}

function findMatch(
  record: SourceRecord,
  threads: Threads,
  matcher: SeminarMatcher,
): { readonly match: SeminarMatch; readonly relation: ReadingRelation } {
  if (mayBeLooseWord(record)) {
    const threaded = threads.of(record).flatMap((id) => matcher.get(id) ?? []);
    const match = matchUpdate(record, threaded, matcher.alike(record.fields));
    if (match.type !== 'none') return { match, relation: 'update' };
  }
  return { match: matcher.match(record.fields), relation: 'telling' };
}

/** Entries of a list are about themselves; a text or a mail may be about what another said. */
function mayBeLooseWord({ prose, mail, thread }: SourceRecord): boolean {
  return prose || mail === true || thread !== undefined;
}

function inOrderOfArrival(records: readonly SourceRecord[]): readonly SourceRecord[] {
  if (records.every(({ received }) => received === undefined)) return records;
  const rank = ({ received }: SourceRecord): number => received?.epochMilliseconds ?? Number.MAX_SAFE_INTEGER;
  return records.toSorted((a, b) => rank(a) - rank(b));
}

function candidateOf({ fields }: SourceRecord, id: SeminarId): Candidate {
  const { title, start, end, date, speakers = [], timezone = 'UTC', status = 'scheduled' } = fields;
  return {
    id,
    speakers,
    timezone,
    status,
    ...(title === undefined ? {} : { title }),
    ...(start ? { start } : {}),
    ...(end ? { end } : {}),
    ...(date ? { date } : {}),
  };
}

/**
 * The id that the record gives itself, if it is one; then one derived from where it comes from, so that a store that was
 * lost comes to the same ids again.
 */
function idsFor(source: SourceId, { uid, id }: SourceRecord): readonly SeminarId[] {
  const derived = SeminarId.parse(readableDigest(`${source}\n${uid}`, 8));
  if (id === undefined) return [derived];
  const own = SeminarId.safeParse(id);
  return own.success ? [own.data, derived] : [derived];
}

/** Ids have 31^8 values: the first try is nearly always free. */
function farId(source: SourceId, uid: string, taken: ReadonlySet<SeminarId>): SeminarId {
  for (let salt = 1; ; salt += 1) {
    const id = SeminarId.parse(readableDigest(`${source}\n${uid}\n${salt}`, 8));
    if (!taken.has(id)) return id;
  }
}

import type { SeminarId, SourceId } from '../../domain/ids.ts';
import type { Seminar } from '../../domain/seminar.ts';
import type { SourceRecord } from '../../ports/seminar-source.ts';
import type { ClaimState } from '../../ports/store/seminars.ts';
import type { StoreWriter } from '../../ports/store.ts';
import { inChunks } from '../plan/chunks.ts';
import { type Reconsidered, reconsider } from './reconsider.ts';
import type { SyncEntry } from './sync-report.ts';
import { SETTLED_LATER, type SyncTask } from './sync-task.ts';

/**
 * Records that the source no longer has. Absence alone cancels nothing: a seminar that no source has any more keeps its
 * last record, its notices are withdrawn, and a person is told.
 */
export async function applyGone(
  missing: readonly string[],
  states: ReadonlyMap<string, ClaimState>,
  task: SyncTask,
): Promise<void> {
  const { store, source, run, sources, plan, now, signal, report } = task;
  const places = new Map<SeminarId, string>();
  for (const uid of missing) {
    const state = states.get(uid);
    if (state) places.set(state.seminar, state.place);
  }
  await inChunks(
    missing,
    async (uids) => {
      const ids = [...new Set(uids.flatMap((uid) => states.get(uid)?.seminar ?? []))];
      const done = await store.transaction(async (tx) => {
        await tx.seminars.markGone(source.id, uids, now, run);
        await forgetWaiting(tx, source.id, uids);
        return reconsider(tx, ids, sources, plan, now);
      }, SETTLED_LATER);
      report.gone.push(...done.seminars.map((seminar) => entryOf(seminar, places.get(seminar.id) ?? '', [])));
      tellOrphans(done, places, task);
      tellChanges(done, places, task);
    },
    signal,
  );
}

/**
 * Records that are the same, in another place: only where to find them is written. What was accepted of them stays, since
 * the record at hand may still wait for a word.
 */
export async function applyPlaces(
  moved: readonly SourceRecord[],
  { store, source, run, signal }: SyncTask,
): Promise<void> {
  await inChunks(
    moved,
    (chunk) =>
      store.transaction(async (tx) => {
        const places = new Map(chunk.map(({ uid, place }) => [uid, place] as const));
        await tx.seminars.putPlaces(source.id, places, run);
        for (const reading of await tx.readings.ofUids(source.id, [...places.keys()])) {
          const place = places.get(reading.uid);
          if (place !== undefined) await tx.readings.put({ ...reading, place });
        }
      }, SETTLED_LATER),
    signal,
  );
}

/** The configuration completes records otherwise than at the last sync: those that did not change are merged anew. */
export async function applyDefaults(
  states: ReadonlyMap<string, ClaimState>,
  touched: ReadonlySet<SeminarId>,
  task: SyncTask,
): Promise<void> {
  const { store, sources, plan, now, signal } = task;
  const places = new Map([...states.values()].map((state) => [state.seminar, state.place]));
  await inChunks(
    [...places.keys()].filter((seminar) => !touched.has(seminar)),
    async (ids) => {
      const done = await store.transaction((tx) => reconsider(tx, ids, sources, plan, now), SETTLED_LATER);
      tellChanges(done, places, task);
    },
    signal,
  );
}

/**
 * What a source takes back waits no longer. Nobody has judged it: what a record that counts by itself said against a
 * change by hand is asked about again when the record is back.
 */
async function forgetWaiting(tx: StoreWriter, source: SourceId, uids: readonly string[]): Promise<void> {
  for (const reading of await tx.readings.ofUids(source, uids)) {
    if (reading.state !== 'waiting') continue;
    await tx.readings.put({ ...reading, state: reading.direct ? 'accepted' : 'dismissed' });
  }
}

function tellOrphans(done: Reconsidered, places: ReadonlyMap<SeminarId, string>, task: SyncTask): void {
  const { report, now } = task;
  for (const seminar of done.seminars) {
    const isAhead = seminar.start && Temporal.Instant.compare(seminar.start, now) > 0;
    if (!done.orphaned.includes(seminar.id) || !isAhead || seminar.publication === 'draft') continue;
    const place = places.get(seminar.id) ?? '';
    const text = `${place} is gone, and no other source has the seminar. It is not announced or reminded of any more; if it does not take place, cancel it.`;
    report.concerns.push({ type: 'orphaned', seminar: seminar.id, place, text });
  }
}

function tellChanges(done: Reconsidered, places: ReadonlyMap<SeminarId, string>, { report }: SyncTask): void {
  const byId = new Map(done.seminars.map((seminar) => [seminar.id, seminar]));
  for (const { seminar: id, fields } of done.changes) {
    const seminar = byId.get(id);
    if (seminar) report.changed.push(entryOf(seminar, places.get(id) ?? '', fields));
  }
  report.announcementsHeld += done.held.length;
}

function entryOf(seminar: Seminar, place: string, fields: readonly string[]): SyncEntry {
  const { id, title, publication } = seminar;
  return { seminar: id, place, publication, fields, ...(title === undefined ? {} : { title }) };
}

import { reviewIdOf, type SeminarId } from '../../domain/ids.ts';
import type { StoreReader, StoreWriter } from '../../ports/store.ts';
import type { Installation } from '../installation.ts';

/** Of one transaction. */
const CHUNK = 200;

/**
 * What a store knows of the records of the configured sources, into one in memory: under which ids it has them, what
 * organisers changed, published, dismissed or took back. Each record is then read as if it had changed, so that what is
 * wrong with it is found again. Posts, notices and people stay where they are.
 */
export async function takeOver(
  real: StoreReader,
  { store, sources }: Pick<Installation, 'store' | 'sources'>,
): Promise<void> {
  const known = new Set<SeminarId>();
  for (const { id: source } of sources) {
    for (const { seminar, gone } of (await real.seminars.claimStates(source)).values()) {
      if (!gone) known.add(seminar);
    }
  }
  const ids = [...known];
  for (let at = 0; at < ids.length; at += CHUNK) {
    const records = await readRecords(real, ids.slice(at, at + CHUNK));
    await store.transaction((tx) => writeRecords(tx, records));
  }
  await takeOverDaysOff(real, store);
  const states = await real.sources.states();
  await store.transaction(async (tx) => {
    for (const { source, cursor } of states) {
      const { setup, known: records } = cursor ?? {};
      if (setup === undefined) continue;
      // Nothing of when and how it was read last: every source is read whole.
      const begun = { setup, ...(records === undefined ? {} : { known: records }) };
      await tx.sources.putState({ source, problems: [], cursor: begun });
    }
  });
}

/** Days off belong to no seminar: the history of words names them. Those that wait are found again by reading. */
async function takeOverDaysOff({ reviews }: StoreReader, store: Installation['store']): Promise<void> {
  const named = new Set((await reviews.acts({})).map(({ review }) => review));
  const daysOff = (await reviews.many([...named])).filter(
    ({ type, state }) => type === 'closed' && state !== 'open',
  );
  await store.transaction(async (tx) => {
    for (const review of daysOff) await tx.reviews.put(review);
  });
}

async function readRecords({ seminars, readings, reviews }: StoreReader, ids: readonly SeminarId[]) {
  return {
    seminars: await seminars.many(ids),
    claims: [...(await seminars.claimsOfMany(ids)).values()].flat(),
    patches: await seminars.patchesOf(ids),
    retractions: await seminars.retractionsOf(ids),
    readings: await readings.ofSeminars(ids),
    reviews: await reviews.many(ids.map(reviewIdOf)),
  };
}

async function writeRecords(
  tx: StoreWriter,
  { seminars, claims, patches, retractions, readings, reviews }: Awaited<ReturnType<typeof readRecords>>,
): Promise<void> {
  await tx.seminars.putAll(seminars);
  await tx.seminars.putClaims(claims.map((claim) => ({ ...claim, hash: '' })));
  for (const [id, patch] of patches) await tx.seminars.putPatch(id, patch);
  for (const retraction of retractions) await tx.seminars.putRetraction(retraction);
  for (const reading of readings) await tx.readings.put(reading);
  for (const review of reviews) await tx.reviews.put(review);
}

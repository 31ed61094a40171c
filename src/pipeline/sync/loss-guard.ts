import type { SeminarId } from '../../domain/ids.ts';
import type { Seminar } from '../../domain/seminar.ts';
import type { ClaimState } from '../../ports/store/seminars.ts';
import type { Store } from '../../ports/store.ts';
import { inChunks } from '../plan/chunks.ts';

/** Fewer are never held: records do get deleted. */
const AT_LEAST = 3;
/** Of the records that lie ahead. */
const SHARE = 1 / 2;

export interface Loss {
  readonly lost: number;
  readonly of: number;
}

/**
 * Whether a reading lacks so many of the source's future records that it is more likely broken than true. The end of a
 * semester is no loss: what is past does not count. A loss that is held stays so, however many new records come in, until
 * the lost ones are back or an operator accepts it. `lost`: seminars that nothing in the reading speaks of any more.
 */
export async function weighLoss(
  store: Store,
  states: ReadonlyMap<string, ClaimState>,
  lost: ReadonlySet<SeminarId>,
  isHeldAlready: boolean,
  now: Temporal.Instant,
): Promise<Loss | undefined> {
  if (lost.size < AT_LEAST) return undefined;
  const live = [...states.values()].filter((state) => !state.gone).map((state) => state.seminar);
  const ahead: Seminar[] = [];
  await inChunks([...new Set(live)], async (ids) => {
    const seminars = await store.read.seminars.many(ids);
    ahead.push(...seminars.filter(({ start }) => start && Temporal.Instant.compare(start, now) > 0));
  });
  const gone = ahead.filter((seminar) => lost.has(seminar.id));
  const isTooMuch = gone.length >= AT_LEAST && (isHeldAlready || gone.length >= ahead.length * SHARE);
  return isTooMuch ? { lost: gone.length, of: ahead.length } : undefined;
}

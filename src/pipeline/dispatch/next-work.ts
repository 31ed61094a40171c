import type { LaneId } from '../../domain/ids.ts';
import type { LanePacer } from '../../domain/pacing/lane-pacer.ts';
import type { OutboxReader } from '../../ports/store/outbox.ts';

/** Where something is due, could go, and was not claimed: looked at again after this, in case clocks disagree. */
const AGAIN_MS = 1_000;

/**
 * When the next notice of the lane can be begun. Undefined: nothing is owed. What is in flight wakes the lane by itself.
 * `free`: how many more requests may be in flight.
 */
export async function nextWorkAt(
  outbox: OutboxReader,
  lane: LaneId,
  pacer: LanePacer,
  free: number,
  now: Temporal.Instant,
): Promise<Temporal.Instant | undefined> {
  const due = await outbox.nextDue(lane);
  if (!due || Temporal.Instant.compare(due, now) > 0) return due;
  // Something is due and cannot go: its window is full, or all slots are taken. What falls due next may have room.
  const at = now.epochMilliseconds;
  const opens = [
    pacer.postsOpenAt(at),
    pacer.editsOpenAt(at),
    ...pacer.closedChannels(at).values(),
    ...(free > 0 ? [at + AGAIN_MS] : []),
  ].filter((instant) => instant > at);
  const dueFrom = now.add({ milliseconds: 1 });
  const [later] = await outbox.find({ lane, states: ['due'], dueFrom, limit: 1 });
  return earliest([...opens.map(instantAt), later?.due]);
}

export function earliest(instants: readonly (Temporal.Instant | undefined)[]): Temporal.Instant | undefined {
  return instants.reduce((a, b) => (!a || (b && Temporal.Instant.compare(b, a) < 0) ? b : a), undefined);
}

/** Never before the given milliseconds. */
export function instantAt(milliseconds: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(Math.ceil(milliseconds));
}

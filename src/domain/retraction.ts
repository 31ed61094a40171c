import type { ChannelId, SeminarId } from './ids.ts';

/**
 * What a person took back for good: a seminar everywhere, or in one channel. Nothing of it is planned there any more,
 * whatever becomes of its record, until somebody announces it again on purpose.
 */
export interface Retraction {
  readonly seminar: SeminarId;
  /** Absent: everywhere. */
  readonly channel?: ChannelId;
  readonly at: Temporal.Instant;
  /** Who took it back, as the ledger names them. */
  readonly by: string;
}

/** The retraction that holds for a seminar in a channel: the latest, if there are two. Without a channel: everywhere. */
export function retractionOn(
  retractions: readonly Retraction[],
  seminar: SeminarId,
  channel?: ChannelId,
): Retraction | undefined {
  return retractions
    .filter((one) => one.seminar === seminar && (one.channel === undefined || one.channel === channel))
    .reduce<Retraction | undefined>(
      (a, b) => (a && Temporal.Instant.compare(a.at, b.at) >= 0 ? a : b),
      undefined,
    );
}

/** Time as a dependency. Leaves out time zones: those are arguments of the domain. */
export interface Clock {
  now(): Temporal.Instant;
  /**
   * Calls once, at or after the instant; the returned function cancels. Callers pass at most an hour ahead.
   * The call only wakes: what is due is decided by asking the store.
   */
  at(instant: Temporal.Instant, wake: () => void): () => void;
}

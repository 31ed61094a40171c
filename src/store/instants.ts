/** An instant as the store's columns hold it: whole milliseconds since 1970; what is finer is dropped. */
export function toMillis(instant: Temporal.Instant): number {
  return instant.epochMilliseconds;
}

export function fromMillis(millis: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(millis);
}

export function fromOptionalMillis(millis: number | null): Temporal.Instant | undefined {
  return millis === null ? undefined : fromMillis(millis);
}

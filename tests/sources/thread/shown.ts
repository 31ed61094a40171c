/** A value as text in which Temporal's values are told apart from texts that look alike: equality looks past them. */
export function show(value: unknown): string {
  return JSON.stringify(named(value), null, 1);
}

function named(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value === undefined ? 'undefined' : value;
  if (value instanceof Temporal.Instant) return `instant ${value}`;
  if (value instanceof Temporal.PlainDate) return `day ${value}`;
  if (Array.isArray(value)) return value.map(named);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, named(inner)]));
}

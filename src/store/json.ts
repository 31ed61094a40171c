/**
 * JSON that keeps `Temporal.Instant`s, however deep: cards carry them. An instant becomes `{ "$instant": "…Z" }`; none
 * of the types kept here has a field of that name, and texts are values, never names.
 */
export function encodeJson(value: unknown): string {
  return JSON.stringify(markInstants(value));
}

/** What `encodeJson` wrote; the caller names the type that it gave there. */
export function decodeJson<T>(text: string): T {
  return JSON.parse(text, reviveInstant) as T;
}

/** A copy, because `JSON.stringify` takes twice as long where it has to ask for each member. */
function markInstants(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Temporal.Instant) return { $instant: value.toString() };
  if (Array.isArray(value)) return value.map(markInstants);
  if ('toJSON' in value) return value;
  const copy: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) copy[name] = markInstants(member);
  return copy;
}

function reviveInstant(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('$instant' in value)) return value;
  return Temporal.Instant.from(String(value.$instant));
}

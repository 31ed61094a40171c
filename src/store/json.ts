/**
 * JSON that keeps `Temporal.Instant`s, however deep: cards carry them. An instant becomes `{ "$instant": "…Z" }`; none
 * of the types kept here has a field of that name, and texts are values, never names.
 */
export function encodeJson(value: unknown): string {
  return JSON.stringify(value, markInstant);
}

/** What `encodeJson` wrote; the caller names the type that it gave there. */
export function decodeJson<T>(text: string): T {
  return JSON.parse(text, reviveInstant) as T;
}

/** `JSON.stringify` has called `toJSON` on `value` already: the instant itself is still in its holder. */
function markInstant(this: unknown, name: string, value: unknown): unknown {
  const held = Reflect.get(Object(this), name);
  return held instanceof Temporal.Instant ? { $instant: held.toString() } : value;
}

function reviveInstant(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('$instant' in value)) return value;
  return Temporal.Instant.from(String(value.$instant));
}

import { hash } from 'node:crypto';
import type { Card } from '../card.ts';

/**
 * Of what a post shows: equal hashes, nothing to edit. Relative words are left out, since they age by themselves.
 * Independent of the order of members, so that a card that was kept as JSON and read back has the same hash.
 */
export function hashCard(card: Card): string {
  const text = JSON.stringify(canonical(card));
  return hash('sha256', text, 'base64url').slice(0, 22);
}

function canonical(value: unknown): unknown {
  if (value instanceof Temporal.Instant) return value.toString();
  if (Array.isArray(value)) return value.filter((entry) => !isRelative(entry)).map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, member]) => [name, canonical(member)]));
}

function isRelative(entry: unknown): boolean {
  return typeof entry === 'object' && entry !== null && 'type' in entry && entry.type === 'relative';
}

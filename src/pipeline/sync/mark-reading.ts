import { createHash } from 'node:crypto';
import type { SourceReading } from '../../ports/seminar-source.ts';
import { inTurns } from '../plan/chunks.ts';
import { hashOf } from './record-text.ts';

/** So many characters go to the hash at once. */
const PART = 16_384;

/**
 * Of all of a reading that is compared with what is stored (`diff-reading.ts`): which records it has, what they say and
 * where they are, what could not be read, whether it is whole. Two readings of one mark compare alike.
 */
export async function markReading(
  { records, problems, complete }: Extract<SourceReading, { type: 'records' }>,
  signal: AbortSignal,
): Promise<string> {
  const hash = createHash('sha256');
  let part = `${complete}`;
  const add = (values: readonly string[]): void => {
    part += JSON.stringify(values);
    if (part.length < PART) return;
    hash.update(part);
    part = '';
  };
  await inTurns(records, ({ uid, place, fields }) => add([uid, place, hashOf(fields)]), signal);
  await inTurns(problems, ({ place }) => add([place]), signal);
  return hash.update(part).digest('base64url');
}

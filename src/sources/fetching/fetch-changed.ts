import { createHash } from 'node:crypto';
import type { SourceCursor } from '../../ports/seminar-source.ts';
import { hashBytes } from '../hash-bytes.ts';
import { type FetchRequest, fetchDocument } from './fetch-document.ts';

export interface ChangedRequest extends Omit<FetchRequest, 'since'> {
  readonly since: SourceCursor | undefined;
  /** What else the records depend on (columns, zone, the day): where it differs from last time, all is read again. */
  readonly reading: string;
}

export type ChangedResult =
  | { readonly type: 'unchanged' }
  | {
      readonly type: 'document';
      readonly bytes: Uint8Array;
      readonly contentType: string;
      /** What to remember; the source may add its own. */
      readonly cursor: SourceCursor;
    };

/** GETs a document unless it is the one that was read last, by what the server says or by its bytes. */
export async function fetchChanged(request: ChangedRequest): Promise<ChangedResult> {
  const { reading, since, ...rest } = request;
  const isSameReading = since?.reading === reading;
  const fetched = await fetchDocument({ ...rest, since: isSameReading ? since : undefined });
  if (fetched.type === 'unchanged') return fetched;
  const hash = await hashBytes(fetched.bytes);
  // Many servers give a new ETag or none at each answer: the bytes decide.
  if (isSameReading && since.hash === hash) return { type: 'unchanged' };
  const { bytes, contentType, validators } = fetched;
  return { type: 'document', bytes, contentType, cursor: { ...validators, hash, reading } };
}

export function hashOf(content: string): string {
  return createHash('sha256').update(content).digest('base64url');
}

import { hash } from 'node:crypto';
import type { SourceId } from '../../domain/ids.ts';
import type { Policy } from '../../domain/policy.ts';
import type { SourceCursor } from '../../ports/seminar-source.ts';

/** Kept beside what the source itself remembers; no source's own name begins so. */
const NAME = '#defaults';

/**
 * What records are completed with, as a mark: where it differs from the last sync's, records that did not change must be
 * merged anew (a series was given another room, sources another order).
 */
export function defaultsMark(
  { timezone, audience, series }: Pick<Policy, 'timezone' | 'audience' | 'series'>,
  sources: readonly SourceId[],
): string {
  return hash('sha256', JSON.stringify([timezone, audience, series, sources]), 'base64url');
}

export function withMark(cursor: SourceCursor | undefined, mark: string): SourceCursor {
  return { ...cursor, [NAME]: mark };
}

/** What the source remembers, and the mark. */
export function splitCursor(stored: SourceCursor | undefined): {
  readonly cursor?: SourceCursor;
  readonly mark?: string;
} {
  const { [NAME]: mark, ...cursor } = stored ?? {};
  return {
    ...(Object.keys(cursor).length > 0 ? { cursor } : {}),
    ...(mark === undefined ? {} : { mark }),
  };
}

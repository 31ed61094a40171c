import type { SeminarStatus } from '../../domain/seminar.ts';
import { isWord } from '../announcement/vocabulary/words.ts';

export interface StatedTitle {
  /** Without the words of the status; empty where there are no others. */
  readonly title: string;
  readonly status?: Exclude<SeminarStatus, 'scheduled'>;
}

const LEADING =
  /^\s*(?:[[(]\s*([\p{L}]+)\s*[\])]\s*[:–—-]?\s*|(\p{L}+)\s*(?::|\s[–—-]\s)\s*|(\p{Lu}{6,})\s+)/u;
const TRAILING = /\s*(?:[[(]\s*(\p{L}+)\s*[\])]|\s[–—-]\s*(\p{Lu}{6,}))\s*[.!]?$/u;

/**
 * "CANCELLED: Slow proofs", "[Postponed] Slow proofs", "Slow proofs (cancelled)": people mark a title. The word counts
 * where it stands apart only; "Cancelled orders in lattices" is a title.
 */
export function readTitleStatus(raw: string): StatedTitle {
  const whole = statusOf(raw);
  if (whole) return { title: '', status: whole };
  for (const pattern of [LEADING, TRAILING]) {
    const match = pattern.exec(raw);
    const word = match?.slice(1).find((part) => part !== undefined);
    const status = word === undefined ? undefined : statusOf(word);
    const title = match ? raw.replace(match[0], '').trim() : '';
    if (status) return { title, status };
  }
  return { title: raw.trim() };
}

function statusOf(word: string): StatedTitle['status'] {
  if (isWord('cancelled', word)) return 'cancelled';
  return isWord('postponed', word) ? 'postponed' : undefined;
}

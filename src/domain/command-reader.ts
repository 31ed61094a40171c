import type { Words } from './cards/words.ts';
import { SeminarId } from './ids.ts';
import type { Intent, Misuse } from './intent.ts';

export type Parsed = Intent | Misuse;
/** Reads what stands behind a command's word; undefined where that makes the whole a search. */
export type Reader = (rest: string, words: Words) => Parsed | undefined;

/** A word that takes nothing: with more behind it, the whole is searched for ("next generation sequencing"). */
export function alone(intent: Intent): Reader {
  return (rest) => (rest === '' ? intent : undefined);
}

export function readId(text: string): SeminarId | undefined {
  return SeminarId.safeParse(text.toLowerCase()).data;
}

export function misuse(problem: string, example: string): Misuse {
  return { type: 'misuse', problem, example };
}

import { hash } from 'node:crypto';
import type { SeminarFields } from '../../domain/seminar.ts';

export interface RecordText {
  /** The fields as JSON. Sources build fields in one order. */
  readonly text: string;
  /** Of the text. Where the order ever differs, the record is looked at again and found to be the same. */
  readonly hash: string;
}

/** Kept is the hash alone: the texts of a large source would take as much room as its records. */
export function writeText(fields: SeminarFields): RecordText {
  const text = JSON.stringify(fields);
  const made = hash('sha256', text, 'base64url');
  hashes.set(fields, made);
  return { text, hash: made };
}

export function hashOf(fields: SeminarFields): string {
  return hashes.get(fields) ?? writeText(fields).hash;
}

/** Sources tell files that did not change in the very objects of the last time; these are never changed. */
const hashes = new WeakMap<SeminarFields, string>();

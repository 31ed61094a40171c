import { randomUUID } from 'node:crypto';

/** Stands for a part until its text is put in. Nobody can guess it, so no text of a message holds it. */
const PLACE = `written-${randomUUID()}`;
const IN_JSON = JSON.stringify(PLACE);

/** Parts met by the one `JSON.stringify` under way, which is synchronous. */
let met: string[] = [];

/** A part of a body whose JSON is written already: a card that goes to many channels is written once for all of them. */
export class WrittenJson {
  readonly text: string;
  /** In UTF-8. */
  readonly bytes: number;

  constructor(value: unknown) {
    this.text = JSON.stringify(value);
    this.bytes = Buffer.byteLength(this.text);
  }

  toJSON(): string {
    met.push(this.text);
    return PLACE;
  }
}

/** As `JSON.stringify`, with the parts that were written before put in as they are. */
export function writeJson(value: unknown): string {
  met = [];
  const text = JSON.stringify(value);
  if (met.length === 0) return text;
  const parts = met;
  met = [];
  // `JSON.stringify` goes from front to back, and so do the places.
  return text
    .split(IN_JSON)
    .map((before, n) => before + (parts[n] ?? ''))
    .join('');
}

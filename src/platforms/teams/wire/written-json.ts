import { randomUUID } from 'node:crypto';

/** Stands for a part until its text is put in. Nobody can guess it, so no text of a message holds it. */
const PLACE = `written-${randomUUID()}`;
const IN_JSON = JSON.stringify(PLACE);

/** Parts met by the one `JSON.stringify` under way, which is synchronous. */
let met: Buffer[] = [];

/** A part of a body whose JSON is written already: a card that goes to many channels is written once for all of them. */
export class WrittenJson {
  /** In UTF-8. */
  readonly bytes: Buffer;

  constructor(value: unknown) {
    this.bytes = Buffer.from(JSON.stringify(value));
  }

  toJSON(): string {
    met.push(this.bytes);
    return PLACE;
  }
}

/**
 * What `JSON.stringify` writes, in UTF-8, with the parts that were written before put in as they are. Bytes, because a text
 * with one letter beyond Latin takes twice its length, and would have to be encoded again for each channel.
 */
export function writeJson(value: unknown): Buffer {
  met = [];
  const text = JSON.stringify(value);
  const parts = met;
  met = [];
  if (parts.length === 0) return Buffer.from(text);
  // `JSON.stringify` goes from front to back, and so do the places.
  const around = text.split(IN_JSON).map((before) => Buffer.from(before));
  return Buffer.concat(around.flatMap((before, n) => [before, ...parts.slice(n, n + 1)]));
}

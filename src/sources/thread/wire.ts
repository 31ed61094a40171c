/**
 * Values as they cross to a thread and back. Structured clone takes plain data but neither Temporal's values nor classes
 * of ours; and a long text that many records share it would copy for each.
 */

const DAY = '\u0000day';
const TEXT = '\u0000text';
/** A text of this length crosses once. In UTF-16 units. */
const LONG_TEXT = 1_000;
/** What an object or a list weighs, beside its texts; about its cost in units of a character's. */
const NODE_WEIGHT = 20;

/** Turns values into what can be cloned. One for all that crosses about one document. */
export class WireWriter {
  readonly #known = new Map<string, number>();
  #texts: string[] = [];
  #weight = 0;

  /** Since they were taken last: the texts that the values written point to, and the weight of it all in characters. */
  get weight(): number {
    return this.#weight;
  }

  takeTexts(): readonly string[] {
    const texts = this.#texts;
    this.#texts = [];
    this.#weight = 0;
    return texts;
  }

  /** Throws TypeError at a value of a class that the wire does not know. */
  write(value: unknown): unknown {
    if (typeof value === 'string') return this.#writeText(value);
    if (typeof value === 'bigint') throw new TypeError('a bigint crosses as an instant only');
    if (typeof value !== 'object' || value === null) return value;
    this.#weight += NODE_WEIGHT;
    if (Array.isArray(value)) return value.map((item) => this.write(item));
    if (value instanceof Temporal.Instant) return value.epochNanoseconds;
    if (value instanceof Temporal.PlainDate) return { [DAY]: value.toString() };
    if (value instanceof Uint8Array) {
      this.#weight += value.length;
      return value;
    }
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null)
      throw new TypeError(`a ${value.constructor.name} does not cross to a thread`);
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, this.write(inner)]));
  }

  #writeText(text: string): unknown {
    if (text.length < LONG_TEXT) {
      this.#weight += text.length;
      return text;
    }
    const known = this.#known.get(text);
    if (known !== undefined) return { [TEXT]: known };
    const index = this.#known.size;
    this.#known.set(text, index);
    this.#texts.push(text);
    this.#weight += text.length;
    return { [TEXT]: index };
  }
}

/** Turns what came across back into values, in place. One for all that crosses about one document, in order. */
export class WireReader {
  readonly #texts: string[] = [];

  addTexts(texts: readonly string[]): void {
    this.#texts.push(...texts);
  }

  /** `value` is the reader's own: it came by a message. */
  read(value: unknown): unknown {
    if (typeof value === 'bigint') return Temporal.Instant.fromEpochNanoseconds(value);
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
    if (DAY in value) return Temporal.PlainDate.from(String(value[DAY]));
    if (TEXT in value) return this.#texts[Number(value[TEXT])];
    for (const [key, inner] of Object.entries(value)) {
      if (typeof inner === 'object' || typeof inner === 'bigint') Reflect.set(value, key, this.read(inner));
    }
    return value;
  }
}

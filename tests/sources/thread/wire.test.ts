import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WireReader, WireWriter } from '../../../src/sources/thread/wire.ts';
import { show } from './shown.ts';

const Day = fc
  .date({ min: new Date('1800-01-01'), max: new Date('2400-01-01'), noInvalidDate: true })
  .map((date) => Temporal.PlainDate.from(date.toISOString().slice(0, 10)));
const Instant = fc.bigInt(-(10n ** 19n), 10n ** 19n).map((ns) => Temporal.Instant.fromEpochNanoseconds(ns));
const long = 'A text that several records share. '.repeat(100);
const Value = fc.letrec<{ readonly value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.string(),
    fc.constantFrom(long, `${long}!`, null, undefined, true, 0.5),
    Day,
    Instant,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 4 }),
  ),
})).value;

function cross(values: readonly unknown[]): readonly unknown[] {
  const writer = new WireWriter();
  const reader = new WireReader();
  return values.map((value) => {
    const message = structuredClone({ written: writer.write(value), texts: writer.takeTexts() });
    reader.addTexts(message.texts);
    return reader.read(message.written);
  });
}

describe('the wire to a thread', () => {
  it('brings every value across as it is, its members in their order', () => {
    fc.assert(
      fc.property(fc.array(Value, { maxLength: 5 }), (values) => {
        expect(show(cross(values))).toBe(show(values));
      }),
    );
  });

  it('carries a long text once, however many share it', () => {
    const writer = new WireWriter();
    const written = [writer.write({ text: long }), writer.write({ text: long })];
    expect(JSON.stringify(written)).not.toContain('several records');
    expect(writer.takeTexts()).toEqual([long]);
    writer.write({ text: long });
    expect(writer.takeTexts()).toEqual([]);
  });

  it('refuses what would arrive as something else', () => {
    expect(() => new WireWriter().write({ at: Temporal.PlainTime.from('11:00') })).toThrow('PlainTime');
    expect(() => new WireWriter().write([new Map()])).toThrow('Map');
    expect(() => new WireWriter().write(1n)).toThrow(TypeError);
  });
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { WrittenJson, writeJson } from '../../../../src/platforms/teams/wire/written-json.ts';

it('is what JSON.stringify writes, wherever parts were written before', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), fc.jsonValue())), fc.jsonValue(), (parts, beside) => {
      const plain = { beside, parts: parts.map(([, value]) => ({ value })) };
      const mixed = {
        beside,
        parts: parts.map(([before, value]) => ({ value: before ? new WrittenJson(value) : value })),
      };
      expect(writeJson(mixed).toString()).toBe(JSON.stringify(plain));
    }),
  );
});

it('the same part twice, and one with what replaces in other tools', () => {
  const part = new WrittenJson({ text: '$& $1 \\ "x" – ü' });
  expect(JSON.parse(writeJson({ a: part, b: [part, part] }).toString())).toEqual({
    a: { text: '$& $1 \\ "x" – ü' },
    b: [{ text: '$& $1 \\ "x" – ü' }, { text: '$& $1 \\ "x" – ü' }],
  });
  expect(part.bytes.toString()).toBe('{"text":"$& $1 \\\\ \\"x\\" – ü"}');
});

it('one write knows nothing of another that broke off', () => {
  const ring: Record<string, unknown> = { part: new WrittenJson(1) };
  ring.self = ring;
  expect(() => writeJson(ring)).toThrow(TypeError);
  expect(writeJson({ part: new WrittenJson(2) }).toString()).toBe('{"part":2}');
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLocatedJson } from '../../src/support/located-json.ts';
import { parseLocatedYaml } from '../../src/support/located-yaml.ts';

/** Every path into a value, and one of each container that leads nowhere. */
function pathsOf(value: unknown): readonly (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [[]];
  const entries: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? value.map((item, index) => [index, item] as const)
    : Object.entries(value);
  return [
    [],
    ['not there'],
    ...entries.flatMap(([key, inner]) => pathsOf(inner).map((path) => [key, ...path])),
  ];
}

const Text = fc.string({
  unit: fc.constantFrom('a', 'é', '"', '\\', '\n', ',', '[', '}', ' ', '😀', '\u2028'),
});
const Json = fc.letrec<{ readonly value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    Text,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(Text, tie('value'), { maxKeys: 4 }),
  ),
})).value;

describe('JSON with its lines', () => {
  it('is what YAML makes of it: the same values, on the same lines', () => {
    const anyText = fc.tuple(
      fc.oneof(fc.array(Json, { maxLength: 6 }), fc.dictionary(Text, Json)),
      fc.constantFrom(0, 1, 2),
      fc.constantFrom('', '\n', ' \n\n '),
    );
    fc.assert(
      fc.property(anyText, ([value, indent, around]) => {
        const text = `${around}${JSON.stringify(value, null, indent)}${around}`;
        const json = parseLocatedJson(text);
        const yaml = parseLocatedYaml(text);
        expect(yaml.problems).toEqual([]);
        expect(json?.value).toEqual(yaml.value);
        for (const path of pathsOf(value)) {
          expect([path, json?.lineOf(path)]).toEqual([path, yaml.lineOf(path)]);
        }
      }),
    );
  });

  it.each([
    ['a list of YAML', '- a: 1'],
    ['an object cut short', '{ "a": 1'],
    ['flow YAML', '[a, b]'],
    ['a key twice', '[{ "a": 1, "b": { "c": 1, "c": 2 } }]'],
    ['a key twice, once in disguise', '{ "a": 1, "\\u0061": 2 }'],
  ])('leaves %s to YAML’s parser', (_name, text) => {
    expect(parseLocatedJson(text)).toBeUndefined();
  });

  it('takes keys that are the same in different objects, and values that look like keys', () => {
    const text = '[{ "a": "a", "b": ["a", "b", "a"] }, { "a": { "a": "a" } }]';
    expect(parseLocatedJson(text)?.value).toEqual(JSON.parse(text));
  });

  it('takes tabs and nesting without end', () => {
    expect(parseLocatedJson('[\n\t{\n\t\t"a": 1\n\t}\n]')?.lineOf([0])).toBe(2);
    const deep = '['.repeat(50_000) + ']'.repeat(50_000);
    expect(parseLocatedJson(deep)?.lineOf([0])).toBe(1);
  });
});

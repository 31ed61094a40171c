import { describe, expect, it } from 'vitest';
import { isRight, type Label, loadCases, readCase, recordsOf } from './labels.ts';

/** Values that a reader could get and ours leaves out. A value that is wrong is never excused. */
const LEFT_OUT: Readonly<Record<string, readonly string[]>> = {
  // The room stands in the sentence after the speaker's label.
  'c-brought-forward': ['building', 'room'],
};

/** Where a label is silent on these, the text does not give them: a value is invented. */
const NEVER_INVENTED = [
  'title',
  'speakers',
  'start',
  'end',
  'meetingUrl',
  'meetingId',
  'passcode',
  'room',
  'abstract',
  'bio',
];

type Printed = Readonly<Record<string, unknown>>;

function wrongIn(label: Label, record: Printed): readonly string[] {
  const wrong = Object.entries(label.values).filter(
    ([field, want]) =>
      !label.ignore.includes(field) && record[field] !== undefined && !isRight(field, want, record[field]),
  );
  const invented = NEVER_INVENTED.filter(
    (field) => !(field in label.values) && !label.ignore.includes(field) && record[field] !== undefined,
  );
  return [
    ...wrong.map(([field]) => `${field}: ${JSON.stringify(record[field])}`),
    ...invented.map((field) => `${field}: ${JSON.stringify(record[field])} is made up`),
  ];
}

function leftOutOf(label: Label, record: Printed): readonly string[] {
  return Object.keys(label.values).filter(
    (field) => !label.ignore.includes(field) && record[field] === undefined,
  );
}

describe.each(loadCases())('$name', (entry) => {
  it('gives nothing wrong, and leaves out nothing that is known to be readable', async () => {
    const records = recordsOf(await readCase(entry));
    expect(records).toHaveLength(entry.labels.length);
    const pairs = entry.labels.map((label, index) => ({ label, record: records[index] ?? {} }));
    expect(pairs.flatMap(({ label, record }) => wrongIn(label, record))).toEqual([]);
    expect(pairs.flatMap(({ label, record }) => leftOutOf(label, record)).sort()).toEqual(
      [...(LEFT_OUT[entry.name] ?? [])].sort(),
    );
    for (const { label, record } of pairs) {
      if (label.missing.includes('start')) expect(record.missing).toContain('start');
    }
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignUids, type KnownRecord, rememberUids } from '../../../src/sources/files/assign-uids.ts';
import { readRecordFile } from '../../../src/sources/files/read-record-file.ts';

const setup = Temporal.Instant.from('2027-01-01T00:00:00Z');
const read = (yaml: string, timezone = 'Australia/Brisbane') =>
  readRecordFile(yaml, 'seminars/a.yaml', { timezone, setup, knownSeries: ['tides'] });

describe('a record file', () => {
  it('reads one record or a list, with names or whole speakers', () => {
    const one = read('title: Tides\nspeakers: Ada Ebb\nstart: "2027-03-04 9:30"\nduration: 90m\n');
    expect(one.problems).toEqual([]);
    expect(one.records[0]?.fields).toMatchObject({ title: 'Tides', speakers: [{ name: 'Ada Ebb' }] });
    expect(one.records[0]?.fields.start?.toString()).toBe('2027-03-03T23:30:00Z');
    expect(one.records[0]?.fields.end?.toString()).toBe('2027-03-04T01:00:00Z');
    const two = read(
      '- { id: a, title: A }\n- { id: b, title: B, speakers: [{ name: B, affiliation: C }, D] }\n',
    );
    expect(two.records.map((record) => [record.id, record.line])).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
  });

  it.each([
    ['start: "2027-03-04T11:00:00+10:00"', '2027-03-04T01:00:00Z'],
    ['start: 2027-03-04T01:00Z', '2027-03-04T01:00:00Z'],
    ['start: 2027-03-04 11:00', '2027-03-04T01:00:00Z'],
    ['start: 2027-03-04 11:00\ntimezone: Asia/Kolkata', '2027-03-04T05:30:00Z'],
  ])('understands %s', (yaml, instant) => {
    expect(read(yaml).records[0]?.fields.start?.toString()).toBe(instant);
  });

  it.each([
    ['22:00', '00:30', '2027-03-04T14:30:00Z'],
    ['11:00', '12:00', '2027-03-04T02:00:00Z'],
  ])('an end is a time of day after the start (%s to %s)', (start, end, instant) => {
    const { records } = read(`start: "2027-03-04 ${start}"\nend: "${end}"\n`);
    expect(records[0]?.fields.end?.toString()).toBe(instant);
  });

  it('leaves "TBA" out: a placeholder is no title and no speaker', () => {
    const [record] = read('title: TBA\nspeakers: [to be announced]\n').records;
    expect(record?.fields).toEqual({ timezone: 'Australia/Brisbane' });
  });

  it('samples count from the set-up and fall on their weekday', () => {
    const at = (yaml: string) =>
      read(yaml).records[0]?.fields.start?.toZonedDateTimeISO('Australia/Brisbane').toString();
    expect(at('start: { afterSetup: 3d, weekday: THU, at: "11:00" }')).toContain('2027-01-07T11:00');
    // Friday 10:00 in Brisbane is the set-up: 10:00 itself counts, an hour earlier is next week.
    expect(at('start: { afterSetup: 0d, weekday: FRI, at: "10:00" }')).toContain('2027-01-01T10:00');
    expect(at('start: { afterSetup: 0d, weekday: FRI, at: "09:00" }')).toContain('2027-01-08T09:00');
    expect(at('start: { afterSetup: 2m }')).toContain('2027-01-01T10:02');
  });

  it.each([
    [
      'title: A\nstrat: 2027-03-04 11:00',
      2,
      'strat',
      'there is no such setting; allowed: id, series, kind, ',
    ],
    ['venue: { rom: A }', 1, 'venue.rom', 'there is no such setting; allowed: room, building, map, online'],
    ['title: A\n\nstart: tomorrow', 3, 'start', 'a day and time such as'],
    ['series: tidse\ntitle: A', 1, 'series', 'there is no such series; there are tides'],
    ['title: A\nvenue:\n  room: B\n  map: not-a-url', 4, 'venue.map', 'an address beginning with https://'],
    ['start: 2027-02-30 11:00', 1, 'start', 'no day and time of the calendar'],
    ['start: 2027-03-04 11:00\nend: "12:00"\nduration: 1h', 3, 'duration', 'either `end` or `duration`'],
    ['start: 2027-03-04 11:00\nend: 2027-03-04 10:00', 2, 'end', 'lies at or before `start`'],
    ['status: maybe', 1, 'status', 'allowed: scheduled, cancelled, postponed'],
    ['duration: 1 hour', 1, 'duration', 'write a number and s, m, h, d or w'],
  ])('names line and field of %j', (yaml, line, field, problem) => {
    const { records, problems } = read(yaml);
    expect(records).toEqual([]);
    expect(problems).toEqual([expect.objectContaining({ place: 'seminars/a.yaml', line, field })]);
    expect(problems[0]?.problem).toContain(problem);
  });

  it('refuses to guess in the hour that daylight saving skips or repeats', () => {
    expect(read('start: 2027-03-28 02:30', 'Europe/Berlin').problems[0]?.problem).toBe(
      'does not exist in Europe/Berlin (clocks go forward)',
    );
    expect(read('start: 2027-10-31 02:30', 'Europe/Berlin').problems[0]?.problem).toContain(
      '2027-10-31T02:30+02:00',
    );
  });

  it('one bad record never takes the others down', () => {
    const { records, problems } = read('- { title: A }\n- { title: [] }\n- { title: C }\n');
    expect(records.map((record) => record.fields.title)).toEqual(['A', 'C']);
    expect(problems).toMatchObject([{ line: 2, field: 'title' }]);
  });

  it('does not repeat a passcode in a problem', () => {
    const { problems } = read('venue: { online: { url: "https://z.example/j/1", passcode: 12345678 } }');
    expect(problems).toHaveLength(1);
    expect(JSON.stringify(problems)).not.toContain('12345678');
  });
});

describe('uids of records without an id', () => {
  const known = (uid: string, title: string, start = '', speakers = ''): KnownRecord => ({
    uid,
    title,
    start,
    speakers,
  });
  const uids = async (
    records: { id?: string; title?: string; speakers?: string }[],
    before: KnownRecord[] = [],
  ) => {
    const assigned = await assignUids(
      'f',
      records.map(({ id, title, speakers }) => ({
        ...(id ? { id } : {}),
        fields: { ...(title ? { title } : {}), ...(speakers ? { speakers: [{ name: speakers }] } : {}) },
      })),
      before,
    );
    return assigned.map((record) => record.uid);
  };

  it('stay when a record is put above', async () => {
    const before = [known('f#1', 'A'), known('f#2', 'B')];
    expect(await uids([{ title: 'New' }, { title: 'A' }, { title: 'B' }], before)).toEqual([
      'f#3',
      'f#1',
      'f#2',
    ]);
  });

  it('stay when the title is filled in and the speaker is the same', async () => {
    expect(
      await uids(
        [{ title: 'At last', speakers: 'Ada' }, { title: 'B' }],
        [known('f#1', '', '', 'Ada'), known('f#2', 'B')],
      ),
    ).toEqual(['f#1', 'f#2']);
  });

  it('stay when a file of one record becomes a list', async () => {
    expect(await uids([{ title: 'A' }])).toEqual(['f']);
    expect(await uids([{ title: 'A' }, { title: 'B' }], [known('f', 'A')])).toEqual(['f', 'f#1']);
  });

  it('are the ids where there are ids', async () => {
    expect(await uids([{ id: 'x', title: 'A' }, { title: 'A' }])).toEqual(['f#x', 'f#1']);
  });

  it('are remembered, also while their record is broken; those of ids only where they look like ours', async () => {
    const records = [{ id: 'x', title: 'A' }, { id: '7', title: 'B' }, { title: 'C' }].map(
      ({ title, ...id }) => ({ ...id, fields: { title } }),
    );
    const before = [known('f#3', 'Broken just now'), known('f#1', 'C')];
    const assigned = await assignUids('f', records, before);
    expect(assigned.map(({ uid }) => uid)).toEqual(['f#x', 'f#7', 'f#1']);
    const remembered = (isWhole: boolean) =>
      rememberUids(assigned, records, { before, isWhole }).map(({ uid }) => uid);
    expect(remembered(true)).toEqual(['f#7', 'f#1']);
    expect(remembered(false)).toEqual(['f#7', 'f#1', 'f#3']);
  });

  it('are those of the likeliest record, each once: as if all had been compared with all', async () => {
    const some = (...texts: string[]) => fc.constantFrom('', ...texts);
    const look = fc.record({ title: some('A', 'B', 'C'), start: some('1', '2'), speakers: some('x', 'y') });
    const all = fc.tuple(fc.array(look, { minLength: 2, maxLength: 7 }), fc.array(look, { maxLength: 7 }));
    await fc.assert(
      fc.asyncProperty(all, async ([records, looks]) => {
        const before = looks.map((one, n) => ({ uid: `f#${n + 1}`, ...one }));
        const fields = records.map(({ title, start, speakers }) => ({
          ...(title ? { title } : {}),
          ...(start ? { start: Temporal.Instant.from(`2027-03-0${start}T01:00:00Z`) } : {}),
          ...(speakers ? { speakers: [{ name: speakers }] } : {}),
        }));
        const timed = before.map((one) => ({
          ...one,
          start: one.start && `2027-03-0${one.start}T01:00:00Z`,
        }));
        const assigned = await assignUids(
          'f',
          fields.map((one) => ({ fields: one })),
          timed,
        );
        const kept = assigned.map(({ uid }) => (timed.some((one) => one.uid === uid) ? uid : undefined));
        expect(kept).toEqual(compareAll(assigned, timed));
      }),
      { numRuns: 500 },
    );
  });
});

/** The pair that agrees most first, then the one that stands first. */
function compareAll(
  records: readonly KnownRecord[],
  before: readonly KnownRecord[],
): readonly (string | undefined)[] {
  const agree = (a: string, b: string, weight: number): number => (a !== '' && a === b ? weight : 0);
  const pairs = records.flatMap((record, index) =>
    before.map((known) => ({
      index,
      uid: known.uid,
      likeness:
        agree(record.title, known.title, 4) +
        agree(record.start, known.start, 3) +
        agree(record.speakers, known.speakers, 2),
    })),
  );
  const chosen = new Map<number, string>();
  for (const pair of pairs.filter((one) => one.likeness > 0).toSorted((a, b) => b.likeness - a.likeness)) {
    if (!chosen.has(pair.index) && ![...chosen.values()].includes(pair.uid)) chosen.set(pair.index, pair.uid);
  }
  return records.map((_, index) => chosen.get(index));
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CsvColumns, SheetError } from '../../../src/sources/csv/csv-columns.ts';
import { readCsv } from '../../../src/sources/csv/read-csv.ts';

const read = (
  text: string | Uint8Array,
  columns: CsvColumns = {},
  dateOrder: 'day-first' | 'month-first' = 'day-first',
) =>
  readCsv(typeof text === 'string' ? new TextEncoder().encode(text) : text, {
    columns,
    dateOrder,
    timezone: 'Australia/Brisbane',
    series: [{ id: 'tides', name: 'Tides and Waves' }],
  });
const only = async (text: string, columns: CsvColumns = {}) => {
  const { records, problems } = await read(text, columns);
  expect(problems).toEqual([]);
  expect(records).toHaveLength(1);
  return records[0]?.fields;
};
const refusal = async (act: () => Promise<unknown>): Promise<string> => {
  try {
    await act();
    return 'nothing thrown';
  } catch (error) {
    return error instanceof SheetError ? error.message : `not a SheetError: ${String(error)}`;
  }
};

describe('a sheet', () => {
  it('is read by the columns that the configuration names', async () => {
    const fields = await only('Talk,Who,When\nTides,Ada Ebb,4/3/2027 2pm\n', {
      title: 'talk',
      speaker: 'Who',
      start: 'When',
    });
    expect(fields).toMatchObject({ title: 'Tides', speakers: [{ name: 'Ada Ebb' }] });
    expect(fields?.start?.toString()).toBe('2027-03-04T04:00:00Z');
  });

  it('knows usual headings by itself, in several languages', async () => {
    const english = await only(
      'Date,Time,Speaker,Affiliation,Title,Abstract,Room,Zoom link\n' +
        '4 March 2027,2pm-3pm,Dr Ada Ebb,Tidal College,Tides,"They come,\nand go.",78-420,https://example.zoom.us/j/12345678901\n',
    );
    expect(english).toMatchObject({
      title: 'Tides',
      speakers: [{ name: 'Ada Ebb', affiliation: 'Tidal College' }],
      abstract: 'They come,\nand go.',
      venue: { room: '78-420', online: { provider: 'Zoom', url: 'https://example.zoom.us/j/12345678901' } },
    });
    expect([english?.start?.toString(), english?.end?.toString()]).toEqual([
      '2027-03-04T04:00:00Z',
      '2027-03-04T05:00:00Z',
    ]);
    const german = await only('Datum;Uhrzeit;Titel;Raum\n04.03.2027;16:15;Wellen;Hörsaal 3\n');
    expect(german).toMatchObject({ title: 'Wellen', venue: { room: 'Hörsaal 3' } });
    expect(german?.start?.toString()).toBe('2027-03-04T06:15:00Z');
  });

  it('takes commas, semicolons, tabs and bars, and the encodings of spreadsheet programs', async () => {
    for (const sign of [',', ';', '\t', '|']) {
      expect(await only(`Title${sign}Date\nTides${sign}2027-03-04\n`)).toMatchObject({ title: 'Tides' });
    }
    const utf16 = new Uint8Array([
      0xff,
      0xfe,
      ...new Uint8Array(Buffer.from('Title,Room\nTides,Café\n', 'utf16le')),
    ]);
    expect((await read(utf16)).records[0]?.fields.venue?.room).toBe('Café');
    expect(
      (await read(Buffer.from('Title,Room\nTides,Caf\xe9\n', 'latin1'))).records[0]?.fields.venue?.room,
    ).toBe('Café');
    expect(
      (await read(Buffer.from('\uFEFFTitle,Room\r\nTides,Café\r\n'))).records[0]?.fields.venue?.room,
    ).toBe('Café');
  });

  it('reads a zone a row, and a name with several meanings only where it fits', async () => {
    const { records, problems } = await read(
      'Title,Start,Time zone\nA,2027-03-04 11:00,Europe/Berlin\nB,4 March 2027 11am AEST,\nC,2027-03-04 11:00,W. Europe Standard Time\nD,2027-03-04 11:00,Mars\n',
    );
    expect(records.map(({ fields }) => `${fields.title} ${fields.start} ${fields.timezone}`)).toEqual([
      'A 2027-03-04T10:00:00Z Europe/Berlin',
      'B 2027-03-04T01:00:00Z Australia/Brisbane',
      'C 2027-03-04T10:00:00Z Europe/Berlin',
    ]);
    expect(problems).toMatchObject([{ row: 5, field: 'Time zone', value: 'Mars' }]);
    const elsewhere = await read('Title,Start,Time zone\nB,4 March 2027 11am CST,Europe/Berlin\n');
    expect(elsewhere.problems[0]?.problem).toContain('several meanings');
  });

  it('says a day whose time is not known yet as a day', async () => {
    expect(await only('Title,Date,Time\nTides,4/3/2027,TBA\n')).toMatchObject({ title: 'Tides' });
    const fields = await only('Title,Date,Time\nTides,4/3/2027,TBA\n');
    expect([fields?.date?.toString(), fields?.start]).toEqual(['2027-03-04', undefined]);
  });

  it('knows states, and leaves out what is not agreed', async () => {
    const { records, problems } = await read(
      'Title,Start,Status\nA,2027-03-04 11:00,Confirmed\nB,2027-03-04 11:00,cancelled\nC,2027-03-04 11:00,invited\n[CANCELLED] D,2027-03-04 11:00,\n',
    );
    expect(records.map(({ fields }) => [fields.title, fields.status])).toEqual([
      ['A', 'scheduled'],
      ['B', 'cancelled'],
      ['D', 'cancelled'],
    ]);
    expect(problems).toMatchObject([{ row: 4, field: 'Status', value: 'invited' }]);
    const unread = await read('Title,Status\nC,invited\n', { status: false });
    expect(unread.records).toHaveLength(1);
  });

  it('a bad row is named by number and column, and takes no other down', async () => {
    const { records, problems } = await read(
      'id,Title,Start,Slides,Series\n' +
        'k1,A,2027-03-04 11:00,,tides\n' +
        'k2,B,someday,,\n' +
        ',,,,\n' +
        'k 3,C,2027-03-04 11:00,,\n' +
        'k4,D,2027-03-04 11:00,slides.pdf,\n' +
        'k5,E,2027-03-04 11:00,,Tides and waves\n' +
        'k6,F,2027-03-04 11:00,,waves\n',
    );
    expect(records.map(({ id, row, fields }) => [id, row, fields.series])).toEqual([
      ['k1', 2, 'tides'],
      ['k5', 7, 'tides'],
    ]);
    expect(problems.map(({ row, field }) => [row, field])).toEqual([
      [3, 'Start'],
      [5, 'id'],
      [6, 'Slides'],
      [8, 'Series'],
    ]);
    expect(problems.at(-1)?.problem).toContain('there are tides');
  });

  it('numbers rows as a spreadsheet does, whatever lines their cells have', async () => {
    const { problems } = await read('Title,Start,Abstract\nA,2027-03-04,"one\ntwo\nthree"\n\nB,never,\n');
    expect(problems).toMatchObject([{ row: 4, field: 'Start', value: 'never' }]);
  });

  it('does not read dates against what other rows prove', async () => {
    const { records, problems } = await read('Title,Start\nA,4/3/2027\nB,3/14/2027\nC,2027-03-18\n');
    expect(records.map(({ fields }) => [fields.title, fields.date?.toString()])).toEqual([
      ['B', '2027-03-14'],
      ['C', '2027-03-18'],
    ]);
    expect(problems).toMatchObject([{ row: 2, field: 'Start', value: '4/3/2027' }]);
  });

  it('an end is of the same day unless it says another; a repeated hour is refused', async () => {
    const fields = await only('Title,Date,Start time,End time\nA,4/3/2027,22:00,00:30\n');
    expect(fields?.end?.toString()).toBe('2027-03-04T14:30:00Z');
    const berlin = await read('Title,Start,Time zone\nA,2027-10-31 02:30,Europe/Berlin\n');
    expect(berlin.problems[0]).toMatchObject({ row: 2, field: 'Start' });
    expect(berlin.problems[0]?.problem).toContain('occurs twice');
  });

  it('never repeats a passcode in a problem', async () => {
    const { problems } = await read(
      'Title,Start,Passcode,Zoom link\nA,never,hunter22,https://example.zoom.us/j/12345678901\n',
    );
    expect(problems).toHaveLength(1);
    expect(JSON.stringify(problems)).not.toContain('hunter22');
  });

  it.each([
    ['', 'is empty'],
    ['\n\n', 'is empty'],
    ['<!DOCTYPE html><html><body>Sign in</body></html>', 'is a web page'],
    ['foo,bar\n1,2\n', 'no column is known to hold titles'],
    ['Title,Start\n"A,2027-03-04\n', 'a quote is opened and never closed'],
  ])('as a whole is refused: %j', async (text, problem) =>
    expect(await refusal(() => read(text))).toContain(problem),
  );

  it('names the columns there are where a configured one is missing', async () => {
    expect(await refusal(() => read('Talk,Day\nA,B\n', { title: 'Talk', start: 'When' }))).toBe(
      'there is no column "When" (for start); there are Talk, Day',
    );
  });

  it('lets others have their turn while it is long, and ends when it is not wanted any more', async () => {
    const rows = Array.from({ length: 5000 }, (_, index) => `Talk ${index},Dr Ada Ebb,4/3/2027 2pm`);
    let turns = 0;
    let isRead = false;
    const count = (): void => {
      turns += 1;
      if (!isRead) setImmediate(count);
    };
    setImmediate(count);
    const { records } = await read(`Title,Speaker,Start\n${rows.join('\n')}\n`);
    isRead = true;
    expect(records).toHaveLength(5000);
    expect(turns).toBeGreaterThan(1);
    const aborted = AbortSignal.abort(new Error('not wanted'));
    const setting = { columns: {}, dateOrder: 'day-first', timezone: 'UTC', series: [] } as const;
    await expect(readCsv(Buffer.from('Title\nTides\n'), setting, aborted)).rejects.toThrow('not wanted');
  });

  it('is read or refused, whatever it holds', async () => {
    const cell = fc.constantFrom(
      'Title',
      'Speaker',
      'Start',
      'Dr Ada Ebb (X)',
      '4/3/2027',
      '2pm',
      '"',
      '\n',
      'https://a.b/',
      '\u0000',
      'é',
    );
    const table = fc.array(
      fc.array(cell, { maxLength: 6 }).map((cells) => cells.join(',')),
      { maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          table.map((rows) => rows.join('\n')),
        ),
        async (text) => {
          for (const start of ['', 'Title,Speaker,Start,End,Venue,Status\n']) {
            expect(await refusal(() => read(start + text))).not.toContain('not a SheetError');
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

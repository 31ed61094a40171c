import { describe, expect, it } from 'vitest';
import { aCalendar, anEvent } from './calendar-text.ts';
import { BRISBANE, good, one, read, times } from './read-well.ts';

describe('times of a calendar', () => {
  it.each([
    [
      'in a zone of the database',
      ';TZID=Europe/Berlin:20261203T110000',
      '2026-12-03T10:00:00Z Europe/Berlin',
    ],
    ['in UTC, shown in the usual zone', ':20261203T010000Z', '2026-12-03T01:00:00Z Australia/Brisbane'],
    ['floating', ':20261203T110000', '2026-12-03T01:00:00Z Australia/Brisbane'],
    ['all day', ';VALUE=DATE:20261203', '2026-12-03 Australia/Brisbane'],
    [
      'in Windows’ name',
      ';TZID=W. Europe Standard Time:20261203T110000',
      '2026-12-03T10:00:00Z Europe/Berlin',
    ],
    [
      'in Exchange’s long name',
      ';TZID="(UTC+10:00) Brisbane":20261203T110000',
      '2026-12-03T01:00:00Z Australia/Brisbane',
    ],
    [
      'in a path of names',
      ';TZID=/freeassociation.sourceforge.net/Europe/Berlin:20261203T110000',
      '2026-12-03T10:00:00Z Europe/Berlin',
    ],
  ])('%s', async (_, start, meaning) => {
    expect(await times(aCalendar([anEvent('a', start, 'SUMMARY:Tides')]))).toEqual([meaning]);
  });

  it('the calendar’s own zone is meant where an event names none', async () => {
    const text = aCalendar(
      [anEvent('a', ':20261203T110000', 'SUMMARY:Tides')],
      ['X-WR-TIMEZONE:Asia/Kolkata'],
    );
    expect(await times(text)).toEqual(['2026-12-03T05:30:00Z Asia/Kolkata']);
  });

  it('a zone of the calendar’s own making is what its definition says', async () => {
    const definition = [
      'BEGIN:VTIMEZONE',
      'TZID:Customized Time Zone',
      'BEGIN:STANDARD',
      'DTSTART:16010101T030000',
      'TZOFFSETFROM:+0200',
      'TZOFFSETTO:+0100',
      'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10',
      'END:STANDARD',
      'BEGIN:DAYLIGHT',
      'DTSTART:16010101T020000',
      'TZOFFSETFROM:+0100',
      'TZOFFSETTO:+0200',
      'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3',
      'END:DAYLIGHT',
      'END:VTIMEZONE',
    ];
    const event = (day: string) => anEvent(day, `;TZID=Customized Time Zone:${day}T110000`, 'SUMMARY:Tides');
    expect(await times(aCalendar([event('20261203'), event('20270610')], definition))).toEqual([
      '2026-12-03T10:00:00Z +01:00',
      '2027-06-10T09:00:00Z +02:00',
    ]);
    // A definition that ends nowhere is none.
    const endless = definition.map((line) =>
      line.startsWith('RRULE') ? 'RRULE:FREQ=DAILY;BYMONTHDAY=30;BYMONTH=2' : line,
    );
    expect((await read(aCalendar([event('20261203')], endless))).records).toEqual([]);
    // Without a definition nothing says what is meant.
    const { records, problems } = await read(aCalendar([event('20261203')]));
    expect(records).toEqual([]);
    expect(problems).toMatchObject([{ event: '20261203', field: 'DTSTART', value: 'Customized Time Zone' }]);
  });

  it('ends by DTEND or DURATION; an end that is the start says nothing', async () => {
    const end = async (line: string) => (await one(...anEvent('a', BRISBANE, line)))?.end?.toString();
    expect(await end('DTEND;TZID=Australia/Brisbane:20261203T123000')).toBe('2026-12-03T02:30:00Z');
    expect(await end('DTEND:20261203T020000Z')).toBe('2026-12-03T02:00:00Z');
    expect(await end('DURATION:PT90M')).toBe('2026-12-03T02:30:00Z');
    expect(await end('DTEND;TZID=Australia/Brisbane:20261203T110000')).toBeUndefined();
    const { problems } = await read(aCalendar([anEvent('a', BRISBANE, 'DTEND:20261203T000000Z')]));
    expect(problems).toMatchObject([{ event: 'a', field: 'DTEND', problem: 'ends before it starts' }]);
  });
});

describe('events that repeat', () => {
  const weekly = (...more: readonly string[]) =>
    anEvent(
      'w',
      ';TZID=Europe/Berlin:20261001T160000',
      'DTEND;TZID=Europe/Berlin:20261001T170000',
      'SUMMARY:Tides',
      ...more,
    );

  it('keep their clock through daylight saving, within their end', async () => {
    const text = aCalendar([weekly('RRULE:FREQ=WEEKLY;UNTIL=20261105T150000Z')]);
    expect((await good(text)).map(({ uid }) => uid)).toEqual([
      'w/20261001T140000Z',
      'w/20261008T140000Z',
      'w/20261015T140000Z',
      'w/20261022T140000Z',
      'w/20261029T150000Z',
      'w/20261105T150000Z',
    ]);
  });

  it('an UNTIL in UTC is compared on the event’s clock', async () => {
    const late = anEvent(
      'l',
      ';TZID=America/Los_Angeles:20261102T180000',
      'RRULE:FREQ=DAILY;UNTIL=20261105T020000Z',
    );
    // 6 pm of 4 November in Los Angeles is 2 am of the 5th in UTC: it is the last.
    expect((await good(aCalendar([late]))).map(({ fields }) => fields.start?.toString())).toEqual([
      '2026-11-03T02:00:00Z',
      '2026-11-04T02:00:00Z',
      '2026-11-05T02:00:00Z',
    ]);
  });

  it('leave out EXDATE and add RDATE, in whatever zone they are written', async () => {
    const text = aCalendar([
      weekly(
        'RRULE:FREQ=WEEKLY;COUNT=5',
        'EXDATE:20261008T140000Z',
        'EXDATE;TZID=Europe/Berlin:20261015T160000',
        'EXDATE;VALUE=DATE:20261022',
        'RDATE;TZID=Europe/Berlin:20261103T100000',
      ),
    ]);
    expect((await good(text)).map(({ uid }) => uid)).toEqual([
      'w/20261001T140000Z',
      'w/20261029T150000Z',
      'w/20261103T090000Z',
    ]);
  });

  it('an occurrence that was changed keeps its identity, whatever was changed', async () => {
    const moved = [
      'UID:w',
      'RECURRENCE-ID:20261008T140000Z',
      'DTSTART;TZID=Europe/Berlin:20261009T120000',
      'SUMMARY:Dr Ada Ebb: Foam',
    ];
    const off = [
      'UID:w',
      'RECURRENCE-ID;TZID=Europe/Berlin:20261015T160000',
      'DTSTART;TZID=Europe/Berlin:20261015T160000',
      'STATUS:CANCELLED',
      'SUMMARY:Tides',
    ];
    const records = await good(aCalendar([weekly('RRULE:FREQ=WEEKLY;COUNT=3'), moved, off]));
    expect(
      records.map(({ uid, fields }) => [uid, fields.start?.toString(), fields.title, fields.status]),
    ).toEqual([
      ['w/20261001T140000Z', '2026-10-01T14:00:00Z', 'Tides', undefined],
      ['w/20261008T140000Z', '2026-10-09T10:00:00Z', 'Foam', undefined],
      ['w/20261015T140000Z', '2026-10-15T14:00:00Z', 'Tides', 'cancelled'],
    ]);
  });

  it('“this and all that follow” moves all that follow', async () => {
    const later = [
      'UID:w',
      'RECURRENCE-ID;RANGE=THISANDFUTURE:20261015T140000Z',
      'DTSTART;TZID=Europe/Berlin:20261015T170000',
      'SUMMARY:Foam',
    ];
    const records = await good(aCalendar([weekly('RRULE:FREQ=WEEKLY;COUNT=4'), later]));
    expect(records.map(({ uid, fields }) => [uid, fields.start?.toString(), fields.title])).toEqual([
      ['w/20261001T140000Z', '2026-10-01T14:00:00Z', 'Tides'],
      ['w/20261008T140000Z', '2026-10-08T14:00:00Z', 'Tides'],
      ['w/20261022T140000Z', '2026-10-22T15:00:00Z', 'Foam'],
      ['w/20261015T140000Z', '2026-10-15T15:00:00Z', 'Foam'],
    ]);
  });

  it('of two versions the higher SEQUENCE holds, in whatever order they stand', async () => {
    const old = anEvent('a', BRISBANE, 'SEQUENCE:1', 'SUMMARY:Old');
    const next = anEvent('a', ';TZID=Australia/Brisbane:20261204T110000', 'SEQUENCE:2', 'SUMMARY:New');
    for (const events of [
      [old, next],
      [next, old],
    ])
      expect((await good(aCalendar(events))).map(({ fields }) => fields.title)).toEqual(['New']);
  });

  it('are read from 60 days back to 400 ahead', async () => {
    const records = await good(
      aCalendar([anEvent('d', ';TZID=Australia/Brisbane:20100101T110000', 'RRULE:FREQ=DAILY')]),
    );
    expect(records).toHaveLength(460);
    expect(records[0]?.uid).toBe('d/20260917T010000Z');
    expect(records.at(-1)?.uid).toBe('d/20271220T010000Z');
    expect(
      await good(aCalendar([anEvent('old', ':20260101T110000'), anEvent('far', ':20280101T110000')])),
    ).toEqual([]);
  });

  it('are cut where no seminar repeats so often', async () => {
    const { records, problems } = await read(
      aCalendar([anEvent('m', ':20261203T110000', 'RRULE:FREQ=MINUTELY')]),
    );
    expect(records).toHaveLength(1000);
    expect(problems).toMatchObject([{ event: 'm', field: 'RRULE' }]);
  });

  it.each([
    'FREQ=DAILY;BYMONTHDAY=30;BYMONTH=2',
    'FREQ=DAILY;INTERVAL=7;BYDAY=MO',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=MONTHLY;INTERVAL=24;BYMONTHDAY=31;BYMONTH=2',
    'FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=NEVER',
    'FREQ=DAILY;BYHOUR=25',
    'FREQ=WEEKLY;BYMONTHDAY=3',
  ])('end at a rule that never comes true: %s', async (rule) => {
    const { records, problems } = await read(
      aCalendar([
        anEvent('bad', ':20261203T110000', `RRULE:${rule}`),
        anEvent('good', BRISBANE, 'SUMMARY:Foam'),
      ]),
    );
    expect(records.map(({ event }) => event)).toContain('good');
    expect(problems.length + records.length).toBeLessThan(10);
  });
});

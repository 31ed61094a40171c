import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCalendar } from '../../../src/sources/ical/read-calendar.ts';
import { CalendarError } from '../../../src/sources/ical/split-calendar.ts';
import { aCalendar, anEvent } from './calendar-text.ts';

const setting = {
  now: Temporal.Instant.from('2026-11-16T00:00:00Z'),
  timezone: 'Australia/Brisbane',
  dateOrder: 'day-first',
  seriesNames: ['Tides and Waves'],
} as const;
const read = (text: string) => readCalendar(text, setting);
const good = async (text: string) => {
  const { records, problems } = await read(text);
  expect(problems).toEqual([]);
  return records;
};
const one = async (...lines: readonly string[]) => {
  const records = await good(aCalendar([lines]));
  expect(records).toHaveLength(1);
  return records[0]?.fields;
};
const times = async (text: string): Promise<readonly string[]> =>
  (await good(text)).map(({ fields: { start, end, timezone, date } }) =>
    [start?.toString(), end && `–${end}`, date?.toString(), timezone]
      .filter((part) => part !== undefined)
      .join(' '),
  );
const BRISBANE = ';TZID=Australia/Brisbane:20261203T110000';

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

describe('words of an event', () => {
  it('labels in the description count, and how to join is found', async () => {
    const fields = await one(
      ...anEvent(
        'a',
        BRISBANE,
        'SUMMARY:Tides and Waves: Ada Ebb',
        'LOCATION:Room 78-420\\, Hawken Building',
        'DESCRIPTION:Speaker: Dr Ada Ebb (Tidal College)\\nTitle: Slow proofs\\nAbstract: We prove things.\\n\\nJoin Zoom Meeting\\nhttps://example.zoom.us/j/12345678901?pwd=abc\\n\\nMeeting ID: 123 4567 8901\\nPasscode: 442211\\nOne tap mobile\\n+61731853730\\,\\,12345678901#',
      ),
    );
    expect(fields).toMatchObject({
      title: 'Slow proofs',
      speakers: [{ name: 'Ada Ebb', affiliation: 'Tidal College' }],
      venue: {
        room: '78-420',
        building: 'Hawken Building',
        online: {
          provider: 'Zoom',
          url: 'https://example.zoom.us/j/12345678901?pwd=abc',
          meetingId: '12345678901',
          passcode: '442211',
        },
      },
    });
    expect(fields?.abstract ?? '').not.toMatch(/442211|zoom\.us|One tap/);
  });

  it.each([
    ['Dr Ida Moss: Sorting sand by ear', 'Sorting sand by ear', 'Ida Moss'],
    ['Ida Moss (Rockpool University) – Sorting sand', 'Sorting sand', 'Ida Moss'],
    ['Rocky Shores: a survey', 'Rocky Shores: a survey', undefined],
    ['Tea and tides', 'Tea and tides', undefined],
    ['Tides and Waves', undefined, undefined],
    ['Tides and Waves: Sorting sand', 'Sorting sand', undefined],
    ['TBA', undefined, undefined],
  ])('%s', async (summary, title, speaker) => {
    const fields = await one(...anEvent('a', BRISBANE, `SUMMARY:${summary}`));
    expect([fields?.title, fields?.speakers?.[0]?.name]).toEqual([title, speaker]);
  });

  it('cancelled by STATUS, by METHOD, by its title', async () => {
    expect(await one(...anEvent('a', BRISBANE, 'STATUS:CANCELLED', 'SUMMARY:Foam'))).toMatchObject({
      status: 'cancelled',
    });
    const byMethod = await good(aCalendar([anEvent('a', BRISBANE, 'SUMMARY:Foam')], ['METHOD:CANCEL']));
    expect(byMethod[0]?.fields).toMatchObject({ status: 'cancelled' });
    expect(await one(...anEvent('a', BRISBANE, 'SUMMARY:Canceled: Foam'))).toMatchObject({
      title: 'Foam',
      status: 'cancelled',
    });
  });

  it('a day without a seminar is none', async () => {
    const { records, problems, closedDays } = await read(
      aCalendar([
        anEvent('a', BRISBANE, 'SUMMARY:No seminar (teaching break)'),
        anEvent('b', ';VALUE=DATE:20261217', 'SUMMARY:No talk'),
        anEvent('c', ';VALUE=DATE:20261224', 'SUMMARY:Break-even analysis'),
      ]),
    );
    expect([records.map(({ uid }) => uid), problems]).toEqual([['c'], []]);
    expect(closedDays.map(({ date, event }) => `${date} ${event}`)).toEqual(['2026-12-03 a', '2026-12-17 b']);
  });

  it('a plain description is the abstract, as far as it tells how to join', async () => {
    const fields = await one(
      ...anEvent(
        'a',
        BRISBANE,
        'SUMMARY:Foam',
        'DESCRIPTION:How foam forms.\\n\\nAnd how it ends.\\n\\n________________\\nMicrosoft Teams Need help?\\nJoin the meeting now\\nMeeting ID: 455 120 983 376\\nPasscode: Qz7mTa',
        'X-MICROSOFT-SKYPETEAMSMEETINGURL:https://teams.microsoft.com/l/meetup-join/19%3ameeting_x%40thread.v2/0',
        'LOCATION:Microsoft Teams Meeting',
      ),
    );
    expect(fields?.abstract).toBe('How foam forms.\n\nAnd how it ends.');
    expect(fields?.venue).toEqual({
      online: {
        provider: 'Teams',
        url: 'https://teams.microsoft.com/l/meetup-join/19%3ameeting_x%40thread.v2/0',
        meetingId: '455120983376',
        passcode: 'Qz7mTa',
      },
    });
  });
});

describe('a calendar that is not as it should be', () => {
  it('loses only the events that are broken', async () => {
    const { records, problems } = await read(
      aCalendar([
        anEvent('good', BRISBANE, 'SUMMARY:Foam'),
        ['DTSTART:20261203T110000', 'SUMMARY:No UID'],
        anEvent('nostart', '', 'SUMMARY:x').filter((line) => !line.startsWith('DTSTART')),
        anEvent('noday', ':20261399T110000', 'SUMMARY:x'),
        [...anEvent('broken', BRISBANE), 'this line is none'],
      ]),
    );
    expect(records.map(({ uid }) => uid)).toEqual(['good']);
    expect(problems.map(({ event }) => event)).toEqual([undefined, 'nostart', 'noday', 'broken']);
  });

  it.each([
    ['', 'is no calendar'],
    ['<html>Sign in</html>', 'is no calendar'],
    ['BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\n', 'ends in the middle'],
    [aCalendar([anEvent('a', BRISBANE)]).slice(0, -40), 'ends in the middle'],
  ])('is refused as a whole: %j', async (text, problem) => {
    await expect(read(text)).rejects.toThrow(CalendarError);
    await expect(read(text)).rejects.toThrow(problem);
  });

  it('never fails otherwise, and never hangs', async () => {
    const value = fc.constantFrom(
      '20261203T110000',
      '20261203',
      '20261203T110000Z',
      'FREQ=WEEKLY',
      'FREQ=MONTHLY;BYDAY=-1FR,2TU',
      'FREQ=YEARLY;BYWEEKNO=53',
      'FREQ=DAILY;BYMONTHDAY=31;BYMONTH=4',
      'PT1H',
      '-P1D',
      'a',
      'CANCELLED',
      'x\\ny: https://example.zoom.us/j/12345678901',
      '99999999T999999',
      '',
    );
    const name = fc.constantFrom(
      'UID',
      'DTSTART',
      'DTSTART;VALUE=DATE',
      'DTSTART;TZID=Europe/Berlin',
      'DTEND',
      'DURATION',
      'RRULE',
      'RDATE',
      'EXDATE',
      'RECURRENCE-ID',
      'RECURRENCE-ID;RANGE=THISANDFUTURE',
      'SUMMARY',
      'DESCRIPTION',
      'LOCATION',
      'SEQUENCE',
      'STATUS',
    );
    const line = fc.tuple(name, value).map(([key, text]) => `${key}:${text}`);
    const events = fc.array(
      fc.array(line, { maxLength: 8 }).map((lines) => ['UID:a', 'DTSTART:20261203T110000', ...lines]),
      { maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(events, async (lists) => {
        const { records, problems } = await read(aCalendar(lists));
        expect(new Set(records.map(({ uid }) => uid)).size).toBe(records.length);
        for (const { fields } of records) {
          if (fields.start && fields.end)
            expect(Temporal.Instant.compare(fields.start, fields.end)).toBeLessThan(0);
        }
        expect(problems.every(({ problem }) => problem !== '')).toBe(true);
      }),
      { numRuns: 200 },
    );
    await fc.assert(
      fc.asyncProperty(fc.string(), async (text) => {
        try {
          await read(text);
        } catch (error) {
          expect(error).toBeInstanceOf(CalendarError);
        }
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CalendarError } from '../../../src/sources/ical/split-calendar.ts';
import { aCalendar, anEvent } from './calendar-text.ts';
import { BRISBANE, good, one, read } from './read-well.ts';

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

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { SeminarFields } from '../../../src/domain/seminar.ts';
import { printReading } from '../../../src/sources/announcement/print-reading.ts';
import { readAnnouncement } from '../../../src/sources/announcement/read-announcement.ts';
import type { AnnouncementReading } from '../../../src/sources/announcement/reading.ts';
import { loadCases, readCase } from './labels.ts';

const encoder = new TextEncoder();
const RECEIVED = Temporal.Instant.from('2026-09-01T00:00:00Z');

function read(text: string, name = 'a.txt'): Promise<AnnouncementReading> {
  return readAnnouncement({
    bytes: encoder.encode(text),
    name,
    received: RECEIVED,
    timezone: 'Australia/Brisbane',
    dateOrder: 'day-first',
  });
}

function expectSound(reading: AnnouncementReading): void {
  if (reading.type !== 'records') return;
  for (const record of reading.records) {
    expect(SeminarFields.safeParse(z.encode(SeminarFields, record.fields)).success).toBe(true);
    for (const spans of Object.values(record.evidence)) {
      for (const span of spans) expect(reading.text.slice(span.start, span.end)).toBe(span.text);
    }
    if (record.fields.start === undefined) expect(record.missing).toContain('start');
    if (record.status === 'postponed') expect(record.fields.start).toBeUndefined();
  }
}

/** Pieces of announcements, and of nothing at all. */
const PIECES = [
  'Speaker: Dr Ann Roe (MIT)',
  'Title:',
  '"',
  '“Tea for two”',
  'Abstract:',
  'Date: 31/02/2026',
  'Thursday',
  '12 March',
  '3pm',
  '11-12',
  'noon',
  'c.t.',
  '(',
  ')',
  ' - ',
  '|',
  '\t',
  '\n',
  '\n\n',
  '> ',
  'From: a@b.example',
  'Subject: Talk',
  'On 1 May 2026, X wrote:',
  'https://zoom.us/j/123456789',
  'Passcode: x',
  'Room 1',
  '78-420',
  'POSTPONED',
  'cancelled',
  'moved from',
  'to',
  'AEST',
  'ET',
  'next',
  'this',
  '题目：',
  '2026年3月1日',
  '下午3点',
  '-- ',
  '----------',
  'BEGIN:VCALENDAR',
  'BEGIN:VEVENT',
  'DTSTART:20260101T000000Z',
  'END:VEVENT',
  '<p>',
  '</p>',
  '&amp;',
  '\u0000',
  '\ud800',
  '🎤',
  'School of X is hosting the following Seminar:',
  'every Tuesday',
  'About Data Seminar',
  '**',
  '[a](https://b.example)',
];
const soup = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...PIECES) },
      fc.string({ maxLength: 12, unit: 'binary' }),
      fc.constantFrom(' ', '\n'),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(' '));

describe('whatever comes in', () => {
  it.each(['a.txt', 'a.eml', 'a.ics', 'a.html', 'a.md', 'a'])(
    '%s: never throws, is valid, and every evidence is in the text',
    async (name) => {
      await fc.assert(
        fc.asyncProperty(soup, async (text) => {
          const reading = await read(text, name);
          expectSound(reading);
          JSON.stringify(printReading(reading));
        }),
        { numRuns: 120 },
      );
    },
  );

  it('takes any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 400 }),
        fc.constantFrom('a.eml', 'a.ics', 'a.html', undefined),
        async (bytes, name) => {
          const input = {
            bytes,
            received: RECEIVED,
            timezone: 'Europe/Berlin',
            dateOrder: 'month-first' as const,
          };
          expectSound(await readAnnouncement(name === undefined ? input : { ...input, name }));
        },
      ),
      { numRuns: 200 },
    );
  });

  it.each(loadCases())(
    '$name: evidence is in the text, and cutting the text anywhere breaks nothing',
    async (entry) => {
      expectSound(await readCase(entry));
      for (const part of [0.25, 0.6, 0.9]) {
        expectSound(
          await readCase({ ...entry, bytes: entry.bytes.slice(0, Math.floor(entry.bytes.length * part)) }),
        );
      }
    },
  );
});

describe('labelled blocks', () => {
  const blocks = [
    'Title: Tilings that remember',
    'Speaker: Dr Henrike Waldau (University of Tasmania)',
    'Date: Monday 14 September 2026',
    'Time: 2:00 pm - 3:00 pm',
    'Venue: Room 141, Priestley-Moore Building',
    'Zoom: https://coldwater.zoom.us/j/84411770099',
    'Passcode: Tiles9',
    'Abstract: A tiling of a large region is usually free in the middle. This one is not.',
    'Bio: Henrike Waldau lays tiles. She has done so for ten years.',
  ];

  it('say the same in any order', async () => {
    const expected = printReading(await read(`Maths Seminar\n\n${blocks.join('\n\n')}`));
    expect(expected).toMatchObject({
      title: 'Tilings that remember',
      start: '2026-09-14T14:00:00+10:00',
      room: '141',
      passcode: 'Tiles9',
    });
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(blocks, { minLength: blocks.length }), async (shuffled) => {
        expect(printReading(await read(`Maths Seminar\n\n${shuffled.join('\n\n')}`))).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it('a line more of talk, removed or doubled, never makes up a start', async () => {
    await fc.assert(
      fc.asyncProperty(fc.subarray(blocks), async (some) => {
        const reading = await read(`Maths Seminar\n\n${some.join('\n\n')}`);
        if (reading.type !== 'records') return;
        const dated =
          some.includes('Date: Monday 14 September 2026') && some.includes('Time: 2:00 pm - 3:00 pm');
        for (const record of reading.records) expect(record.fields.start !== undefined).toBe(dated);
      }),
      { numRuns: 80 },
    );
  });
});

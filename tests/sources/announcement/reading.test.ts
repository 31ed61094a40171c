import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readAnnouncement } from '../../../src/sources/announcement/read-announcement.ts';
import type { AnnouncementReading } from '../../../src/sources/announcement/reading.ts';

function read(text: string, name = 'a.txt'): Promise<AnnouncementReading> {
  return readAnnouncement({
    bytes: new TextEncoder().encode(text),
    name,
    received: Temporal.Instant.from('2026-09-01T00:00:00Z'),
    timezone: 'Australia/Brisbane',
    dateOrder: 'day-first',
  });
}

function readFile(name: string): Promise<AnnouncementReading> {
  return read(readFileSync(join(import.meta.dirname, 'cases', name), 'utf8'), name);
}

describe('what a reading says beside its records', () => {
  it('days without a talk', async () => {
    const reading = await read('There will be no seminar on 8 September because of the retreat.');
    expect(reading.type).toBe('notASeminar');
    expect(reading.closedDays.map((day) => day.date.toString())).toEqual(['2026-09-08']);
  });

  it('the thread of a mail, and uid and sequence of a calendar', async () => {
    const mail = await readFile('correction-time-reply.eml');
    expect(mail.thread).toMatchObject({
      inReplyTo: '<v1@coldwater.edu.au>',
      subject: 'Re: Virology Seminar - CORRECTION',
    });
    const calendar = await readFile('ics-cancelled.ics');
    expect(calendar.type === 'records' && calendar.records[0]).toMatchObject({
      uid: 'c1@example.edu',
      sequence: 3,
      status: 'cancelled',
      fields: { status: 'cancelled' },
    });
  });

  it('where a value stood, and why another is missing', async () => {
    const reading = await readFile('weekday-contradicts.txt');
    if (reading.type !== 'records') throw new Error('no record');
    const [record] = reading.records;
    expect(record?.evidence.title?.[0]?.text).toBe('Queues as institutions');
    expect(record?.conflicts).toEqual([
      '"Wednesday 17 September 2026": 2026-09-17 is a Thursday, not a Wednesday.',
    ]);
    expect(record?.missing).toContain('start');
  });

  it('no passcode in a conflict', async () => {
    const reading = await read(
      'Tea Seminar\nSpeaker: Dr Ann Roe\nTitle: Two codes\nZoom passcode: First1\nPasscode: Second2',
    );
    const record = reading.type === 'records' ? reading.records[0] : undefined;
    expect(record?.fields.venue?.online?.passcode).toBeUndefined();
    expect(record?.conflicts.join(' ')).toContain('passcodes');
    expect(record?.conflicts.join(' ')).not.toMatch(/First1|Second2/);
  });

  it("keeps the series as a name: the id is the configuration's", async () => {
    const reading = await read('Tea Seminar\nSpeaker: Dr Ann Roe\nTitle: Cups\nDate: 3 September 2026, 2pm');
    const record = reading.type === 'records' ? reading.records[0] : undefined;
    expect(record).toMatchObject({ seriesName: 'Tea Seminar' });
    expect(record?.fields.series).toBeUndefined();
  });

  it('that a text was longer than is read', async () => {
    const talk = 'Tea Seminar\nSpeaker: Dr Ann Roe\nTitle: Cups\nDate: 3 September 2026, 2pm\nAbstract: ';
    const reading = await read(`${talk}${'All about cups. '.repeat(10_000)}`);
    const record = reading.type === 'records' ? reading.records[0] : undefined;
    expect(record?.fields.title).toBe('Cups');
    expect(record?.conflicts).toEqual(['Only the first 120000 characters were read.']);
  });

  it('comes to an end where a calendar defines a zone by a rule that never matches', async () => {
    const calendar = `BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VTIMEZONE
TZID:Nowhere
BEGIN:STANDARD
DTSTART:19700101T000000
RRULE:FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:a
DTSTART;TZID=Nowhere:20260903T140000
SUMMARY:Tea Seminar
END:VEVENT
END:VCALENDAR`;
    const reading = await read(calendar.replaceAll('\n', '\r\n'), 'a.ics');
    const record = reading.type === 'records' ? reading.records[0] : undefined;
    expect(record?.fields.start).toBeUndefined();
  });
});

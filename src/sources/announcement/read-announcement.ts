import { takeTurns } from '../../support/take-turns.ts';
import { decodeInput } from './decode/decode-input.ts';
import type { Decoded } from './decode/decoded.ts';
import { readText, type TextReading } from './read-text.ts';
import type { AnnouncementInput, AnnouncementReading, ClosedDay, ReadRecord } from './reading.ts';
import { resolveDate } from './when/resolve-date.ts';
import { scanDates } from './when/scan-dates.ts';

export type { AnnouncementInput, AnnouncementReading } from './reading.ts';

/**
 * Reads an announcement: plain text, Markdown, HTML, a whole mail (`.eml`) or a calendar (`.ics`).
 * Never throws and never guesses: what the text does not say for certain is left out, and `missing`, `conflicts` and
 * `ambiguous` say why. Pure: no network, no clock.
 */
export async function readAnnouncement(input: AnnouncementInput): Promise<AnnouncementReading> {
  const today = dayOf(input);
  const setting = { today, timezone: input.timezone, dateOrder: input.dateOrder };
  const decoded = await decodeSafely(input, today);
  const readings: Read[] = [];
  const turn = takeTurns();
  for (const source of decoded) {
    await turn();
    readings.push({ source, reading: readText(source, setting) });
  }
  return joinReadings(readings);
}

function dayOf(input: AnnouncementInput): Temporal.PlainDate {
  const { received } = input;
  return received instanceof Temporal.ZonedDateTime
    ? received.toPlainDate()
    : received.toZonedDateTimeISO(input.timezone).toPlainDate();
}

async function decodeSafely(
  input: AnnouncementInput,
  today: Temporal.PlainDate,
): Promise<readonly Decoded[]> {
  const readWritten = (line: string): Temporal.PlainDate | undefined => {
    const token = scanDates(line.slice(0, 300)).find(
      (date) => !date.weak && (date.date.type === 'named' || date.date.type === 'numeric'),
    );
    if (!token) return undefined;
    const reading = resolveDate(
      token,
      { from: today, dateOrder: input.dateOrder },
      line.slice(token.start, token.end),
    );
    return reading.type === 'day' ? reading.date : undefined;
  };
  try {
    return await decodeInput(input, readWritten);
  } catch {
    // Bytes that no decoder takes hold nothing to read; the reason is said in the reading.
    return [];
  }
}

interface Read {
  readonly source: Decoded;
  readonly reading: TextReading;
}

/** Several texts (the events of a calendar) become one reading; evidence then points into the texts put together. */
function joinReadings(readings: readonly Read[]): AnnouncementReading {
  const [first] = readings;
  if (!first) return { type: 'notASeminar', reason: 'It cannot be decoded.', text: '', closedDays: [] };
  const records: ReadRecord[] = [];
  const closedDays: ClosedDay[] = [];
  const reasons: string[] = [];
  let text = '';
  for (const { source, reading } of readings) {
    const by = text.length;
    text = text === '' ? source.text : `${text}\n${source.text}`;
    const shift = by === 0 ? 0 : by + 1;
    if (reading.type === 'records')
      records.push(...reading.records.map((record) => shiftRecord(record, shift)));
    else reasons.push(reading.reason);
    closedDays.push(
      ...reading.closedDays.map((day) => ({ ...day, evidence: shiftSpan(day.evidence, shift) })),
    );
  }
  const { thread } = first.source;
  const common = { text, closedDays, ...(thread && { thread }) };
  return records.length > 0
    ? { type: 'records', records, ...common }
    : { type: 'notASeminar', reason: reasons[0] ?? 'It is empty.', ...common };
}

function shiftSpan<T extends { start: number; end: number }>(span: T, by: number): T {
  return { ...span, start: span.start + by, end: span.end + by };
}

function shiftRecord(record: ReadRecord, by: number): ReadRecord {
  if (by === 0) return record;
  const evidence = Object.fromEntries(
    Object.entries(record.evidence).map(([field, spans]) => [
      field,
      spans.map((span) => shiftSpan(span, by)),
    ]),
  );
  return { ...record, evidence };
}

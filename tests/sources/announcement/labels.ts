import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { printReading } from '../../../src/sources/announcement/print-reading.ts';
import { readAnnouncement } from '../../../src/sources/announcement/read-announcement.ts';
import type { AnnouncementReading } from '../../../src/sources/announcement/reading.ts';

const CASES = join(import.meta.dirname, 'cases');
const ENDINGS = ['txt', 'eml', 'ics', 'md', 'html'];

type Value =
  | string
  | readonly (string | null)[]
  | { anyOf: readonly string[] }
  | { startsWith: string; endsWith: string };
const Value = z.union([
  z.string(),
  z.array(z.string().nullable()),
  z.strictObject({ anyOf: z.array(z.string()) }),
  z.strictObject({ startsWith: z.string(), endsWith: z.string() }),
]);
const Labels = z.record(z.string(), Value);
const Case = z.looseObject({ received: z.string() });

/** A record's label: field → what is right; `ignore`: fields on which careful readers could differ. */
export interface Label {
  readonly values: Readonly<Record<string, Value>>;
  readonly ignore: readonly string[];
  readonly missing: readonly string[];
}

export interface LabelledCase {
  readonly name: string;
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly received: string;
  /** Empty where the text announces no talk. */
  readonly labels: readonly Label[];
}

const NOT_VALUES = new Set(['received', 'ignore', 'missing', 'events', 'notASeminar', 'tzSource']);

function labelOf(raw: Readonly<Record<string, unknown>>): Label {
  const values = Object.fromEntries(Object.entries(raw).filter(([field]) => !NOT_VALUES.has(field)));
  const list = z.array(z.string()).default([]);
  return { values: Labels.parse(values), ignore: list.parse(raw.ignore), missing: list.parse(raw.missing) };
}

export function loadCases(): readonly LabelledCase[] {
  const files = readdirSync(CASES);
  return files
    .filter((file) => file.endsWith('.expected.json'))
    .sort()
    .map((labelFile) => {
      const name = labelFile.replace('.expected.json', '');
      const file = files.find((candidate) => ENDINGS.some((ending) => candidate === `${name}.${ending}`));
      if (file === undefined) throw new Error(`${name} has a label and no input`);
      const raw = Case.parse(JSON.parse(readFileSync(join(CASES, labelFile), 'utf8')));
      const events = z.array(z.record(z.string(), z.unknown())).optional().parse(raw.events);
      const labels = raw.notASeminar === true ? [] : (events ?? [raw]).map(labelOf);
      return { name, file, bytes: readFileSync(join(CASES, file)), received: raw.received, labels };
    });
}

export function readCase(entry: {
  file: string;
  bytes: Uint8Array;
  received: string;
}): Promise<AnnouncementReading> {
  const offset = entry.received.slice(-6);
  return readAnnouncement({
    bytes: entry.bytes,
    name: entry.file,
    received: Temporal.Instant.from(entry.received).toZonedDateTimeISO(offset),
    timezone: 'Australia/Brisbane',
    dateOrder: 'day-first',
  });
}

/** What `lectern parse --json` would print, as records. */
export function recordsOf(reading: AnnouncementReading): readonly Readonly<Record<string, unknown>>[] {
  const printed = printReading(reading);
  if (printed.notASeminar === true) return [];
  const events = printed.events;
  return Array.isArray(events) ? z.array(z.record(z.string(), z.unknown())).parse(events) : [printed];
}

function fold(value: string): string {
  return value
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‘’ʼ]/g, "'")
    .replace(/[“”„«»]/g, '"')
    .replace(/[‐-―−]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
}

const PLACE = /^(?:room|raum|salle|building|bâtiment)\s+/i;

function sameOne(field: string, want: string, got: string): boolean {
  if (field === 'start' || field === 'end' || field === 'previousStart') {
    return Temporal.Instant.compare(Temporal.Instant.from(want), Temporal.Instant.from(got)) === 0;
  }
  if (field === 'timezone') return sameZone(want, got);
  if (field === 'meetingId') return want.replace(/\W/g, '') === got.replace(/\W/g, '');
  if (field === 'passcode' || field === 'meetingUrl') return want === got;
  if (field === 'room' || field === 'building')
    return fold(want.replace(PLACE, '')) === fold(got.replace(PLACE, ''));
  if (field === 'affiliation') return fold(got).includes(fold(want)) && got.length <= want.length + 90;
  return fold(want) === fold(got);
}

function sameZone(a: string, b: string): boolean {
  return [1, 3, 5, 7, 9, 11].every((month) => {
    const day = Temporal.PlainDateTime.from({ year: 2026, month, day: 15, hour: 12 });
    return day.toZonedDateTime(a).offsetNanoseconds === day.toZonedDateTime(b).offsetNanoseconds;
  });
}

export function isRight(field: string, want: Value, got: unknown): boolean {
  if (typeof want === 'string') return typeof got === 'string' && sameOne(field, want, got);
  if ('anyOf' in want) return typeof got === 'string' && want.anyOf.some((one) => sameOne(field, one, got));
  if ('startsWith' in want) {
    const text = typeof got === 'string' ? fold(got) : '';
    return text.startsWith(fold(want.startsWith)) && text.endsWith(fold(want.endsWith));
  }
  if (!Array.isArray(got) || got.length !== want.length) return false;
  const sorted = (list: readonly unknown[]): string =>
    JSON.stringify(list.map((one) => fold(String(one))).sort());
  return sorted(want) === sorted(got);
}

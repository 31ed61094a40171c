import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { printReading } from '../../sources/announcement/print-reading.ts';
import { readAnnouncement } from '../../sources/announcement/read-announcement.ts';

export interface ParseRequest {
  /** A path, or `-` for standard input. */
  readonly file: string;
  /** ISO 8601 with an offset; absent: now. */
  readonly received?: string;
  readonly timezone: string;
  readonly dateOrder: 'day-first' | 'month-first';
}

/** Reads one announcement and gives what was found in it, as the JSON of `lectern parse`. Throws where it cannot be read. */
export async function parseText(request: ParseRequest): Promise<ReturnType<typeof printReading>> {
  const bytes = request.file === '-' ? await buffer(process.stdin) : await readFile(request.file);
  const reading = await readAnnouncement({
    bytes,
    ...(request.file === '-' ? {} : { name: request.file }),
    received: receivedOf(request),
    timezone: request.timezone,
    dateOrder: request.dateOrder,
  });
  return printReading(reading);
}

/** "Today" of an announcement is the day at the offset that `received` names. */
function receivedOf({ received, timezone }: ParseRequest): Temporal.ZonedDateTime {
  if (received === undefined) return Temporal.Now.zonedDateTimeISO(timezone);
  const offset = /(?:[+-]\d{2}:?\d{2}|Z)$/.exec(received)?.[0];
  const instant = Temporal.Instant.from(received);
  return instant.toZonedDateTimeISO(offset === undefined || offset === 'Z' ? timezone : offset);
}

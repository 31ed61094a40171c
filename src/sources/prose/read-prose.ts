import { createHash } from 'node:crypto';
import type { SourceClosedDay, SourceProblem, SourceRecord } from '../../ports/seminar-source.ts';
import { takeTurns } from '../../support/take-turns.ts';
import { readAnnouncement } from '../announcement/read-announcement.ts';
import { closedDaysOf, type ProseRecord, recordsOf } from './announcement-records.ts';

export interface ProseDocument {
  readonly bytes: Uint8Array;
  /** Its ending says what it is: `mail.eml`, `event.ics`, `note.txt`. */
  readonly name: string;
  readonly received: Temporal.Instant;
  /** Where a person finds it: `label` and its Message-ID where it has one, else this. */
  readonly place: string;
  readonly label: string;
  /** It came by mail: anybody may have sent it. */
  readonly mail: boolean;
}

export interface ProseSetting {
  readonly timezone: string;
  readonly dateOrder: 'day-first' | 'month-first';
  readonly series: readonly { readonly id: string; readonly name: string }[];
}

export interface ProseReading {
  readonly records: readonly SourceRecord[];
  readonly problems: readonly SourceProblem[];
  readonly closedDays: readonly SourceClosedDay[];
}

/**
 * Reads what people wrote, for an organiser to look over. A record is known again by the event's UID, else by its mail's
 * Message-ID, else by the text itself.
 */
async function readProse(document: ProseDocument, setting: ProseSetting): Promise<ProseReading> {
  const { bytes, name, received, mail } = document;
  const { timezone, dateOrder } = setting;
  const reading = await readAnnouncement({
    bytes,
    name,
    received: received.toZonedDateTimeISO(timezone),
    timezone,
    dateOrder,
  });
  const messageId = reading.thread?.messageId;
  const place = messageId === undefined ? document.place : `${document.label} ${messageId}`;
  const closedDays = closedDaysOf(reading, place);
  if (reading.type === 'notASeminar') {
    const problem = `announces no seminar: ${reading.reason}`;
    return { records: [], closedDays, problems: closedDays.length > 0 ? [] : [{ place, problem }] };
  }
  const key = messageId ?? `text ${createHash('sha256').update(bytes).digest('base64url').slice(0, 16)}`;
  const records = recordsOf(reading, setting.series).map(({ event, ...record }, index) => ({
    ...record,
    uid: uidOf(key, event, index),
    place,
    prose: true,
    received,
    ...(mail ? { mail } : {}),
  }));
  return { records, closedDays, problems: [] };
}

/** Several, one after the other, in turns. Throws when aborted. */
export async function readAllProse(
  documents: readonly ProseDocument[],
  setting: ProseSetting,
  signal?: AbortSignal,
): Promise<ProseReading> {
  const records: SourceRecord[] = [];
  const problems: SourceProblem[] = [];
  const closedDays: SourceClosedDay[] = [];
  const turn = takeTurns(signal);
  for (const document of documents) {
    await turn();
    const reading = await readProse(document, setting);
    records.push(...reading.records);
    problems.push(...reading.problems);
    closedDays.push(...reading.closedDays);
  }
  return { records, problems, closedDays };
}

function uidOf(key: string, event: ProseRecord['event'], index: number): string {
  if (event) return event.recurrenceId === undefined ? event.uid : `${event.uid}/${event.recurrenceId}`;
  return index === 0 ? key : `${key}#${index + 1}`;
}

/** Of records with the same identity the one that came last: a later word on the same event, a copy of the same mail. */
export function latestOf(records: readonly SourceRecord[]): readonly SourceRecord[] {
  return [...new Map(records.map((record) => [record.uid, record])).values()];
}

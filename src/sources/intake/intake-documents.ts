import { createHash } from 'node:crypto';
import type { SourceRecord } from '../../ports/seminar-source.ts';
import { DocumentError } from '../document-error.ts';
import type { RecordFileReading, RecordFileSetting } from '../files/read-record-file.ts';
import { type ProseReading, type ProseSetting, readProse } from '../prose/read-prose.ts';
import { readDocument } from '../thread/read-document.ts';

/** What may be sent in, by its media type, and the ending under which it is read. */
const ENDINGS: Readonly<Record<string, string>> = {
  'text/plain': 'txt',
  'text/markdown': 'md',
  'text/html': 'html',
  'text/calendar': 'ics',
  'message/rfc822': 'eml',
  'application/json': 'json',
};
export const INTAKE_TYPES: readonly string[] = Object.keys(ENDINGS);

const PLACE = 'intake';

/**
 * Reads one document that was sent in. `type`: one of INTAKE_TYPES. What people wrote waits for an organiser's word; a
 * record in JSON that has a title and a start says all that matters in so many words.
 */
export async function readIntake(
  document: { readonly type: string; readonly bytes: Uint8Array; readonly received: Temporal.Instant },
  setting: ProseSetting,
): Promise<ProseReading> {
  const { type, bytes, received } = document;
  if (type === 'application/json') return readJson(bytes, received, setting);
  return readProse(
    {
      bytes,
      name: `intake.${ENDINGS[type] ?? 'txt'}`,
      received,
      placeOf: (messageId) => (messageId === undefined ? PLACE : `${PLACE} ${messageId}`),
      mail: type === 'message/rfc822',
    },
    setting,
  );
}

/** One record or a list, in the form of a record file. */
async function readJson(
  bytes: Uint8Array,
  received: Temporal.Instant,
  setting: ProseSetting,
): Promise<ProseReading> {
  const { records, problems } = await readRecords(bytes, {
    timezone: setting.timezone,
    setup: received,
    knownSeries: setting.series.map(({ id }) => id),
  });
  return {
    closedDays: [],
    problems,
    records: records.map(({ id, fields, line }): SourceRecord => {
      const key = id ?? createHash('sha256').update(JSON.stringify(fields)).digest('base64url').slice(0, 16);
      return {
        uid: `json ${key}`,
        ...(id === undefined ? {} : { id }),
        fields,
        place: `${PLACE}:${line}`,
        prose: fields.title === undefined || fields.start === undefined,
        received,
      };
    }),
  };
}

async function readRecords(bytes: Uint8Array, setting: RecordFileSetting): Promise<RecordFileReading> {
  try {
    return await readDocument('records', { bytes, place: PLACE, setting });
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    return { records: [], problems: [{ place: PLACE, problem: error.message }] };
  }
}

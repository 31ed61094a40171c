import { createHash } from 'node:crypto';
import type { SourceRecord } from '../../ports/seminar-source.ts';
import { DocumentError } from '../document-error.ts';
import type { ProseReading, ProseSetting } from '../prose/read-prose.ts';
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

interface IntakeDocument {
  /** One of INTAKE_TYPES. */
  readonly type: string;
  readonly bytes: Uint8Array;
  readonly received: Temporal.Instant;
}

/**
 * Reads one document that was sent in. What people wrote waits for an organiser's word; a record in JSON that has a title
 * and a start says all that matters in so many words.
 */
export async function readIntake(document: IntakeDocument, setting: ProseSetting): Promise<ProseReading> {
  try {
    return await (document.type === 'application/json' ? readJson : readText)(document, setting);
  } catch (error) {
    // One that cannot be read at all is a problem as others are: whoever sent it is told.
    if (!(error instanceof DocumentError)) throw error;
    return { records: [], closedDays: [], problems: [{ place: PLACE, problem: error.message }] };
  }
}

function readText({ type, bytes, received }: IntakeDocument, setting: ProseSetting): Promise<ProseReading> {
  const { timezone, dateOrder, series } = setting;
  const name = `intake.${ENDINGS[type] ?? 'txt'}`;
  const mail = type === 'message/rfc822';
  const documents = [{ bytes, name, received, label: PLACE, place: PLACE, mail }];
  return readDocument('prose', { documents, setting: { timezone, dateOrder, series } });
}

/** One record or a list, in the form of a record file. */
async function readJson(
  { bytes, received }: IntakeDocument,
  { timezone, series }: ProseSetting,
): Promise<ProseReading> {
  const knownSeries = series.map(({ id }) => id);
  const setting = { timezone, setup: received, knownSeries };
  const { records, problems } = await readDocument('records', { bytes, place: PLACE, setting });
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

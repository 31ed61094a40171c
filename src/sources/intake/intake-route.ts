import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HttpRoute } from '../../ports/platform-service.ts';
import type { SourceRecord } from '../../ports/seminar-source.ts';
import { readBytes, sendJson } from '../../support/http-reply.ts';
import { MAX_FILE_BYTES } from '../files/list-files.ts';
import { INTAKE_TYPES } from './intake-documents.ts';
import type { IntakeSource } from './intake-source.ts';

export interface IntakeRouteOptions {
  /** Bearer token of whoever may send in. */
  readonly token: string;
  readonly source: IntakeSource;
  /** Brings what the source holds into the store; resolves to whether it is there. */
  readonly settle: () => Promise<boolean>;
  readonly maxBytes?: number;
}

/**
 * `POST /intake`: an announcement as text, mail, calendar or JSON. Answers 202 with what was read once it is in the store,
 * and with what could not be read; 401, 413, 415; 422 where nothing could be read; 503 where the store does not take it
 * and it has to be sent again.
 */
export function createIntakeRoute(options: IntakeRouteOptions): HttpRoute {
  return {
    method: 'POST',
    path: '/intake',
    handle: (request, response) => handleIntake(options, request, response),
  };
}

async function handleIntake(
  { token, source, settle, maxBytes = MAX_FILE_BYTES }: IntakeRouteOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // What is refused before it is read ends the connection: the rest of the body may be large.
  const refuse = (status: number, error: string, headers: Readonly<Record<string, string>> = {}): void =>
    sendJson(
      request,
      response,
      { error },
      { status, cache: 'no-store', headers: { Connection: 'close', ...headers } },
    );
  if (!isAllowed(request.headers.authorization, token)) {
    refuse(401, 'a bearer token is needed', { 'WWW-Authenticate': 'Bearer' });
    return;
  }
  const type = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (!INTAKE_TYPES.includes(type)) {
    refuse(415, `allowed: ${INTAKE_TYPES.join(', ')}`, { 'Accept-Post': INTAKE_TYPES.join(', ') });
    return;
  }
  const bytes = await readBytes(request, maxBytes);
  if (!bytes) {
    refuse(413, `at most ${Math.floor(maxBytes / 1024)} KiB`);
    return;
  }
  const receipt = await source.receive({ type, bytes });
  const later = { status: 503, cache: 'no-store', headers: { 'Retry-After': '30' } };
  if (!receipt) {
    sendJson(request, response, { error: 'too much is waiting; send it again later' }, later);
    return;
  }
  try {
    const { records, problems, closedDays } = receipt.reading;
    const isEmpty = records.length === 0 && closedDays.length === 0;
    const isStored = isEmpty || (await settle());
    if (!isStored) {
      sendJson(request, response, { error: 'it could not be stored; send it again later' }, later);
      return;
    }
    const body = {
      records: records.map(shownRecord),
      closedDays: closedDays.map(({ date }) => date.toString()),
      problems,
    };
    sendJson(request, response, body, { status: isEmpty ? 422 : 202, cache: 'no-store' });
  } finally {
    receipt.release();
  }
}

/** Compared by digest: neither content nor length of the token shows in the time that it takes. */
function isAllowed(header: string | undefined, token: string): boolean {
  const given = /^Bearer +(\S+)\s*$/i.exec(header ?? '')?.[1] ?? '';
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}

/** What a sender needs in order to see that it was understood. Passcodes are not repeated. */
function shownRecord({
  uid,
  fields,
  prose,
  missing,
  conflicts,
  ambiguous,
}: SourceRecord): Readonly<Record<string, unknown>> {
  const { title, speakers, start, end, timezone, date, status, venue } = fields;
  const local = (at: Temporal.Instant | undefined): string | undefined =>
    at?.toZonedDateTimeISO(timezone ?? 'UTC').toString({ timeZoneName: 'never', smallestUnit: 'second' });
  return {
    uid,
    title,
    speakers: speakers?.map(({ name }) => name),
    start: local(start),
    end: local(end),
    timezone,
    date: date?.toString(),
    room: venue?.room,
    building: venue?.building,
    status,
    /** Whether it waits for an organiser's word. */
    review: prose,
    missing,
    conflicts,
    ambiguous,
  };
}

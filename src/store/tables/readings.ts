import { sql } from 'kysely';
import type { SeminarId, SourceId } from '../../domain/ids.ts';
import type { Reading } from '../../domain/review.ts';
import type { Handle, WriteHandle } from '../flavour.ts';
import { fromMillis, toMillis } from '../instants.ts';
import { decodeJson, encodeJson } from '../json.ts';
import type { ReadingTable } from '../tables.ts';
import { decodeFields, encodeRecord } from './seminar-json.ts';

export async function getReading(
  { db }: Handle,
  source: SourceId,
  uid: string,
): Promise<Reading | undefined> {
  const row = await db
    .selectFrom('readings')
    .selectAll()
    .where('source', '=', source)
    .where('uid', '=', uid)
    .executeTakeFirst();
  return row && readRow(row);
}

export async function getReadingsOfUids(
  { db, flavour }: Handle,
  source: SourceId,
  uids: readonly string[],
): Promise<readonly Reading[]> {
  if (uids.length === 0) return [];
  const rows = await db
    .selectFrom('readings')
    .selectAll()
    .where('source', '=', source)
    .where(flavour.among('uid', uids))
    .execute();
  return rows.map(readRow);
}

export async function getReadingsOf(
  { db, flavour }: Handle,
  seminars: readonly SeminarId[],
): Promise<readonly Reading[]> {
  if (seminars.length === 0) return [];
  const rows = await db
    .selectFrom('readings')
    .selectAll()
    .where(flavour.among('seminar', seminars))
    .orderBy('received_at', 'desc')
    .orderBy('source')
    .orderBy('uid')
    .execute();
  return rows.map(readRow);
}

export async function getReadingsNamed(
  { db, flavour }: Handle,
  names: { readonly messages: readonly string[]; readonly events: readonly string[] },
): Promise<readonly Reading[]> {
  const found = new Map<string, Reading>();
  const columns = [
    ['message_id', names.messages],
    ['event_uid', names.events],
  ] as const;
  for (const [column, values] of columns) {
    if (values.length === 0) continue;
    const rows = await db
      .selectFrom('readings')
      .selectAll()
      // The index holds only what has a name.
      .where(column, 'is not', null)
      .where(flavour.among(column, values))
      .execute();
    for (const row of rows) found.set(`${row.source}\n${row.uid}`, readRow(row));
  }
  return [...found.values()];
}

export async function getText({ db }: Handle, hash: string): Promise<string | undefined> {
  const row = await db.selectFrom('raw_texts').select('text').where('hash', '=', hash).executeTakeFirst();
  return row?.text;
}

export async function putReading(handle: WriteHandle, reading: Reading): Promise<void> {
  const { source, uid, seminar, state, received, messageId, eventUid, fields, ...body } = reading;
  const row: ReadingTable = {
    source,
    uid,
    seminar,
    state,
    received_at: toMillis(received),
    message_id: messageId ?? null,
    event_uid: eventUid ?? null,
    fields: encodeRecord(fields),
    body: encodeJson(body),
  };
  const { source: _source, uid: _uid, ...replaced } = row;
  await handle.db
    .insertInto('readings')
    .values(row)
    .onConflict((conflict) => conflict.columns(['source', 'uid']).doUpdateSet(replaced))
    .execute();
  handle.touch('seminars');
}

export async function putText(
  { db }: WriteHandle,
  hash: string,
  text: string,
  received: Temporal.Instant,
): Promise<void> {
  // PostgreSQL's texts hold no NUL.
  const kept = text.replaceAll('\0', '').toWellFormed();
  await sql`insert into raw_texts (hash, text, received_at) values (${hash}, ${kept}, ${toMillis(received)})
    on conflict (hash) do update set received_at = excluded.received_at
      where excluded.received_at > raw_texts.received_at`.execute(db);
}

export async function purgeTexts({ db }: WriteHandle, before: Temporal.Instant): Promise<number> {
  const result = await db
    .deleteFrom('raw_texts')
    .where('received_at', '<', toMillis(before))
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

type Body = Pick<
  Reading,
  'place' | 'relation' | 'evidence' | 'missing' | 'doubts' | 'text' | 'byWord' | 'direct'
>;

function readRow(row: ReadingTable): Reading {
  return {
    ...decodeJson<Body>(row.body),
    source: row.source,
    uid: row.uid,
    seminar: row.seminar,
    state: row.state,
    received: fromMillis(row.received_at),
    fields: decodeFields(row.fields),
    ...(row.message_id === null ? {} : { messageId: row.message_id }),
    ...(row.event_uid === null ? {} : { eventUid: row.event_uid }),
  };
}

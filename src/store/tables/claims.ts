import { sql } from 'kysely';
import type { SeminarId, SourceId } from '../../domain/ids.ts';
import type { Claim, SeminarFields } from '../../domain/seminar.ts';
import type { ClaimState, WrittenClaim } from '../../ports/store/seminars.ts';
import { takeTurns } from '../../support/take-turns.ts';
import type { Handle, JsonRow, RowTable, WriteHandle } from '../flavour.ts';
import { fromMillis, toMillis } from '../instants.ts';
import type { ClaimTable } from '../tables.ts';
import { dropMarks } from './reading-marks.ts';
import { decodeFields, encodeRecord } from './seminar-json.ts';

export async function getClaim({ db }: Handle, source: SourceId, uid: string): Promise<Claim | undefined> {
  const row = await db
    .selectFrom('claims')
    .selectAll()
    .where('source', '=', source)
    .where('uid', '=', uid)
    .executeTakeFirst();
  return row && readClaim(row);
}

export async function getClaimsOf({ db }: Handle, seminar: SeminarId): Promise<readonly Claim[]> {
  const rows = await db
    .selectFrom('claims')
    .selectAll()
    .where('seminar', '=', seminar)
    .orderBy('source')
    .orderBy('uid')
    .execute();
  return rows.map(readClaim);
}

export async function getClaimsOfMany(
  { db, flavour }: Handle,
  seminars: readonly SeminarId[],
): Promise<ReadonlyMap<SeminarId, readonly Claim[]>> {
  if (seminars.length === 0) return new Map();
  const rows = await db
    .selectFrom('claims')
    .selectAll()
    .where(flavour.among('seminar', seminars))
    .orderBy('source')
    .orderBy('uid')
    .execute();
  return Map.groupBy(rows.map(readClaim), ({ seminar }) => seminar);
}

/** Rows read at once: a few milliseconds. */
const PAGE = 1000;

/** Page by page: a source may have a hundred thousand, and others want their turn in between. */
export async function getClaimStates(
  { db }: Handle,
  source: SourceId,
): Promise<ReadonlyMap<string, ClaimState>> {
  const states = new Map<string, ClaimState>();
  const turn = takeTurns();
  for (let last: string | undefined; ; ) {
    await turn();
    const rows = await db
      .selectFrom('claims')
      .select(['uid', 'seminar', 'hash', 'place', 'gone_since'])
      .where('source', '=', source)
      .$if(last !== undefined, (query) => query.where('uid', '>', last ?? ''))
      .orderBy('uid')
      .limit(PAGE)
      .execute();
    for (const { uid, gone_since, ...state } of rows)
      states.set(uid, { ...state, gone: gone_since !== null });
    last = rows.at(-1)?.uid;
    if (rows.length < PAGE) return states;
  }
}

const CLAIMS: RowTable = {
  name: 'claims',
  key: ['source', 'uid'],
  columns: {
    source: 'text',
    uid: 'text',
    seminar: 'text',
    hash: 'text',
    place: 'text',
    gone_since: 'integer',
    fields: 'text',
  },
};

export async function putClaims(
  handle: WriteHandle,
  claims: readonly WrittenClaim[],
  run?: string,
): Promise<void> {
  const unique = new Map(claims.map((claim) => [keyOf(claim), claim]));
  if (unique.size === 0) return;
  await handle.flavour.putRows(handle.db, CLAIMS, [...unique.values()].map(writeClaim));
  await dropMarks(handle, [...new Set(claims.map(({ source }) => source))], run);
  handle.touch('seminars');
}

function keyOf({ source, uid }: Claim): string {
  return `${source.length} ${source}${uid}`;
}

function writeClaim(claim: WrittenClaim): JsonRow {
  const { source, uid, seminar, hash, place, goneSince, fields, text = encodeRecord(fields) } = claim;
  return [source, uid, seminar, hash, place, goneSince ? toMillis(goneSince) : null, text];
}

export async function putPlaces(
  handle: WriteHandle,
  source: SourceId,
  places: ReadonlyMap<string, string>,
  run?: string,
): Promise<void> {
  if (places.size === 0) return;
  const rows = handle.flavour.rows({ uid: 'text', place: 'text' }, [...places]);
  await sql`update claims set place = moved.place from ${rows} moved
    where claims.source = ${source} and claims.uid = moved.uid`.execute(handle.db);
  await dropMarks(handle, [source], run);
  handle.touch('seminars');
}

/** What is gone already keeps the instant since when it is. */
export async function markGone(
  handle: WriteHandle,
  source: SourceId,
  uids: readonly string[],
  at: Temporal.Instant,
  run?: string,
): Promise<void> {
  if (uids.length === 0) return;
  await handle.db
    .updateTable('claims')
    .set({ gone_since: toMillis(at) })
    .where('source', '=', source)
    .where('gone_since', 'is', null)
    .where(handle.flavour.among('uid', uids))
    .execute();
  await dropMarks(handle, [source], run);
  handle.touch('seminars');
}

export async function getPatch({ db }: Handle, seminar: SeminarId): Promise<SeminarFields> {
  const row = await db
    .selectFrom('patches')
    .select('fields')
    .where('seminar', '=', seminar)
    .executeTakeFirst();
  return row ? decodeFields(row.fields) : {};
}

export async function getPatches(
  { db, flavour }: Handle,
  seminars: readonly SeminarId[],
): Promise<ReadonlyMap<SeminarId, SeminarFields>> {
  if (seminars.length === 0) return new Map();
  const rows = await db.selectFrom('patches').selectAll().where(flavour.among('seminar', seminars)).execute();
  return new Map(rows.map(({ seminar, fields }) => [seminar, decodeFields(fields)] as const));
}

export async function putPatch(handle: WriteHandle, seminar: SeminarId, patch: SeminarFields): Promise<void> {
  const fields = encodeRecord(patch);
  await handle.db
    .insertInto('patches')
    .values({ seminar, fields })
    .onConflict((conflict) => conflict.column('seminar').doUpdateSet({ fields }))
    .execute();
  handle.touch('seminars');
}

function readClaim({ gone_since, fields, ...row }: ClaimTable): Claim {
  return {
    ...row,
    fields: decodeFields(fields),
    ...(gone_since === null ? {} : { goneSince: fromMillis(gone_since) }),
  };
}

import { sql } from 'kysely';
import type { SeminarId, SourceId } from '../../domain/ids.ts';
import type { Claim, SeminarFields } from '../../domain/seminar.ts';
import type { ClaimState } from '../../ports/store/seminars.ts';
import type { Handle, WriteHandle } from '../flavour.ts';
import { fromMillis, toMillis } from '../instants.ts';
import type { ClaimTable } from '../tables.ts';
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

export async function getClaimStates(
  { db }: Handle,
  source: SourceId,
): Promise<ReadonlyMap<string, ClaimState>> {
  const rows = await db
    .selectFrom('claims')
    .select(['uid', 'seminar', 'hash', 'place', 'gone_since'])
    .where('source', '=', source)
    .execute();
  return new Map(
    rows.map(({ uid, gone_since, ...state }) => [uid, { ...state, gone: gone_since !== null }] as const),
  );
}

export async function putClaim(handle: WriteHandle, claim: Claim): Promise<void> {
  const goneSince = claim.goneSince ? toMillis(claim.goneSince) : null;
  await sql`insert into claims (source, uid, seminar, hash, place, gone_since, fields)
    values (${claim.source}, ${claim.uid}, ${claim.seminar}, ${claim.hash}, ${claim.place}, ${goneSince},
      ${encodeRecord(claim.fields)})
    on conflict (source, uid) do update set seminar = excluded.seminar, hash = excluded.hash,
      place = excluded.place, gone_since = excluded.gone_since, fields = excluded.fields`.execute(handle.db);
  handle.touch('seminars');
}

/** What is gone already keeps the instant since when it is. */
export async function markGone(
  handle: WriteHandle,
  source: SourceId,
  uids: readonly string[],
  at: Temporal.Instant,
): Promise<void> {
  if (uids.length === 0) return;
  await handle.db
    .updateTable('claims')
    .set({ gone_since: toMillis(at) })
    .where('source', '=', source)
    .where('gone_since', 'is', null)
    .where(handle.flavour.among('uid', uids))
    .execute();
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

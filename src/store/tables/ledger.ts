import { sql } from 'kysely';
import type { HistoryQuery, LedgerEntry } from '../../ports/store/outbox.ts';
import type { Handle, WriteHandle } from '../flavour.ts';
import { fromMillis, toMillis } from '../instants.ts';

/** Appends lines, all with one statement, in the order given. */
export async function writeLedger(handle: WriteHandle, entries: readonly LedgerEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const lines = handle.flavour.rows(
    { place: 'integer', notice: 'text', at: 'integer', state: 'text', reason: 'text' },
    entries.map(({ notice, at, state, reason }, place) => [
      place,
      notice,
      toMillis(at),
      state,
      reason ?? null,
    ]),
  );
  await sql`insert into ledger (notice, at, state, reason)
    select notice, at, state, reason from ${lines} line order by place`.execute(handle.db);
}

/** In the order written; with a limit, the newest ones. */
export async function getHistory(
  { db }: Handle,
  { notice, seminar, channel, since, limit }: HistoryQuery,
): Promise<readonly LedgerEntry[]> {
  const rows = await db
    .selectFrom('ledger')
    .select(['ledger.notice', 'ledger.at', 'ledger.state', 'ledger.reason'])
    .$if(seminar !== undefined || channel !== undefined, (query) =>
      query.innerJoin('notices', 'notices.id', 'ledger.notice'),
    )
    .$if(notice !== undefined, (query) => query.where(sql`ledger.notice`, '=', notice))
    .$if(seminar !== undefined, (query) => query.where(sql`notices.seminar`, '=', seminar))
    .$if(channel !== undefined, (query) => query.where(sql`notices.channel`, '=', channel))
    .$if(since !== undefined, (query) => query.where(sql`ledger.at`, '>=', since ? toMillis(since) : 0))
    .orderBy('ledger.n', 'desc')
    .$if(limit !== undefined, (query) => query.limit(limit ?? 0))
    .execute();
  return rows.reverse().map(({ reason, at, ...row }) => ({
    ...row,
    at: fromMillis(at),
    ...(reason === null ? {} : { reason }),
  }));
}

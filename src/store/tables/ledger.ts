import { sql } from 'kysely';
import type { ChannelId, LaneId } from '../../domain/ids.ts';
import type { NoticeKind } from '../../domain/notice.ts';
import type { BegunSend, HistoryQuery, LedgerEntry } from '../../ports/store/outbox.ts';
import type { Handle, WriteHandle } from '../flavour.ts';
import { fromMillis, toMillis } from '../instants.ts';

/** Appends lines in the order given. */
export async function writeLedger(handle: WriteHandle, entries: readonly LedgerEntry[]): Promise<void> {
  const rows = entries.map(({ notice, at, state, reason }) => [notice, toMillis(at), state, reason ?? null]);
  await handle.flavour.appendRows(handle.db, LEDGER, rows);
}

const LEDGER = {
  name: 'ledger',
  columns: { notice: 'text', at: 'integer', state: 'text', reason: 'text' },
} as const;

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

/** By the ledger's index of time: it reads what was written since then, which is little. */
export async function getBegun(
  { db }: Handle,
  lane: LaneId,
  since: Temporal.Instant,
): Promise<readonly BegunSend[]> {
  const { rows } = await sql<{ channel: ChannelId; kind: NoticeKind; at: number }>`
    select notices.channel, notices.kind, ledger.at from ledger
    join notices on notices.id = ledger.notice
    where ledger.at >= ${toMillis(since)} and ledger.state = 'sending' and notices.lane = ${lane}
    order by ledger.at, ledger.n`.execute(db);
  return rows.map(({ at, ...row }) => ({ ...row, at: fromMillis(at) }));
}

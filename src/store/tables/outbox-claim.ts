import { type RawBuilder, sql } from 'kysely';
import type { Notice } from '../../domain/notice.ts';
import { URGENCY } from '../../domain/urgency.ts';
import type { ClaimQuery } from '../../ports/store/outbox.ts';
import type { Flavour, WriteHandle } from '../flavour.ts';
import { toMillis } from '../instants.ts';
import type { NoticeTable } from '../tables.ts';
import { readNotice } from './notice-row.ts';

/**
 * Claiming, one statement. No line in the ledger: a claim may be given back unused any number of times, and what comes
 * of it (`sending`, and then its outcome) is written by the steps. Nobody is told either: nothing is due the earlier for it.
 */
export async function claimNotices(handle: WriteHandle, query: ClaimQuery): Promise<readonly Notice[]> {
  const { rows } = await claimStatement(handle.flavour, query).execute(handle.db);
  // RETURNING promises no order.
  return rows
    .toSorted(
      (a, b) =>
        a.urgency - b.urgency ||
        a.ready_at - b.ready_at ||
        compareText(a.seminar ?? '', b.seminar ?? '') ||
        compareText(a.id, b.id),
    )
    .map(readNotice);
}

export function claimStatement(flavour: Flavour, query: ClaimQuery): RawBuilder<NoticeTable> {
  const { edits = 0, except: _, ...rest } = query;
  const parts = [query, ...(edits > 0 ? [{ ...rest, kinds: 'edits', limit: edits } as const] : [])];
  const first = parts.map((part) => sql`select id from (${selectFirst(flavour, part)}) part`);
  return sql<NoticeTable>`update notices set state = 'claimed', token = ${query.token},
      claimed_at = ${toMillis(query.now)}
    where id in (${sql.join(first, sql` union all `)}) returning *`;
}

function selectFirst(flavour: Flavour, query: ClaimQuery): RawBuilder<unknown> {
  const kinds = Object.entries(URGENCY).filter(
    ([kind]) => query.kinds === undefined || (query.kinds === 'edits') === isEdit(kind),
  );
  const queues = kinds.map(
    ([, urgency]) => sql`select * from (${selectReady(flavour, query, urgency)}) queue`,
  );
  return sql`select id from (${sql.join(queues, sql` union all `)}) ready
    order by urgency, ready_at, seminar, id limit ${query.limit}`;
}

/**
 * The first of one urgency, straight from the index. Asked for all urgencies at once, the database would sort everything
 * that is due before it takes a few. What is due at one instant comes seminar by seminar: it is read and drawn together,
 * and lies together on disk.
 */
function selectReady(flavour: Flavour, query: ClaimQuery, urgency: number): RawBuilder<unknown> {
  const { except = [] } = query;
  return sql`select id, urgency, ready_at, seminar from notices
    where state = 'due' and lane = ${query.lane} and urgency = ${sql.lit(urgency)} and ready_at <= ${toMillis(query.now)}
    ${except.length > 0 ? sql`and not (${flavour.among('channel', except)})` : sql``}
    order by ready_at, seminar, id limit ${query.limit} ${flavour.skipLocked}`;
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function isEdit(kind: string): boolean {
  return kind === 'edit' || kind === 'removal';
}

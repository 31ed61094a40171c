import { type RawBuilder, sql } from 'kysely';
import type { NoticeId } from '../../domain/ids.ts';
import type { DeliveryState, PlannedNotice } from '../../domain/notice.ts';
import type { LedgerEntry } from '../../ports/store/outbox.ts';
import type { JsonRow, RowTable, WriteHandle } from '../flavour.ts';
import { toMillis } from '../instants.ts';
import type { NoticeTable } from '../tables.ts';
import { writeLedger } from './ledger.ts';
import { PLANNED_COLUMNS, writePlanned } from './notice-row.ts';

/**
 * Planning, idempotent: a second plan like the first finds every notice as it wants it and changes nothing, not even a
 * claim under way. Three statements, however many notices.
 */
export async function planNotices(
  handle: WriteHandle,
  planned: readonly PlannedNotice[],
  at: Temporal.Instant,
): Promise<readonly NoticeId[]> {
  // In order of id, so that two planners lock rows in one order; of two for one id the later counts.
  const wanted = [...new Map(planned.map((notice) => [notice.id, notice])).values()].sort((a, b) =>
    a.id < b.id ? -1 : 1,
  );
  if (wanted.length === 0) return [];
  const standing = await readStanding(handle, wanted);
  const inserted = await insertNew(
    handle,
    wanted.filter((notice) => !standing.has(notice.id)),
  );
  const changes = wanted.flatMap((notice) => {
    const row = standing.get(notice.id);
    return row ? decideChange(row, notice) : [];
  });
  await applyChanges(handle, changes);
  await writeLedger(handle, [
    ...inserted.map((notice): LedgerEntry => ({ notice, at, state: 'due' })),
    ...changes.flatMap((change): LedgerEntry[] =>
      change.says ? [{ notice: change.planned.id, at, state: change.state, reason: change.says }] : [],
    ),
  ]);
  const changed = new Set([...inserted, ...changes.map((change) => change.planned.id)]);
  if (changed.size > 0) {
    handle.touch('outbox');
    handle.hasten(wanted.filter(({ id }) => changed.has(id)).map(({ lane }) => lane));
  }
  return [...changed];
}

type Standing = Pick<NoticeTable, 'id' | 'kind' | 'state' | 'due' | 'expires' | 'detail' | 'attempts'> & {
  readonly not_before: number | null;
};

async function readStanding(handle: WriteHandle, wanted: readonly PlannedNotice[]) {
  const ids = wanted.map((notice) => notice.id);
  const { rows } = await sql<Standing>`
    select id, kind, state, due, expires, detail, attempts, not_before from notices
    where ${handle.flavour.among('id', ids)} order by id ${handle.flavour.forUpdate}`.execute(handle.db);
  return new Map(rows.map((row) => [row.id, row]));
}

/**
 * Another replica may have planned the same meanwhile: its rows stand, and are not reported as ours. What is claimed together
 * is written side by side, so that each step of its life touches few pages.
 */
async function insertNew(handle: WriteHandle, fresh: readonly PlannedNotice[]): Promise<readonly NoticeId[]> {
  const rows = fresh
    .toSorted(
      (a, b) => Temporal.Instant.compare(a.due, b.due) || compareText(a.seminar ?? '', b.seminar ?? ''),
    )
    .map((notice) => [...writePlanned(notice), toMillis(notice.due), 'due', 0]);
  const added = new Set<string>(await handle.flavour.addRows(handle.db, NOTICES, rows));
  return fresh.map(({ id }) => id).filter((id) => added.has(id));
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

const NOTICES: RowTable = {
  name: 'notices',
  key: ['id'],
  columns: { ...PLANNED_COLUMNS, ready_at: 'integer', state: 'text', attempts: 'integer' },
};

interface Change {
  readonly planned: PlannedNotice;
  readonly detail: string;
  readonly state: DeliveryState;
  readonly notBefore: number | null;
  readonly attempts: number;
  readonly says: string | undefined;
}

const OPEN_TO_PLAN: readonly DeliveryState[] = ['due', 'held', 'claimed', 'withdrawn'];
/** An edit or a removal that has come to rest; a later change of the record owes it anew. */
const AT_REST: readonly DeliveryState[] = ['sent', 'skipped', 'failed'];

function decideChange(row: Standing, planned: PlannedNotice): Change[] {
  const due = toMillis(planned.due);
  const converges = row.kind === 'edit' || row.kind === 'removal';
  const again = converges && AT_REST.includes(row.state) && due > row.due;
  if (!again && !OPEN_TO_PLAN.includes(row.state)) return [];
  const [, , , , , , , , expires, detail] = writePlanned(planned);
  const same = row.due === due && row.expires === expires && row.detail === detail;
  if (same && row.state !== 'withdrawn') return [];
  const state = row.state === 'held' ? 'held' : 'due';
  const moved = row.due !== due;
  return [
    {
      planned,
      detail: String(detail),
      state,
      // A wait belongs to the due time that it was decided for.
      notBefore: moved || row.state !== state ? null : row.not_before,
      attempts: again ? 0 : row.attempts,
      says: sayChange(row, again, moved),
    },
  ];
}

function sayChange(row: Standing, again: boolean, moved: boolean): string | undefined {
  if (again) return 'the record has changed again';
  if (row.state === 'withdrawn') return 'wanted again';
  if (moved) return 'moved to another time';
  return row.state === 'claimed' ? 'changed before it was sent' : undefined;
}

async function applyChanges(handle: WriteHandle, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  await sql`update notices set state = change.state, due = change.due, expires = change.expires,
      not_before = change.not_before, attempts = change.attempts, detail = change.detail,
      ready_at = ${readyAt(sql`change.due`, sql`change.not_before`)},
      token = null, claimed_at = null, superseded_by = null,
      reason = coalesce(change.reason, notices.reason)
    from ${handle.flavour.rows(CHANGE_COLUMNS, changes.map(writeChange))} change
    where notices.id = change.id`.execute(handle.db);
}

/** When it may go out: due, and not before any wait. */
export function readyAt(due: RawBuilder<unknown>, notBefore: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`case when ${notBefore} > ${due} then ${notBefore} else ${due} end`;
}

const CHANGE_COLUMNS = {
  id: 'text',
  state: 'text',
  due: 'integer',
  expires: 'integer',
  not_before: 'integer',
  attempts: 'integer',
  detail: 'text',
  reason: 'text',
} as const;

function writeChange({ planned, state, notBefore, attempts, detail, says }: Change): JsonRow {
  const { id, due, expires } = planned;
  return [id, state, toMillis(due), toMillis(expires), notBefore, attempts, detail, says ?? null];
}

import { type RawBuilder, sql } from 'kysely';
import { mayStep } from '../../domain/delivery.ts';
import type { LaneId, NoticeId } from '../../domain/ids.ts';
import type { DeliveryState } from '../../domain/notice.ts';
import type { LedgerEntry, NoticeStep } from '../../ports/store/outbox.ts';
import type { Flavour, JsonRow, WriteHandle } from '../flavour.ts';
import { toMillis } from '../instants.ts';
import { writeLedger } from './ledger.ts';
import { readyAt } from './outbox-plan.ts';

/** States in which a notice is in somebody's hands: the claim's token stays with it. */
const IN_HAND: readonly DeliveryState[] = ['sending', 'unknown'];

/**
 * Every change of state that is not a plan or a claim. A step that no notice may ever take throws, before anything is
 * written; one that does not fit the notice any more (another state, another token) is left out.
 */
export async function stepNotices(
  handle: WriteHandle,
  steps: readonly NoticeStep[],
): Promise<ReadonlySet<NoticeId>> {
  await assertAllowed(handle, steps);
  const applied = new Set<NoticeId>();
  const hastened = new Set<LaneId>();
  let stirs = false;
  for (const group of groupSteps(steps.filter((step) => step.from.length > 0))) {
    const done = await applyGroup(handle, group);
    for (const [id, lane] of done) {
      applied.add(id);
      if (group[0]?.to === 'due') hastened.add(lane);
    }
    stirs ||= done.size > 0 && group.some(concernsWaiting);
    await writeLedger(handle, group.filter((step) => done.has(step.notice) && !step.quiet).map(describeStep));
  }
  if (stirs) handle.touch('outbox', hastened.size > 0 ? undefined : 'here');
  handle.hasten(hastened);
  return applied;
}

/** Something is due, or a person's word is waited for, or is not any more: others want to know. */
function concernsWaiting({ from, to }: NoticeStep): boolean {
  return to === 'due' || to === 'held' || from.includes('held');
}

async function assertAllowed(handle: WriteHandle, steps: readonly NoticeStep[]): Promise<void> {
  for (const { notice, from, to } of steps) {
    const bad = from.find((state) => !mayStep(state, to, true));
    if (bad) throw new RangeError(`notice ${notice} may not step from ${bad} to ${to}`);
    if (to === 'claimed') throw new RangeError(`notice ${notice}: only claiming makes a notice claimed`);
  }
  // Which of the rest are for edits and removals alone depends on the notice, and is rare enough to ask.
  const converging = steps.filter(({ from, to }) => from.some((state) => !mayStep(state, to, false)));
  if (converging.length === 0) return;
  const rows = await handle.db
    .selectFrom('notices')
    .select(['id', 'kind'])
    .where('kind', 'not in', ['edit', 'removal'])
    .where(
      handle.flavour.among(
        'id',
        converging.map((step) => step.notice),
      ),
    )
    .execute();
  const [row] = rows;
  if (row) throw new RangeError(`notice ${row.id} is no edit: what was said stays said`);
}

/** Steps that one statement can take: the same states, the same columns, no notice twice. A notice's own steps keep their order. */
function groupSteps(steps: readonly NoticeStep[]): readonly (readonly NoticeStep[])[] {
  const rounds = new Map<NoticeId, number>();
  const groups = new Map<string, NoticeStep[]>();
  for (const step of steps) {
    const round = rounds.get(step.notice) ?? 0;
    rounds.set(step.notice, round + 1);
    const name = `${String(round).padStart(6, '0')} ${step.from.join()} ${step.to} ${setsDue(step)} ${setsWait(step)}`;
    const group = groups.get(name);
    if (group) group.push(step);
    else groups.set(name, [step]);
  }
  const order = [...groups.keys()].toSorted();
  return order.map((name) => (groups.get(name) ?? []).toSorted((a, b) => (a.notice < b.notice ? -1 : 1)));
}

async function applyGroup(
  { db, flavour }: WriteHandle,
  group: readonly NoticeStep[],
): Promise<ReadonlyMap<NoticeId, LaneId>> {
  const { rows } = await stepStatement(flavour, group).execute(db);
  return new Map(rows.map(({ id, lane }) => [id, lane]));
}

/** Looks up each notice by its id, whatever the number of others in the same state. */
export function stepStatement(
  flavour: Flavour,
  group: readonly NoticeStep[],
): RawBuilder<{ readonly id: NoticeId; readonly lane: LaneId }> {
  const [{ from = [], to = 'due' } = {}] = group;
  return sql`
    update notices set state = ${to}, attempts = notices.attempts + step.attempt,
      superseded_by = ${to === 'superseded' ? sql`coalesce(step.superseded_by, notices.superseded_by)` : sql`null`},
      reason = case when step.quiet = 1 and step.reason is null then notices.reason else step.reason end
      ${setTimes(group)}
      ${IN_HAND.includes(to) ? sql`` : sql`, token = null, claimed_at = null`}
    from ${flavour.rows(STEP_COLUMNS, group.map(writeStep))} step
    where notices.id = step.id and ${isState(from)}
      and (step.token is null or step.token = notices.token)
    returning notices.id, notices.lane`;
}

/**
 * Only the columns that a step of the group sets: each of them stands in indexes that would be written for nothing, those
 * of `due` among the rows of every seminar and channel.
 */
function setTimes(group: readonly NoticeStep[]): RawBuilder<unknown> {
  const notBefore = sql`case when step.waits = 1 then step.not_before else notices.not_before end`;
  const wait = sql`, not_before = ${notBefore}`;
  if (group.some(setsDue)) {
    const due = sql`coalesce(step.due, notices.due)`;
    return sql`, due = ${due}, expires = coalesce(step.expires, notices.expires)${wait},
      ready_at = ${readyAt(due, notBefore)}`;
  }
  return group.some(setsWait) ? sql`${wait}, ready_at = ${readyAt(sql`notices.due`, notBefore)}` : sql``;
}

function setsDue({ due, expires }: NoticeStep): boolean {
  return due !== undefined || expires !== undefined;
}

function setsWait({ notBefore }: NoticeStep): boolean {
  return notBefore !== undefined;
}

/** As an expression, so that no database starts from all that are in the state. */
function isState(states: readonly DeliveryState[]): RawBuilder<unknown> {
  return sql`notices.state || '' in (${sql.join(states)})`;
}

const STEP_COLUMNS = {
  id: 'text',
  token: 'text',
  waits: 'integer',
  not_before: 'integer',
  due: 'integer',
  expires: 'integer',
  attempt: 'integer',
  superseded_by: 'text',
  reason: 'text',
  quiet: 'integer',
} as const;

function writeStep(step: NoticeStep): JsonRow {
  return [
    step.notice,
    step.token ?? null,
    step.notBefore === undefined ? 0 : 1,
    step.notBefore ? toMillis(step.notBefore) : null,
    step.due ? toMillis(step.due) : null,
    step.expires ? toMillis(step.expires) : null,
    step.attempt ? 1 : 0,
    step.supersededBy ?? null,
    step.reason ?? null,
    step.quiet ? 1 : 0,
  ];
}

function describeStep({ notice, at, to, reason }: NoticeStep): LedgerEntry {
  return { notice, at, state: to, ...(reason === undefined ? {} : { reason }) };
}

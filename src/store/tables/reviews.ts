import type { Selectable } from 'kysely';
import type { ReviewId } from '../../domain/ids.ts';
import type { ClosedDays } from '../../domain/policy.ts';
import type { ClosedReview, Review, ReviewAct, SeminarReview } from '../../domain/review.ts';
import type { ReviewActQuery } from '../../ports/store/reviews.ts';
import type { Handle, WriteHandle } from '../flavour.ts';
import { fromMillis, toMillis } from '../instants.ts';
import { decodeJson, encodeJson } from '../json.ts';
import type { ReviewActTable, ReviewTable } from '../tables.ts';
import { decodeSeminar, encodeRecord } from './seminar-json.ts';

export async function getReview({ db }: Handle, id: ReviewId): Promise<Review | undefined> {
  const row = await db.selectFrom('reviews').selectAll().where('id', '=', id).executeTakeFirst();
  return row && readReview(row);
}

export async function getReviews(
  { db, flavour }: Handle,
  ids: readonly ReviewId[],
): Promise<readonly Review[]> {
  if (ids.length === 0) return [];
  const rows = await db.selectFrom('reviews').selectAll().where(flavour.among('id', ids)).execute();
  return rows.map(readReview);
}

export async function getOpenReviews({ db }: Handle): Promise<readonly Review[]> {
  const rows = await db
    .selectFrom('reviews')
    .selectAll()
    .where('state', '=', 'open')
    .orderBy('opened_at')
    .orderBy('id')
    .execute();
  return rows.map(readReview);
}

export async function getClosedDays({ db }: Handle): Promise<readonly ClosedDays[]> {
  const rows = await db
    .selectFrom('reviews')
    .selectAll()
    .where('type', '=', 'closed')
    .where('state', '=', 'published')
    .execute();
  return rows
    .map((row) => readDays(decodeJson<ClosedBody>(row.body).days))
    .toSorted((a, b) => Temporal.PlainDate.compare(a.from, b.from));
}

export async function getActs({ db }: Handle, query: ReviewActQuery): Promise<readonly ReviewAct[]> {
  const { review, since, limit } = query;
  const rows = await db
    .selectFrom('review_acts')
    .selectAll()
    .$if(review !== undefined, (select) => select.where('review', '=', review ?? null))
    .$if(since !== undefined, (select) => select.where('at', '>=', since ? toMillis(since) : 0))
    .orderBy('n', 'desc')
    .$if(limit !== undefined, (select) => select.limit(limit ?? 0))
    .execute();
  return rows.reverse().map(readAct);
}

export async function putReview(handle: WriteHandle, review: Review): Promise<void> {
  const row = writeReview(review);
  const { id: _id, ...replaced } = row;
  await handle.db
    .insertInto('reviews')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(replaced))
    .execute();
  // Pages that list seminars list what waits, too.
  handle.touch('seminars');
}

export async function recordAct({ db }: WriteHandle, act: ReviewAct): Promise<void> {
  const { review, at, state, by, text } = act;
  await db
    .insertInto('review_acts')
    .values({ review, at: toMillis(at), state, by_whom: by ?? null, text })
    .execute();
}

export async function forgetName({ db }: WriteHandle, by: string): Promise<number> {
  const result = await db
    .updateTable('review_acts')
    .set({ by_whom: null })
    .where('by_whom', '=', by)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

type SeminarBody = Pick<SeminarReview, 'seminar' | 'kind' | 'changes' | 'resembles' | 'apart'>;
interface ClosedBody extends Pick<ClosedReview, 'source' | 'place' | 'evidence'> {
  readonly days: { readonly from: string; readonly to: string; readonly name: string };
}

function writeReview(review: Review): ReviewTable {
  const { id, type, state, openedAt, changedAt, told } = review;
  const life = {
    id,
    type,
    state,
    opened_at: toMillis(openedAt),
    changed_at: toMillis(changedAt),
    told: told ? 1 : 0,
  };
  if (review.type === 'seminar') {
    const { seminar, kind, changes, resembles, apart, proposed } = review;
    const body: SeminarBody = { seminar, kind, changes, resembles, apart };
    return { ...life, proposed: encodeRecord(proposed), body: encodeJson(body) };
  }
  const { days, source, place, evidence } = review;
  const { from, to, name } = days;
  const body: ClosedBody = {
    days: { from: from.toString(), to: to.toString(), name },
    source,
    place,
    evidence,
  };
  return { ...life, proposed: null, body: encodeJson(body) };
}

function readReview(row: ReviewTable): Review {
  const life = {
    id: row.id,
    state: row.state,
    openedAt: fromMillis(row.opened_at),
    changedAt: fromMillis(row.changed_at),
    told: row.told === 1,
  };
  if (row.proposed !== null) {
    return {
      ...life,
      ...decodeJson<SeminarBody>(row.body),
      type: 'seminar',
      proposed: decodeSeminar(row.proposed),
    };
  }
  const { days, ...rest } = decodeJson<ClosedBody>(row.body);
  return { ...life, ...rest, type: 'closed', days: readDays(days) };
}

function readDays({ from, to, name }: ClosedBody['days']): ClosedDays {
  return { from: Temporal.PlainDate.from(from), to: Temporal.PlainDate.from(to), name };
}

function readAct({ review, at, state, by_whom, text }: Selectable<ReviewActTable>): ReviewAct {
  return { review, at: fromMillis(at), state, text, ...(by_whom === null ? {} : { by: by_whom }) };
}

import type { SourceId } from '../../domain/ids.ts';
import type { ReadingMark } from '../../ports/store/seminars.ts';
import type { Handle, WriteHandle } from '../flavour.ts';

/**
 * A row is there while a run compares a source's claims with a reading, and after it, for as long as nobody else writes
 * any of these claims. Whoever does removes it: so a mark never says more than is true, whatever else happens.
 */
export async function getReadingMark({ db }: Handle, source: SourceId): Promise<ReadingMark | undefined> {
  const row = await db
    .selectFrom('reading_marks')
    .select(['mark', 'records'])
    .where('source', '=', source)
    .executeTakeFirst();
  return row && row.mark !== null ? { mark: row.mark, records: row.records } : undefined;
}

/** The run whose mark was there. */
export async function beginReading(
  handle: WriteHandle,
  source: SourceId,
  run: string,
): Promise<string | undefined> {
  const last = await handle.db
    .selectFrom('reading_marks')
    .select('run')
    .where('source', '=', source)
    .where('mark', 'is not', null)
    .executeTakeFirst();
  const begun = { run, mark: null, records: 0 };
  await handle.db
    .insertInto('reading_marks')
    .values({ source, ...begun })
    .onConflict((conflict) => conflict.column('source').doUpdateSet(begun))
    .execute();
  return last?.run;
}

/** Nothing where somebody else has written, or begun, meanwhile. */
export async function endReading(
  { db }: WriteHandle,
  source: SourceId,
  run: string,
  { mark, records }: ReadingMark,
): Promise<void> {
  await db
    .updateTable('reading_marks')
    .set({ mark, records })
    .where('source', '=', source)
    .where('run', '=', run)
    .execute();
}

/** Claims of these sources are written. By a run that has not ended: its own row stays. */
export async function dropMarks(
  { db, flavour }: WriteHandle,
  sources: readonly SourceId[],
  run: string | undefined,
): Promise<void> {
  await db
    .deleteFrom('reading_marks')
    .where(flavour.among('source', sources))
    .$if(run !== undefined, (query) =>
      query.where((is) => is.or([is('mark', 'is not', null), is('run', '!=', run ?? '')])),
    )
    .execute();
}

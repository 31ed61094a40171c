import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Seminar } from '../../domain/seminar.ts';
import type { SeminarQuery } from '../../ports/store/seminars.ts';
import type { StoreReader } from '../../ports/store.ts';

/** Read in about three milliseconds. */
const PAGE = 200;

/**
 * All that a query finds, page by page, with a turn for others after each (rule 19): nobody knows how many there are. In
 * order of start; what is changed meanwhile may be missed or come twice, as if it had been asked for earlier or later.
 */
export async function* findInPages(
  seminars: Pick<StoreReader['seminars'], 'find'>,
  query: Omit<SeminarQuery, 'limit' | 'after' | 'words' | 'speaker'>,
): AsyncGenerator<readonly Seminar[]> {
  for (let last: Seminar | undefined; ; ) {
    const page = await seminars.find({ ...query, limit: PAGE, ...(last ? { after: last } : {}) });
    yield page;
    last = page.at(-1);
    if (page.length < PAGE) return;
    await nextTurn();
  }
}

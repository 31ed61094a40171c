import type { Seminar } from '../../domain/seminar.ts';
import type { SourceRecord } from '../../ports/seminar-source.ts';
import type { StoreReader } from '../../ports/store.ts';
import { findInPages } from '../plan/find-in-pages.ts';
import { WIDE_DAYS } from './match-seminars.ts';
import type { Threads } from './threads.ts';

/** What the stored seminars are that unseen records may be about: near their times, or named by their threads. */
export async function candidatesFor(
  { seminars }: Pick<StoreReader, 'seminars'>,
  records: readonly SourceRecord[],
  threads: Threads,
  now: Temporal.Instant,
): Promise<readonly Seminar[]> {
  const found = new Map<string, Seminar>();
  const add = (all: readonly Seminar[]): void => {
    for (const seminar of all) found.set(seminar.id, seminar);
  };
  const addAll = async (query: Parameters<typeof findInPages>[1]): Promise<void> => {
    for await (const page of findInPages(seminars, query)) add(page);
  };
  const span = spanOf(records);
  const margin = { hours: WIDE_DAYS * 24 };
  if (span) {
    await addAll({ startsFrom: span.first.subtract(margin), startsBefore: span.last.add(margin) });
  }
  // A word without a time is about what lies ahead, or about a draft that has none either.
  if (records.some(mayBeUndated)) {
    await addAll({ endsAfter: now, startsBefore: now.add(margin).add(margin) });
    for await (const page of findInPages(seminars, { publication: 'draft' })) {
      add(page.filter(({ start }) => start === undefined));
    }
  }
  add(await seminars.many(threads.all));
  return [...found.values()];
}

function mayBeUndated({ prose, mail, fields }: SourceRecord): boolean {
  return (prose || mail === true) && (fields.start === undefined || fields.status !== undefined);
}

function spanOf(
  records: readonly SourceRecord[],
): { readonly first: Temporal.Instant; readonly last: Temporal.Instant } | undefined {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { fields, previousStart } of records) {
    for (const at of [fields.start, previousStart]) {
      if (!at) continue;
      first = Math.min(first, at.epochMilliseconds);
      last = Math.max(last, at.epochMilliseconds);
    }
  }
  if (first > last) return undefined;
  return {
    first: Temporal.Instant.fromEpochMilliseconds(first),
    last: Temporal.Instant.fromEpochMilliseconds(last),
  };
}

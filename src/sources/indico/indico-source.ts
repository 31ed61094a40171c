import { createHash } from 'node:crypto';
import type { SeminarSource, SourceReading } from '../../ports/seminar-source.ts';
import { takeTurns } from '../../support/take-turns.ts';
import { sourceIdOf } from '../entry-fields.ts';
import { fetchDocument } from '../fetching/fetch-document.ts';
import { parseJson } from '../fetching/parse-json.ts';
import type { SourceSetting } from '../source-setting.ts';
import type { IndicoEntry } from './indico-entry.ts';
import { IndicoAnswer } from './indico-schema.ts';
import { readEvents } from './read-events.ts';

/** Indico gives at most 500 events with their contributions at once (its `MAX_RECORDS`). */
const PAGE = 200;
const MOST_PAGES = 25;
const BACK_DAYS = 60;
const AHEAD_DAYS = 400;

/**
 * A category of an Indico site, from 60 days back to 400 ahead, by its HTTP export API. The answers hold the time of
 * asking, so that only their events tell whether anything changed.
 */
export function createIndicoSource(entry: IndicoEntry, setting: SourceSetting): SeminarSource {
  const site = new URL(entry.url);
  const label = entry.name ?? `${site.host}${site.pathname.replace(/\/+$/, '')}/${entry.category}`;
  const timezone = entry.timezone ?? setting.timezone;
  const { contributions } = entry;

  async function readPage(
    offset: number,
    today: Temporal.PlainDate,
    signal: AbortSignal,
  ): Promise<readonly unknown[]> {
    const fetched = await fetchDocument({
      url: addressOf(entry, offset, today),
      label,
      allowHosts: entry.allowHosts,
      accept: 'application/json',
      authorization: entry.token === undefined ? undefined : `Bearer ${entry.token}`,
      signal,
    });
    // Nothing was asked conditionally: there is always a document.
    const parsed = IndicoAnswer.safeParse(
      fetched.type === 'document' ? parseJson(fetched.bytes, label) : undefined,
    );
    if (!parsed.success) throw new Error(`${label}: the answer is none of Indico's export`);
    return parsed.data.results;
  }

  return {
    id: sourceIdOf('indico', label),
    review: entry.review,
    everyMs: entry.every,
    async read(since, signal): Promise<SourceReading> {
      const today = setting.clock.now().toZonedDateTimeISO('UTC').toPlainDate();
      const results: unknown[] = [];
      for (let page = 0; ; page += 1) {
        if (page === MOST_PAGES)
          throw new Error(`${label}: the category has more than ${MOST_PAGES * PAGE} events`);
        const found = await readPage(page * PAGE, today, signal);
        results.push(...found);
        if (found.length < PAGE) break;
      }
      const hash = await hashOfEvents([timezone, contributions, entry.series, entry.review], results, signal);
      if (since?.hash === hash) return { type: 'unchanged' };
      const { records, problems } = await readEvents(results, { label, timezone, contributions }, signal);
      return {
        type: 'records',
        complete: true,
        cursor: { hash },
        problems,
        records: records.map(({ uid, place, fields }) => ({
          uid,
          place,
          fields: entry.series === undefined ? fields : { series: entry.series, ...fields },
          prose: entry.review,
        })),
      };
    },
  };
}

/** Of thousands of events with their contributions, megabytes are hashed: in turns. */
async function hashOfEvents(
  reading: readonly unknown[],
  results: readonly unknown[],
  signal: AbortSignal,
): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(reading));
  const turn = takeTurns(signal);
  for (const result of results) {
    await turn();
    hash.update('\n').update(JSON.stringify(result));
  }
  return hash.digest('base64url');
}

function addressOf(
  { url, category, contributions }: IndicoEntry,
  offset: number,
  today: Temporal.PlainDate,
): string {
  const address = new URL(`${url.replace(/\/+$/, '')}/export/categ/${category}.json`);
  address.searchParams.set('from', today.subtract({ days: BACK_DAYS }).toString());
  address.searchParams.set('to', today.add({ days: AHEAD_DAYS }).toString());
  address.searchParams.set('order', 'start');
  address.searchParams.set('limit', String(PAGE));
  address.searchParams.set('offset', String(offset));
  if (contributions) address.searchParams.set('detail', 'contributions');
  return address.href;
}

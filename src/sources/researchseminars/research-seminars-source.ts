import type {
  SeminarSource,
  SourceProblem,
  SourceReading,
  SourceRecord,
} from '../../ports/seminar-source.ts';
import { problemsOf } from '../../support/schema-problems.ts';
import { takeTurns } from '../../support/take-turns.ts';
import { sourceIdOf } from '../entry-fields.ts';
import { fetchChanged, hashOf } from '../fetching/fetch-changed.ts';
import { parseJson } from '../fetching/parse-json.ts';
import type { SourceSetting } from '../source-setting.ts';
import type { ResearchSeminarsEntry } from './research-seminars-entry.ts';
import { fieldsOfTalk, isShown } from './talk-fields.ts';
import { SeriesAnswer, Talk } from './talk-schema.ts';

/** A series of researchseminars.org, by its API: all of its talks, past and to come. */
export function createResearchSeminarsSource(
  entry: ResearchSeminarsEntry,
  setting: SourceSetting,
): SeminarSource {
  const label = entry.name ?? entry.series;
  const site = entry.url.replace(/\/+$/, '');
  const timezone = entry.timezone ?? setting.timezone;
  const address = new URL(`${site}/api/0/lookup/series`);
  // Arguments of the API are JSON.
  address.searchParams.set('series_id', JSON.stringify(entry.series));

  return {
    id: sourceIdOf('researchseminars', label),
    review: entry.review,
    everyMs: entry.every,
    async read(since, signal): Promise<SourceReading> {
      const document = await fetchChanged({
        url: address.href,
        label,
        allowHosts: entry.allowHosts,
        accept: 'application/json',
        reading: hashOf(JSON.stringify([timezone, entry.series, entry.as, entry.review])),
        since,
        signal,
      });
      if (document.type === 'unchanged') return document;
      const answer = SeriesAnswer.safeParse(parseJson(document.bytes, label));
      if (!answer.success)
        throw new Error(`${label}: the site does not know the series, or answers otherwise than its API`);
      const problems: SourceProblem[] = [];
      const records: SourceRecord[] = [];
      const turn = takeTurns(signal);
      for (const [index, raw] of answer.data.talks.entries()) {
        await turn();
        const parsed = Talk.safeParse(raw);
        if (!parsed.success) {
          const place = `${label}#${numberOf(raw) ?? `talk ${index + 1}`}`;
          problems.push(
            ...problemsOf(parsed.error, raw).map(({ path: _path, ...rest }) => ({ place, ...rest })),
          );
          continue;
        }
        const talk = parsed.data;
        if (!isShown(talk)) continue;
        const fields = fieldsOfTalk(talk, timezone);
        records.push({
          uid: `${talk.seminar_id}/${talk.seminar_ctr}`,
          place: `${label}#${talk.seminar_ctr}`,
          fields: entry.as === undefined ? fields : { series: entry.as, ...fields },
          prose: entry.review,
        });
      }
      return { type: 'records', complete: true, cursor: document.cursor, problems, records };
    },
  };
}

function numberOf(raw: unknown): string | undefined {
  if (typeof raw !== 'object' || raw === null || !('seminar_ctr' in raw)) return undefined;
  return typeof raw.seminar_ctr === 'number' ? String(raw.seminar_ctr) : undefined;
}

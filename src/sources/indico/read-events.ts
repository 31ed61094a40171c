import type { SeminarFields } from '../../domain/seminar.ts';
import type { SourceProblem } from '../../ports/seminar-source.ts';
import { problemsOf } from '../../support/schema-problems.ts';
import { takeTurns } from '../../support/take-turns.ts';
import { fieldsOfContribution, fieldsOfEvent, IndicoError } from './indico-fields.ts';
import { IndicoContribution, IndicoEvent } from './indico-schema.ts';

interface IndicoRecord {
  /** The event's id, and the contribution's behind a slash. */
  readonly uid: string;
  /** Its page, or the site's name and the id. */
  readonly place: string;
  readonly fields: SeminarFields;
}

export interface IndicoReading {
  readonly records: readonly IndicoRecord[];
  readonly problems: readonly SourceProblem[];
}

export interface IndicoSetting {
  readonly label: string;
  readonly timezone: string;
  /** Each contribution of a meeting is a seminar, instead of the meeting. */
  readonly contributions: boolean;
}

/** Events of Indico's export → seminars; what is not as it should be is reported with its page and left out. */
export async function readEvents(
  results: readonly unknown[],
  setting: IndicoSetting,
  signal?: AbortSignal,
): Promise<IndicoReading> {
  const records: IndicoRecord[] = [];
  const problems: SourceProblem[] = [];
  const turn = takeTurns(signal);
  for (const [index, result] of results.entries()) {
    await turn();
    const parsed = IndicoEvent.safeParse(result);
    if (!parsed.success) {
      const place = `${setting.label}#${idOf(result) ?? `event ${index + 1}`}`;
      problems.push(
        ...problemsOf(parsed.error, result).map(({ path: _path, ...rest }) => ({ place, ...rest })),
      );
      continue;
    }
    const event = parsed.data;
    const place = `${setting.label}#${event.id}`;
    const take = (uid: string, at: string, read: () => SeminarFields): void => {
      try {
        records.push({ uid, place: at, fields: read() });
      } catch (error) {
        if (!(error instanceof IndicoError)) throw error;
        problems.push({ place: at, field: error.field, value: error.value, problem: error.message });
      }
    };
    const isMeeting = event.type !== 'simple_event' && event.type !== 'lecture';
    if (!setting.contributions || !isMeeting) {
      take(event.id, place, () => fieldsOfEvent(event, setting.timezone));
      continue;
    }
    for (const raw of event.contributions ?? []) {
      const contribution = IndicoContribution.safeParse(raw);
      const at = `${place}/${idOf(raw) ?? '?'}`;
      if (!contribution.success) {
        problems.push(
          ...problemsOf(contribution.error, raw).map(({ path: _path, ...rest }) => ({ place: at, ...rest })),
        );
        continue;
      }
      take(`${event.id}/${contribution.data.id}`, at, () =>
        fieldsOfContribution(contribution.data, event, setting.timezone),
      );
    }
  }
  return { records, problems };
}

function idOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('id' in value)) return undefined;
  return typeof value.id === 'string' || typeof value.id === 'number' ? String(value.id) : undefined;
}

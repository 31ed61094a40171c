import { resolve } from 'node:path';
import type { z } from 'zod';
import { SourceId } from '../domain/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { SeminarSource } from '../ports/seminar-source.ts';
import type { Settings, SourceEntry } from '../settings/load-settings.ts';
import { SettingsError, type SettingsProblem } from '../settings/problem.ts';
import { CsvEntry } from '../sources/csv/csv-entry.ts';
import { createCsvSource } from '../sources/csv/csv-source.ts';
import { FilesEntry } from '../sources/files/files-entry.ts';
import { createFilesSource } from '../sources/files/files-source.ts';
import { IcalEntry } from '../sources/ical/ical-entry.ts';
import { createIcalSource } from '../sources/ical/ical-source.ts';
import { ImapEntry } from '../sources/imap/imap-entry.ts';
import { createImapSource } from '../sources/imap/imap-source.ts';
import { IndicoEntry } from '../sources/indico/indico-entry.ts';
import { createIndicoSource } from '../sources/indico/indico-source.ts';
import { ResearchSeminarsEntry } from '../sources/researchseminars/research-seminars-entry.ts';
import { createResearchSeminarsSource } from '../sources/researchseminars/research-seminars-source.ts';
import type { SourceSetting } from '../sources/source-setting.ts';
import { problemsOf } from '../support/schema-problems.ts';

interface SourceDeps {
  readonly settings: Settings;
  readonly clock: Clock;
}

type SourceFactory = (entry: SourceEntry, deps: SourceDeps) => SeminarSource;

/** Every kind of source, by the `type` that names it in the configuration: one line each. */
export const SOURCE_TYPES: Readonly<Record<string, SourceFactory>> = {
  files: define(FilesEntry, ({ path, review }, setting) =>
    createFilesSource({
      ...setting,
      id: SourceId.parse(`files:${path}`),
      folder: resolve(setting.folder, path),
      label: path,
      review,
    }),
  ),
  csv: define(CsvEntry, createCsvSource, 'series'),
  ical: define(IcalEntry, createIcalSource, 'series'),
  indico: define(IndicoEntry, createIndicoSource, 'series'),
  researchseminars: define(ResearchSeminarsEntry, createResearchSeminarsSource, 'as'),
  imap: define(ImapEntry, createImapSource),
};

/** The configured sources, in order: earlier ones win where two say something different. Throws SettingsError. */
export function createSources(deps: SourceDeps): readonly SeminarSource[] {
  const sources = deps.settings.sources.map((entry) => {
    const create = SOURCE_TYPES[entry.type];
    if (create) return create(entry, deps);
    throw new SettingsError([
      {
        place: entry.placeOf(['type']),
        field: 'type',
        value: entry.type,
        problem: `allowed: ${Object.keys(SOURCE_TYPES).join(', ')}`,
      },
    ]);
  });
  const twice = sources.findIndex(
    (source, index) => sources.findIndex((other) => other.id === source.id) !== index,
  );
  if (twice >= 0) {
    throw new SettingsError([
      { place: deps.settings.sources[twice]?.placeOf([]) ?? '', problem: 'the same source is given twice' },
    ]);
  }
  return sources;
}

/** A kind of source: the schema of its entry, what makes it, and which key of the entry names a configured series. */
function define<T extends z.ZodType>(
  schema: T,
  create: (entry: z.output<T>, setting: SourceSetting) => SeminarSource,
  seriesKey?: keyof z.output<T> & string,
): SourceFactory {
  return (entry, { settings, clock }) => {
    const { timezone, dateOrder, series } = settings.policy;
    const parsed = schema.safeParse(entry.value);
    if (!parsed.success) throw new SettingsError(problemsIn(entry, parsed.error, settings, schema));
    const named = seriesKey === undefined ? undefined : entry.value[seriesKey];
    if (seriesKey !== undefined && named !== undefined && !series.some(({ id }) => id === named)) {
      const all = series.map(({ id }) => id).join(', ');
      throw new SettingsError([
        {
          place: entry.placeOf([seriesKey]),
          field: seriesKey,
          value: String(named),
          problem: `there is no such series; ${all === '' ? 'none is defined' : `there are ${all}`}`,
        },
      ]);
    }
    return create(parsed.data, { folder: settings.folder, timezone, dateOrder, series, clock });
  };
}

/** What is wrong never repeats a secret: neither one that was filled in nor one that was written down. */
function problemsIn(
  entry: SourceEntry,
  error: z.ZodError,
  { redactor }: Settings,
  schema: z.ZodType,
): SettingsProblem[] {
  return problemsOf(error, entry.value, schema).map(({ path, value, ...rest }) => ({
    place: entry.placeOf(path),
    ...rest,
    ...(value === undefined || /password|secret|token/i.test(rest.field)
      ? {}
      : { value: redactor.redact(value) }),
  }));
}

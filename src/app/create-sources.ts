import { resolve } from 'node:path';
import { z } from 'zod';
import { SourceId } from '../domain/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { SeminarSource } from '../ports/seminar-source.ts';
import type { Settings, SourceEntry } from '../settings/load-settings.ts';
import { SettingsError } from '../settings/problem.ts';
import { createFilesSource } from '../sources/files/files-source.ts';
import { problemsOf } from '../support/schema-problems.ts';

interface SourceDeps {
  readonly settings: Settings;
  readonly clock: Clock;
}

type SourceFactory = (entry: SourceEntry, deps: SourceDeps) => SeminarSource;

const FilesEntry = z.strictObject({
  type: z.literal('files'),
  path: z.string().min(1),
  review: z.boolean().default(true),
});

/** Every kind of source, by the `type` that names it in the configuration: one line each. */
export const SOURCE_TYPES: Readonly<Record<string, SourceFactory>> = {
  files: (entry, { settings, clock }) => {
    const { path, review } = parseEntry(FilesEntry, entry);
    return createFilesSource({
      id: SourceId.parse(`files:${path}`),
      folder: resolve(settings.folder, path),
      label: path,
      timezone: settings.policy.timezone,
      dateOrder: settings.policy.dateOrder,
      series: settings.policy.series,
      review,
      clock,
    });
  },
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

function parseEntry<T extends z.ZodType>(schema: T, entry: SourceEntry): z.infer<T> {
  const parsed = schema.safeParse(entry.value);
  if (parsed.success) return parsed.data;
  throw new SettingsError(
    problemsOf(parsed.error, entry.value).map(({ path, ...rest }) => ({
      place: entry.placeOf(path),
      ...rest,
    })),
  );
}

import type { SeminarFields } from '../../domain/seminar.ts';
import type { SourceProblem } from '../../ports/seminar-source.ts';
import { parseLocatedJson } from '../../support/located-json.ts';
import { parseLocatedYaml } from '../../support/located-yaml.ts';
import { problemsOf } from '../../support/schema-problems.ts';
import { FieldError, fieldsOf, type RecordDefaults } from './record-fields.ts';
import { RecordEntry } from './record-schema.ts';

/** `knownSeries`: what `series` may name. */
export interface RecordFileSetting extends RecordDefaults {
  readonly knownSeries: readonly string[];
}

export interface FileRecord {
  readonly id?: string;
  readonly fields: SeminarFields;
  readonly line: number;
}

export interface RecordFileReading {
  readonly records: readonly FileRecord[];
  readonly problems: readonly SourceProblem[];
}

/**
 * A YAML or JSON file that holds one record or a list. A bad record is reported and left out; the others are read.
 */
export function readRecordFile(text: string, place: string, defaults: RecordFileSetting): RecordFileReading {
  const yaml = parseLocatedJson(text) ?? parseLocatedYaml(text);
  if (yaml.problems.length > 0) {
    return {
      records: [],
      problems: yaml.problems.map(({ line, problem }) => ({
        place,
        line,
        problem: `not valid YAML: ${problem}`,
      })),
    };
  }
  if (yaml.value === null || yaml.value === undefined) return { records: [], problems: [] };
  const list = Array.isArray(yaml.value);
  const entries: readonly unknown[] = Array.isArray(yaml.value) ? yaml.value : [yaml.value];
  const records: FileRecord[] = [];
  const problems: SourceProblem[] = [];
  entries.forEach((entry, index) => {
    const at = (path: readonly PropertyKey[]): number => yaml.lineOf(list ? [index, ...path] : path);
    const parsed = RecordEntry.safeParse(entry);
    if (!parsed.success) {
      for (const { path, ...rest } of problemsOf(parsed.error, entry, RecordEntry))
        problems.push({ place, line: at(path), ...rest });
      return;
    }
    const { series } = parsed.data;
    if (series !== undefined && !defaults.knownSeries.includes(series)) {
      const known =
        defaults.knownSeries.length > 0
          ? `there are ${defaults.knownSeries.join(', ')}`
          : 'none is configured';
      problems.push({
        place,
        line: at(['series']),
        field: 'series',
        value: series,
        problem: `there is no such series; ${known}`,
      });
      return;
    }
    try {
      const { id } = parsed.data;
      records.push({
        ...(id === undefined ? {} : { id }),
        fields: fieldsOf(parsed.data, defaults),
        line: at([]),
      });
    } catch (error) {
      if (!(error instanceof FieldError)) throw error;
      problems.push({
        place,
        line: at([error.field]),
        field: error.field,
        value: error.value,
        problem: error.message,
      });
    }
  });
  return { records, problems };
}

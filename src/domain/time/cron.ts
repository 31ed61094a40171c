/**
 * A five-field cron expression, parsed. A field that begins with `*` does not restrict the day: where both day of month
 * and day of week restrict, either suffices; where one does, it alone decides (as cron has always read them).
 */
export interface Cron {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly daysOfMonth: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  /** 0 is Sunday. */
  readonly daysOfWeek: ReadonlySet<number>;
  readonly restrictsDayOfMonth: boolean;
  readonly restrictsDayOfWeek: boolean;
  /** As written. */
  readonly text: string;
}

interface FieldRule {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly names: readonly string[];
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const LONGEST_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const MINUTE: FieldRule = { name: 'minute', min: 0, max: 59, names: [] };
const HOUR: FieldRule = { name: 'hour', min: 0, max: 23, names: [] };
const DAY_OF_MONTH: FieldRule = { name: 'day of month', min: 1, max: 31, names: [] };
const MONTH: FieldRule = { name: 'month', min: 1, max: 12, names: MONTHS };
/** 7 is Sunday too. */
const DAY_OF_WEEK: FieldRule = { name: 'day of week', min: 0, max: 7, names: WEEKDAYS };

/**
 * `0 9 * * MON` → its fields. Lists (`1,15`), ranges (`MON-FRI`, `FRI-MON`), steps (`*\/15`, `8-18/2`) and English names
 * of months and days. Throws RangeError that names the expression, the field, the part and what is allowed.
 */
export function parseCron(text: string): Cron {
  const fields = text.trim().split(/\s+/);
  const [minute = '', hour = '', dayOfMonth = '', month = '', dayOfWeek = ''] = fields;
  if (fields.length !== 5) {
    throw new RangeError(
      `"${text}" has ${text.trim() === '' ? 0 : fields.length} fields; write five: minute, hour, day of month, month, day of week, such as "0 9 * * MON"`,
    );
  }
  const cron: Cron = {
    minutes: parseField(text, minute, MINUTE),
    hours: parseField(text, hour, HOUR),
    daysOfMonth: new Set(parseField(text, dayOfMonth, DAY_OF_MONTH)),
    months: new Set(parseField(text, month, MONTH)),
    daysOfWeek: new Set(parseField(text, dayOfWeek, DAY_OF_WEEK).map((day) => day % 7)),
    restrictsDayOfMonth: !dayOfMonth.startsWith('*'),
    restrictsDayOfWeek: !dayOfWeek.startsWith('*'),
    text: fields.join(' '),
  };
  if (!everOccurs(cron)) throw new RangeError(`"${text}" never occurs: no such month has that day`);
  return cron;
}

/** Whether the expression fires on the day at all. */
export function occursOn(cron: Cron, day: Temporal.PlainDate): boolean {
  if (!cron.months.has(day.month)) return false;
  const ofMonth = cron.daysOfMonth.has(day.day);
  const ofWeek = cron.daysOfWeek.has(day.dayOfWeek % 7);
  return cron.restrictsDayOfMonth && cron.restrictsDayOfWeek ? ofMonth || ofWeek : ofMonth && ofWeek;
}

function everOccurs(cron: Cron): boolean {
  if (cron.restrictsDayOfMonth && cron.restrictsDayOfWeek) return true;
  const first = Math.min(...cron.daysOfMonth);
  return [...cron.months].some((month) => first <= (LONGEST_MONTH[month - 1] ?? 0));
}

function parseField(text: string, field: string, rule: FieldRule): readonly number[] {
  const values = new Set<number>();
  for (const part of field.split(',')) for (const value of parsePart(text, part, rule)) values.add(value);
  return [...values].toSorted((a, b) => a - b);
}

function parsePart(text: string, part: string, rule: FieldRule): readonly number[] {
  const match = /^(\*|(\w+)(?:-(\w+))?)(?:\/(\d{1,2}))?$/.exec(part);
  if (!match) throw refusal(text, part, rule);
  const [, range, low, high, stepText] = match;
  const step = stepText === undefined ? 1 : Number(stepText);
  if (step === 0) throw refusal(text, part, rule);
  const top = rule === DAY_OF_WEEK ? 6 : rule.max;
  if (range === '*') return steps(rule.min, top, step);
  const from = fieldValue(text, part, low ?? '', rule);
  // `5/15` without an end runs on to the field's end.
  const to = high === undefined ? (stepText === undefined ? from : top) : fieldValue(text, part, high, rule);
  if (from <= to) return steps(from, to, step);
  // Weekdays wrap around (`FRI-MON`); anything else that runs backwards is a slip.
  if (rule === DAY_OF_WEEK) return steps(from, to + 7, step).map((day) => day % 7);
  throw new RangeError(`"${text}": ${rule.name} "${part}" runs backwards; write the smaller value first`);
}

function fieldValue(text: string, part: string, word: string, rule: FieldRule): number {
  const named = rule.names.indexOf(word.toUpperCase());
  if (named >= 0) return named + rule.min;
  const value = /^\d{1,2}$/.test(word) ? Number(word) : Number.NaN;
  if (!(value >= rule.min && value <= rule.max)) throw refusal(text, part, rule);
  return value;
}

function steps(from: number, to: number, step: number): readonly number[] {
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);
}

function refusal(text: string, part: string, rule: FieldRule): RangeError {
  const names = rule.names.length > 0 ? ` or ${rule.names[0]} to ${rule.names.at(-1)}` : '';
  return new RangeError(
    `"${text}": "${part}" is not a ${rule.name}; write ${rule.min} to ${rule.max}${names}, *, a list (a,b), a range (a-b) or a step (*/n)`,
  );
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/**
 * `30s`, `15m`, `1h`, `1d`, `2w` → seconds, for spans in which a day is 24 hours (periods, retention, lengths of talks).
 * Offsets before a start are calendar units instead: see `time/offset.ts`.
 * Throws RangeError that names the value and the forms allowed.
 */
export function durationSeconds(text: string): number {
  const match = /^(\d{1,6})\s*([smhdw])$/.exec(text.trim());
  const unit = UNITS[match?.[2] ?? ''];
  if (!match || unit === undefined) {
    throw new RangeError(
      `"${text}" is not a duration; write a number and s, m, h, d or w, such as 15m, 1h or 2w`,
    );
  }
  return Number(match[1]) * unit;
}

import type { Decoded } from '../decode/decoded.ts';
import type { ClosedDay } from '../reading.ts';
import type { Line } from '../structure/lines.ts';
import type { ReadSetting } from '../talk/talk-reading.ts';
import { hasWord } from '../vocabulary/words.ts';
import type { DateToken } from '../when/date-token.ts';
import { resolveDate } from '../when/resolve-date.ts';

/** "No seminar on 8 April", "15 April – (Easter break)": days that the text says have no talk. */
export function findClosedDays(
  source: Decoded,
  lines: readonly Line[],
  dates: readonly DateToken[],
  setting: ReadSetting,
): readonly ClosedDay[] {
  const closed: ClosedDay[] = [];
  let at = 0;
  for (const line of lines) {
    while (at < dates.length && (dates[at]?.start ?? 0) < line.start) at += 1;
    if (line.blank || line.end - line.start > 300 || line.role === 'header' || line.role === 'quoted')
      continue;
    const written = source.text.slice(line.start, line.end);
    if (!isClosed(written)) continue;
    for (let next = at; next < dates.length; next += 1) {
      const token = dates[next];
      if (!token || token.start >= line.end) break;
      if (token.weak || token.date.type === 'days') continue;
      const reading = resolveDate(
        token,
        { from: line.written ?? setting.today, dateOrder: setting.dateOrder },
        source.text.slice(token.start, token.end),
      );
      if (reading.type !== 'day') continue;
      closed.push({ date: reading.date, evidence: { start: line.start, end: line.end, text: written } });
    }
  }
  return closed;
}

/** The words must say so of the day itself: "no talk", or a break that is all that the line holds. */
export function isClosed(line: string): boolean {
  if (!hasWord('noTalk', line)) return false;
  return (
    /\b(?:no|kein|keine|pas de|pas d['’]|sin|no hay|no habrá|cancelled)\b|无|暂停|停课|放假/iu.test(line) ||
    line.split(/\s+/).length <= 9
  );
}

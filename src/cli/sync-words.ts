import { withoutPlace } from '../app/operations/check/finding.ts';
import type { SyncOutcome } from '../app/operations/sync-now.ts';
import { say } from './output.ts';

/** What one source brought, for a person. */
export function saySyncReport(report: SyncOutcome): void {
  if (report.outcome === 'failed') {
    say(`${report.source}: cannot be read: ${report.failure}. What was known stays.`);
    return;
  }
  const { added, changed, gone, unchanged } = report;
  say(
    `${report.source}: ${added.length} new, ${changed.length} changed, ${gone.length} gone, ${unchanged} unchanged.`,
  );
  for (const entry of added)
    say(`  new      ${entry.seminar}  ${entry.place}  ${entry.title ?? ''}`.trimEnd());
  for (const entry of changed)
    say(`  changed  ${entry.seminar}  ${entry.place}  ${entry.fields.join(', ')}`.trimEnd());
  for (const entry of gone)
    say(`  gone     ${entry.seminar}  ${entry.place}  ${entry.title ?? ''}`.trimEnd());
  for (const { place, text } of report.concerns) say(`  look at  ${place}: ${withoutPlace(text, place)}`);
  for (const { place, line, field, value, problem } of report.problems) {
    const at = line === undefined ? place : `${place}:${line}`;
    say(
      `  problem  ${at}: ${field ? `${field}: ` : ''}${value === undefined ? '' : `"${value}": `}${problem}`,
    );
  }
  if (report.lossHeld) {
    const { lost, of } = report.lossHeld;
    say(
      `  held     ${lost} of ${of} coming seminars are missing at once; if they are really gone: lectern sync --accept-loss ${report.source}`,
    );
  }
  if (report.announcementsHeld > 0)
    say(`  held     ${report.announcementsHeld} overdue announcements: lectern log --state held`);
}

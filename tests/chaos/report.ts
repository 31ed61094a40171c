import { KILL_POINTS, POINT_WORDS } from './reaper.ts';
import type { ChaosReport } from './run-chaos.ts';

/** Whether nothing was breached. */
export function isClean({ findings, failures, exitCode }: ChaosReport): boolean {
  const breaches = Object.values(findings.breaches).reduce((sum, count) => sum + count, 0);
  return (
    breaches === 0 && judgedViolations(findings.violations) === 0 && failures.length === 0 && exitCode === 0
  );
}

/**
 * Counted, and not judged: what bunched up on its way had left in time; and a service that is started thirty times a minute
 * reads thirty times which channels there are and what stands in them. What it says and edits is judged.
 */
const NOT_JUDGED = /conversations\.|by jitter/;

function judgedViolations(violations: Readonly<Record<string, number>>): number {
  return Object.entries(violations).reduce(
    (sum, [name, count]) => sum + (NOT_JUDGED.test(name) ? 0 : count),
    0,
  );
}

/** One table for people. */
export function printReport(report: ChaosReport): string {
  const { findings, kills, found, faults, deeds } = report;
  const total = (counts: Readonly<Record<string, number>>): number =>
    Object.values(counts).reduce((sum, count) => sum + count, 0);
  const rows = (counts: Readonly<Record<string, number>>): string[] =>
    Object.entries(counts).map(([name, count]) => row(`  ${name}`, count));
  return [
    `Seed ${report.seed}, ${report.minutes} minutes of trouble, ${report.peaceSeconds} s until all was quiet`,
    '',
    row('Kills', total(kills)),
    ...KILL_POINTS.map((point) => row(`  ${POINT_WORDS[point]}`, kills[point] ?? 0)),
    row('Notices in hand at a kill', total(found)),
    ...rows({
      claimed: found.claimed,
      'sending, not left': found.notLeft,
      'sending, not answered': found.unanswered,
      'sending, answered, not recorded': found.answered,
    }),
    row('Faults', total(faults)),
    ...rows(faults),
    row('Deeds', total(deeds)),
    ...rows(deeds),
    row('Notices', total(findings.notices)),
    ...rows(findings.notices),
    row('Messages posted', total(findings.posted)),
    ...rows(findings.posted),
    row('Messages edited', total(findings.edits)),
    ...rows(findings.edits),
    row('Notices owed in the end', findings.owed),
    row('  arrived', findings.arrived),
    ...rows(findings.excused),
    row('Said twice, as the policy of Teams has it', findings.repeatedByPolicy),
    row('On Teams, arrived without an answer: beyond reach', findings.beyondReach),
    '',
    ...Object.entries(findings.lateness).map(
      ([name, late]) =>
        `  late, ${name}: p50 ${late.p50} s, p95 ${late.p95} s, p99 ${late.p99} s, most ${late.max} s (${late.count})`,
    ),
    '',
    ...Object.entries(findings.breaches).map(([name, count]) => row(name.toUpperCase(), count)),
    row('RATE LIMITS VIOLATED', judgedViolations(findings.violations)),
    ...rows(findings.violations),
    ...report.failures,
    ...(report.exitCode === 0 ? [] : [`The last life ended with ${report.exitCode}.`]),
  ].join('\n');
}

function row(name: string, count: number): string {
  return `${name.padEnd(52)}${String(count).padStart(8)}`;
}

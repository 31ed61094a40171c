import type { ChaosReport } from './run-chaos.ts';

/** Whether nothing was breached. */
export function isClean({ findings, failures, exitCode }: ChaosReport): boolean {
  const breaches = Object.values(findings.breaches).reduce((sum, count) => sum + count, 0);
  return (
    breaches === 0 && judgedViolations(findings.violations) === 0 && failures.length === 0 && exitCode === 0
  );
}

/**
 * Counted, and not judged: what bunched up on its way had left in time; what a process had begun before it was frozen leaves
 * when it thaws, and nothing can hold it (rule 11); and a service that is started thirty times a minute
 * reads thirty times which channels there are and what stands in them. What it says and edits is judged.
 */
const NOT_JUDGED = /conversations\.|by jitter|after a freeze/;

function judgedViolations(violations: Readonly<Record<string, number>>): number {
  return Object.entries(violations).reduce(
    (sum, [name, count]) => sum + (NOT_JUDGED.test(name) ? 0 : count),
    0,
  );
}

/** One table for people. */
export function printReport(report: ChaosReport): string {
  const { findings, mishaps, found, faults, deeds } = report;
  const total = (counts: Readonly<Record<string, number>>): number =>
    Object.values(counts).reduce((sum, count) => sum + count, 0);
  const rows = (counts: Readonly<Record<string, number>>): string[] =>
    Object.entries(counts).map(([name, count]) => row(`  ${name}`, count));
  return [
    `Seed ${report.seed}, ${count(report.replicas)} on ${report.store}, ${report.minutes} minutes of trouble, ${report.peaceSeconds} s until all was quiet`,
    '',
    row('Mishaps of processes and database', total(mishaps)),
    ...rows(mishaps),
    row('Notices in hand at a kill or a freeze', total({ ...found })),
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
    row('Beyond fencing: sent by a process that had been frozen', total(findings.beyondFencing)),
    ...rows(findings.beyondFencing),
    row('Said twice, as the policy of Teams has it', findings.repeatedByPolicy),
    row('On Teams, arrived without an answer: beyond reach', findings.beyondReach),
    '',
    ...[...report.gaps].toSorted().map(([fault, lengths]) => describeGaps(fault, lengths)),
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

function count(replicas: number): string {
  return replicas === 1 ? 'one process' : `${replicas} replicas`;
}

function describeGaps(fault: string, lengths: readonly number[]): string {
  const sorted = lengths.toSorted((a, b) => a - b);
  const at = (share: number): string => {
    const ms = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
    return `${(ms / 1_000).toFixed(1)} s`;
  };
  return `  lane without a living holder, ${fault}: p50 ${at(0.5)}, p95 ${at(0.95)}, most ${at(1)} (${lengths.length})`;
}

function row(name: string, count: number): string {
  return `${name.padEnd(52)}${String(count).padStart(8)}`;
}

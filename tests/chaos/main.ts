import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readOptions } from './options.ts';
import { isClean, printReport } from './report.ts';
import { runChaos } from './run-chaos.ts';

/**
 * `npm run chaos -- --seed N --minutes M [--replicas N] [--store sqlite|postgres]`: the real service, killed, frozen and cut
 * off again and again among platforms that fail, and a judge.
 * Exit status 1 where anything was lost, doubled, stale or against a limit. Everything stays in the folder that it names.
 */
const options = readOptions(process.argv.slice(2), mkdtempSync(join(tmpdir(), 'lectern-chaos-')));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
const say = (text: string): void => void process.stderr.write(`${text}\n`);
say(`Seed ${options.seed}; everything is kept in ${options.folder}`);
const report = await runChaos(options, say);
const { details, violationDetails, ...findings } = report.findings;
writeFileSync(
  join(options.folder, 'report.json'),
  JSON.stringify({ ...report, gaps: Object.fromEntries(report.gaps) }, undefined, 2),
);
writeFileSync(join(options.folder, 'breaches.txt'), details.join('\n\n'));
writeFileSync(join(options.folder, 'violations.txt'), violationDetails.join('\n'));
const json = JSON.stringify({ ...report, gaps: Object.fromEntries(report.gaps), findings });
for (const text of details.slice(0, 20)) say(`\n${text}`);
// Said aloud: the embedded PostgreSQL would end the process with 0, whatever its exit code was to be.
process.stdout.write(`${printReport(report)}\n${json}\n`, () => process.exit(isClean(report) ? 0 : 1));

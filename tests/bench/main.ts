import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importing } from './benches/import.ts';
import { lookUps } from './benches/look-ups.ts';
import { pacing } from './benches/pacing.ts';
import { punctuality } from './benches/punctuality.ts';
import { starting } from './benches/start.ts';
import { createThroughput, throughputPostgres } from './benches/throughput.ts';
import { tick } from './benches/tick.ts';
import type { Bench } from './harness/bench.ts';
import type { Figure } from './harness/figures.ts';
import { describeMachine } from './harness/machine.ts';
import { readOptions } from './harness/options.ts';
import { installPeers } from './harness/peers.ts';
import { openSetting } from './harness/setting.ts';
import { drawTable } from './harness/table.ts';

/**
 * `npm run bench`: Lectern beside what else one might use, in one run. Prints a table; `--json FILE` keeps the figures.
 * Figures are no test: the exit status is 1 only where a bench broke.
 */
const BENCHES: readonly Bench[] = [
  punctuality,
  createThroughput('slack'),
  createThroughput('teams'),
  throughputPostgres,
  pacing,
  importing,
  tick,
  lookUps,
  starting,
];

const say = (text: string): void => void process.stderr.write(`${text}\n`);
const options = readOptions(
  process.argv.slice(2),
  BENCHES.map(({ name }) => name),
);
await installPeers(say);
const folder = mkdtempSync(join(tmpdir(), 'lectern-bench-'));
const profileFolder = join(folder, 'profiles');
const figures: Figure[] = [];
const broken: string[] = [];
for (const bench of BENCHES) {
  if (options.only.length > 0 && !options.only.includes(bench.name)) continue;
  say(`${bench.name}: ${bench.about}`);
  const own = join(folder, bench.name);
  mkdirSync(own);
  const setting = openSetting({
    size: options.size,
    folder: own,
    say,
    ...(options.profile ? { profileFolder: join(profileFolder, bench.name) } : {}),
  });
  try {
    figures.push(...(await bench.run(setting)));
  } catch (error) {
    broken.push(bench.name);
    console.error(error);
  } finally {
    await setting.close();
    rmSync(own, { recursive: true, force: true });
  }
}
process.stdout.write(`${describeMachine()}\n\n${drawTable(figures)}\n`);
if (options.json !== undefined)
  writeFileSync(
    options.json,
    JSON.stringify({ machine: describeMachine(), size: options.size, figures, broken }, undefined, 2),
  );
if (broken.length > 0) {
  say(`broken: ${broken.join(', ')}`);
  process.exitCode = 1;
}

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
import { writeDocs } from './harness/docs-table.ts';
import type { Figure } from './harness/figures.ts';
import { describeMachine } from './harness/machine.ts';
import { type BenchOptions, readOptions } from './harness/options.ts';
import { installPeers } from './harness/peers.ts';
import { describeProfiles } from './harness/profiles.ts';
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
const options = understand();
const { size, only, json, rounds } = options;
installPeers(say);
const folder = mkdtempSync(join(tmpdir(), 'lectern-bench-'));
const figures: Figure[] = [];
const broken: string[] = [];
for (const bench of BENCHES.filter(({ name }) => only.length === 0 || only.includes(name))) {
  say(`${bench.name}: ${bench.about}`);
  const own = join(folder, bench.name);
  mkdirSync(own);
  const profileFolder = options.profile ? join(folder, 'profiles', bench.name) : undefined;
  const setting = openSetting({
    size,
    folder: own,
    say,
    ...(rounds === undefined ? {} : { rounds }),
    ...(profileFolder === undefined ? {} : { profileFolder }),
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
  if (profileFolder !== undefined) for (const text of describeProfiles(profileFolder)) say(`\n${text}`);
}
const machine = describeMachine();
const table = drawTable(figures);
process.stdout.write(`${machine}\n\n${table}\n`);
if (json !== undefined) writeFileSync(json, JSON.stringify({ machine, size, figures, broken }, undefined, 2));
if (options.writeDocs)
  writeDocs(
    `Measured on ${machine}; sizes: ${size}${rounds === undefined ? '' : `, ${rounds} ${rounds === 1 ? 'round' : 'rounds'}`}.\n\n${table}`,
  );
if (options.profile) say(`The profiles are kept in ${join(folder, 'profiles')}`);
else rmSync(folder, { recursive: true, force: true });
if (broken.length > 0) {
  say(`broken: ${broken.join(', ')}`);
  process.exitCode = 1;
}

/** Ends the process with what is wrong with what was typed. */
function understand(): BenchOptions {
  const names = BENCHES.map(({ name }) => name);
  try {
    return readOptions(process.argv.slice(2), names);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exit(2);
  }
}

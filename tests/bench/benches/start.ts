import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import type { Bench } from '../harness/bench.ts';
import { type Figure, figureOf } from '../harness/figures.ts';
import { readResidentBytes } from '../harness/process-tree.ts';
import { runRounds } from '../harness/rounds.ts';
import { makeArchive } from '../scene/archive.ts';
import { makeSeminar } from '../scene/records.ts';
import { type PlatformSet, startService, writeServiceConfiguration } from '../scene/service.ts';

const SEMINARS = { tiny: 100, quick: 10_000, full: 10_000 } as const;
const SERIES = 100;
const ROUNDS = { tiny: 1, quick: 2, full: 5 } as const;
/** After which a process is at rest. */
const REST_MS = { tiny: 200, quick: 1_000, full: 5_000 } as const;
const SETS: readonly PlatformSet[] = ['preview', 'Slack', 'Teams', 'Slack and Teams'];
const BARE = ['node', 'Slack', 'Teams', 'Slack and Teams'] as const;

interface Round {
  readonly readyMs: number;
  /** Absent where nobody can tell (there is no /proc). */
  readonly residentMb?: number;
}

export const starting: Bench = {
  name: 'start',
  about: `from start to ready, and memory at rest, with ${SEMINARS.full} seminars stored, beside Node and the SDKs alone`,
  async run(setting) {
    const { size, folder, profileFolder } = setting;
    const config = writeServiceConfiguration(folder, SERIES);
    const archive = makeArchive(SEMINARS[size], SERIES);
    const now = Temporal.Now.instant();
    const template = await (await setting.sqlite()).fill('start', (store) =>
      store.transaction(async (tx) => {
        for (const [n, { fields }] of archive.entries())
          await tx.seminars.put(makeSeminar(n % SERIES, fields.start ?? now, now, `stored ${n}`));
      }),
    );
    const door = await setting.door();
    const runLectern = async (platforms: PlatformSet): Promise<Round> => {
      const service = await startService({
        config,
        storeUrl: await template.copy(),
        platforms,
        doorUrl: door.url,
        ...(profileFolder === undefined ? {} : { profileFolder }),
      });
      try {
        await pass(REST_MS[size]);
        return { readyMs: service.readyMs, ...residentOf(service.process.pid) };
      } finally {
        await service.process.stop();
      }
    };
    const results = await runRounds<Round>(
      {
        ...Object.fromEntries(BARE.map((what) => [nameBare(what), () => runBare(what, REST_MS[size])])),
        ...Object.fromEntries(SETS.map((set) => [`Lectern, ${set}`, () => runLectern(set)])),
      },
      setting.roundsOf(ROUNDS),
    );
    return [...results].flatMap(([contender, rounds]) => describe(contender, rounds));
  },
};

function nameBare(what: string): string {
  return what === 'node' ? 'Node alone' : `the SDKs alone: ${what}`;
}

async function runBare(what: string, restMs: number): Promise<Round> {
  const began = performance.now();
  const child = fork(join(import.meta.dirname, '../contenders/idle.ts'), [what]);
  try {
    await once(child, 'message');
    const readyMs = performance.now() - began;
    await pass(restMs);
    return { readyMs, ...residentOf(child.pid) };
  } finally {
    const exit = once(child, 'exit');
    child.kill();
    await exit;
  }
}

function residentOf(pid: number | undefined): Pick<Round, 'residentMb'> {
  const bytes = pid === undefined ? undefined : readResidentBytes(pid);
  return bytes === undefined ? {} : { residentMb: bytes / 1e6 };
}

function describe(contender: string, rounds: readonly Round[]): readonly Figure[] {
  const words = { bench: starting.name, contender };
  const resident = rounds.flatMap(({ residentMb }) => residentMb ?? []);
  return [
    figureOf(
      { ...words, what: 'from start to ready', unit: 's' },
      rounds.map(({ readyMs }) => readyMs / 1_000),
    ),
    ...(resident.length > 0
      ? [figureOf({ ...words, what: 'resident memory at rest', unit: 'MB' }, resident)]
      : []),
  ];
}

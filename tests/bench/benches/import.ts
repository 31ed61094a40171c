import { z } from 'zod';
import type { Bench } from '../harness/bench.ts';
import { figureOf } from '../harness/figures.ts';
import { runRounds } from '../harness/rounds.ts';
import { runChild } from '../harness/run-child.ts';
import type { StoreYard } from '../scene/stores.ts';
import { type World, writeConfiguration } from '../scene/world.ts';

const RECORDS = { tiny: 1_000, quick: 10_000, full: 100_000 } as const;
const ROUNDS = { tiny: 1, quick: 3, full: 3 } as const;
/** Of a reading. */
const CHANGED = [0.001, 0.01];
/** Seconds for 100,000 records; what fewer may take is in proportion. */
const TARGETS = { imported: 8, unchanged: 0.5 } as const;
/** Rule 19 of the design. */
const BLOCKED_MS = 10;

const Phase = z.object({ ms: z.number(), cpuMs: z.number(), blockedMs: z.number() });
const Outcome = z.object({ imported: Phase, unchanged: Phase, changed: z.array(Phase) });
type Outcome = z.infer<typeof Outcome>;

export const importing: Bench = {
  name: 'import',
  about: 'a source of many records: all new, nothing changed, a few changed',
  async run(setting) {
    const { size, folder } = setting;
    const records = RECORDS[size];
    const changes = CHANGED.map((share) => Math.round(records * share));
    const world: World = {
      platform: 'slack',
      series: 100,
      seminarsEach: 1,
      channelsEach: 1,
      lanes: 1,
      owes: 'reminder',
      folder,
    };
    writeConfiguration(world);
    const run = async (yard: StoreYard): Promise<Outcome> => {
      const { profileFolder } = setting;
      const template = await yard.fill('empty', async () => {});
      const task = { world, storeUrl: await template.copy(), records, changes };
      const { result } = await runChild(
        {
          file: 'contenders/lectern-imports.ts',
          task,
          ...(profileFolder === undefined ? {} : { profileFolder }),
        },
        Outcome,
      );
      return result;
    };
    const sqlite = await setting.sqlite();
    // Takes too long for a quick look.
    const postgres = size !== 'quick' ? await setting.postgres() : undefined;
    const results = await runRounds(
      {
        'Lectern, SQLite': () => run(sqlite),
        ...(postgres ? { 'Lectern, PostgreSQL': () => run(postgres) } : {}),
      },
      setting.roundsOf(ROUNDS),
    );
    return [...results].flatMap(([contender, outcomes]) => describe(contender, outcomes, records, changes));
  },
};

function describe(
  contender: string,
  outcomes: readonly Outcome[],
  records: number,
  changes: readonly number[],
) {
  const words = { bench: importing.name, contender };
  const scale = records / 100_000;
  // The bounds are those of the embedded store.
  const isAimedAt = contender.endsWith('SQLite');
  const line = (what: string, of: (outcome: Outcome) => z.infer<typeof Phase>, seconds?: number) =>
    figureOf(
      {
        ...words,
        what,
        unit: 's',
        note: `own processor time ${(outcomes.reduce((sum, one) => sum + of(one).cpuMs, 0) / outcomes.length / 1_000).toFixed(2)} s`,
        ...(seconds === undefined || !isAimedAt ? {} : { target: { bound: 'most', value: seconds * scale } }),
      },
      outcomes.map((outcome) => of(outcome).ms / 1_000),
    );
  return [
    line(`import of ${records} records`, ({ imported }) => imported, TARGETS.imported),
    line(`sync of ${records}, nothing changed`, ({ unchanged }) => unchanged, TARGETS.unchanged),
    ...changes.flatMap((count, index) => [
      line(`sync of ${records}, ${count} changed`, ({ changed, unchanged }) => changed[index] ?? unchanged),
      figureOf(
        {
          ...words,
          what: `own processor time for each of ${count} changed, beyond the unchanged sync`,
          unit: 'µs',
        },
        outcomes.map(
          ({ changed, unchanged }) => (((changed[index]?.cpuMs ?? 0) - unchanged.cpuMs) * 1_000) / count,
        ),
      ),
    ]),
    figureOf(
      {
        ...words,
        what: 'longest that the event loop was held up',
        unit: 'ms',
        target: { bound: 'most', value: BLOCKED_MS },
      },
      outcomes.map(({ imported, unchanged, changed }) =>
        Math.max(...[imported, unchanged, ...changed].map(({ blockedMs }) => blockedMs)),
      ),
    ),
  ];
}

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Bench, BenchSetting } from '../harness/bench.ts';
import { figureOf } from '../harness/figures.ts';
import { runRounds } from '../harness/rounds.ts';
import { prepareChild } from '../harness/run-child.ts';
import { explainDueQuery } from '../scene/explain.ts';
import { multiplyNotices } from '../scene/multiply.ts';
import { seedStore } from '../scene/seed.ts';
import type { StoreTemplate } from '../scene/stores.ts';
import { channelCount, type World, writeConfiguration } from '../scene/world.ts';

const STORED = {
  tiny: [1_000, 2_000],
  quick: [1_000, 10_000, 100_000],
  full: [1_000, 10_000, 100_000, 1_000_000],
} as const;
const ROUNDS = { tiny: 1, quick: 3, full: 5 } as const;
/** Due at once, each on a channel of its own. */
const DUE_SERIES = { tiny: 5, quick: 50, full: 50 } as const;
const CHANNELS_EACH = 10;
const TURNS = { tiny: 20, quick: 1_000, full: 1_000 } as const;

const Outcome = z.object({ idleMicros: z.number(), sendMicros: z.number() });
type Outcome = z.infer<typeof Outcome>;

export const tick: Bench = {
  name: 'tick',
  about: 'what a turn of the dispatcher costs beside few and beside very many stored notices',
  async run(setting) {
    const { size, say } = setting;
    const world = makeWorld(setting);
    const begins = Temporal.Now.instant().add({ hours: 72 });
    const sqlite = await setting.sqlite();
    const template = await sqlite.fill('few', (store) => seedStore(store, world, () => begins));
    const contenders: Record<string, () => Promise<Outcome>> = {};
    for (const stored of STORED[size]) {
      say(`storing ${stored} notices`);
      const path = (await template.copy()).slice('sqlite:'.length);
      multiplyNotices(path, stored + channelCount(world));
      if (setting.profileFolder !== undefined && stored === STORED[size].at(-1))
        for (const line of explainDueQuery(path)) say(line);
      const filled = sqlite.adopt(path);
      contenders[`Lectern, SQLite, ${stored} stored`] = () => run(setting, world, filled, template);
    }
    const results = [...(await runRounds(contenders, setting.roundsOf(ROUNDS)))];
    const [, least = []] = results[0] ?? [];
    return results.flatMap(([contender, outcomes], index) =>
      (['idleMicros', 'sendMicros'] as const).flatMap((part) => {
        const words = { bench: this.name, contender };
        const micros = outcomes.map((outcome) => outcome[part]);
        const line = figureOf({ ...words, what: WHAT[part], unit: 'µs' }, micros);
        if (index === 0) return [line];
        const times = micros.map((value, round) => value / (least[round]?.[part] ?? Number.NaN));
        return [
          line,
          figureOf(
            {
              ...words,
              what: `the same, beside ${STORED[size][0]} stored`,
              unit: 'times',
              target: { bound: 'most', value: 1.5 },
            },
            times,
          ),
        ];
      }),
    );
  },
};

const WHAT = {
  idleMicros: 'processor time of a sweep with nothing due',
  sendMicros: 'processor time for each notice that is due and sent',
} as const;

function makeWorld({ folder, size }: BenchSetting): World {
  const own = join(folder, 'due');
  mkdirSync(own, { recursive: true });
  const world: World = {
    platform: 'slack',
    series: DUE_SERIES[size],
    seminarsEach: 1,
    channelsEach: CHANNELS_EACH,
    lanes: 1,
    owes: 'announcement',
    folder: own,
  };
  writeConfiguration(world);
  return world;
}

async function run(
  setting: BenchSetting,
  world: World,
  filled: StoreTemplate,
  few: StoreTemplate,
): Promise<Outcome> {
  const { profileFolder } = setting;
  const door = await setting.door();
  const child = await prepareChild(
    {
      file: 'contenders/lectern-ticks.ts',
      task: {
        url: door.url,
        world,
        storeUrl: await filled.copy(),
        warmUp: { world, storeUrl: await few.copy() },
        turns: TURNS[setting.size],
        due: channelCount(world),
      },
      ...(profileFolder === undefined ? {} : { profileFolder }),
    },
    Outcome,
  );
  await door.report();
  const { result } = await child.go();
  const { channels } = await door.report();
  if (channels.length !== channelCount(world))
    throw new Error(`${channels.length} posts arrived where ${channelCount(world)} were due`);
  return result;
}

import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { checkDelivery, type Door } from '../door/open-door.ts';
import type { Bench, BenchSetting } from '../harness/bench.ts';
import { type Figure, figureOf, type Target } from '../harness/figures.ts';
import { runRounds } from '../harness/rounds.ts';
import { prepareChild } from '../harness/run-child.ts';
import { between, perItem } from '../harness/share.ts';
import { median } from '../harness/statistics.ts';
import { seedStore } from '../scene/seed.ts';
import type { StoreTemplate, StoreYard } from '../scene/stores.ts';
import { channelCount, type World, writeConfiguration } from '../scene/world.ts';

/** How many series, each with ten channels of its own: one notice a channel. */
const SERIES = { tiny: 20, quick: 300, full: 2_000 } as const;
const ROUNDS = { tiny: 1, quick: 3, full: 5 } as const;
const CHANNELS_EACH = 10;
const WARM_UP_SERIES = { tiny: 10, quick: 100, full: 100 } as const;
/** Of a bare client's loop. The best of them is what Lectern is held against. */
const CONCURRENCIES = [8, 16, 32, 64, 128];
const LANES = 16;

/** One contender's round. Microseconds are processor time for one notice. */
interface Round {
  readonly perSecond: number;
  readonly contender: number;
  readonly door: number;
  readonly database: number;
  readonly connections: number;
}

const Elapsed = z.object({ ms: z.number() });

/** Everything is due at once, no limits: how much of what the bare client can send is left when nothing may be lost. */
export function createThroughput(platform: 'slack' | 'teams'): Bench {
  const bare = platform === 'slack' ? '@slack/web-api' : 'botframework-connector';
  return {
    name: platform === 'slack' ? 'throughput' : 'throughput-teams',
    about: `all due at once on as many channels of ${platform}, beside a bare ${bare} loop`,
    async run(setting) {
      const { size, say } = setting;
      const world = await makeWorld(setting, platform, 1, SERIES[size]);
      const sqlite = await fill(await setting.sqlite(), world, setting);
      const concurrency = await findBestConcurrency(setting, world);
      say(`the bare loop is fastest with ${concurrency} at a time`);
      const results = await runRounds(
        {
          [bare]: () => runBare(setting, world, concurrency),
          'Lectern, SQLite': () => runLectern(setting, sqlite, 1),
        },
        setting.roundsOf(ROUNDS),
      );
      const figures = describe(this.name, results, channelCount(world));
      const [base, lectern] = [results.get(bare), results.get('Lectern, SQLite')];
      return [...figures, shareOf(this.name, 'Lectern, SQLite', bare, lectern, base, 80)];
    },
  };
}

/** One replica on PostgreSQL beside the bare loop, and two beside one, over sixteen lanes. */
export const throughputPostgres: Bench = {
  name: 'throughput-postgres',
  about: `all due at once over ${LANES} Slack workspaces, one and two replicas on PostgreSQL`,
  async run(setting) {
    const { size } = setting;
    const world = await makeWorld(setting, 'slack', LANES, SERIES[size]);
    const postgres = await fill(await setting.postgres(), world, setting);
    const concurrency = await findBestConcurrency(setting, world);
    const results = await runRounds(
      {
        '@slack/web-api': () => runBare(setting, world, concurrency),
        'Lectern, PostgreSQL': () => runLectern(setting, postgres, 1),
        'Lectern, PostgreSQL, two replicas': () => runLectern(setting, postgres, 2),
      },
      setting.roundsOf(ROUNDS),
    );
    const [base, one, two] = [...results.values()];
    return [
      ...describe(this.name, results, channelCount(world)),
      shareOf(this.name, 'Lectern, PostgreSQL', '@slack/web-api', one, base, 60),
      timesOf(this.name, two, one),
    ];
  },
};

interface Filled {
  readonly world: World;
  readonly template: StoreTemplate;
  readonly warmUp: { readonly world: World; readonly template: StoreTemplate };
  readonly yard: StoreYard;
}

async function makeWorld(
  { folder }: BenchSetting,
  platform: World['platform'],
  lanes: number,
  series: number,
): Promise<World> {
  const own = join(folder, `${platform}-${lanes}-${series}`);
  mkdirSync(own, { recursive: true });
  const world: World = {
    platform,
    series,
    seminarsEach: 1,
    channelsEach: CHANNELS_EACH,
    lanes,
    owes: 'announcement',
    folder: own,
  };
  writeConfiguration(world);
  return world;
}

async function fill(yard: StoreYard, world: World, setting: BenchSetting): Promise<Filled> {
  const begins = Temporal.Now.instant().add({ hours: 72 });
  const startOf = (): Temporal.Instant => begins;
  const small = await makeWorld(setting, world.platform, world.lanes, WARM_UP_SERIES[setting.size]);
  setting.say(`filling a store with ${channelCount(world)} notices`);
  return {
    world,
    yard,
    template: await yard.fill('notices', (store) => seedStore(store, world, startOf)),
    warmUp: {
      world: small,
      template: await yard.fill('warm-up', (store) => seedStore(store, small, startOf)),
    },
  };
}

/** On a tenth of the channels, since it is only to be chosen. */
async function findBestConcurrency(setting: BenchSetting, world: World): Promise<number> {
  const few: World = { ...world, series: Math.ceil(world.series / 10) };
  const tried: { readonly concurrency: number; readonly perSecond: number }[] = [];
  for (const concurrency of CONCURRENCIES) {
    const { perSecond } = await runBare(setting, few, concurrency);
    tried.push({ concurrency, perSecond });
  }
  return tried.reduce((best, one) => (one.perSecond > best.perSecond ? one : best)).concurrency;
}

async function runBare(setting: BenchSetting, world: World, concurrency: number): Promise<Round> {
  const door = await setting.door();
  const channels = channelCount(world);
  const child = await prepareChild(
    {
      file: `contenders/bare-${world.platform}.ts`,
      task: { url: door.url, channels, concurrency, warmUp: WARM_UP_SERIES[setting.size] * CHANNELS_EACH },
    },
    Elapsed,
  );
  await door.report();
  const { result, cpu } = await child.go();
  return {
    perSecond: (channels * 1_000) / result.ms,
    contender: perItem(cpu, channels),
    database: 0,
    ...(await settleDoor(door, channels)),
  };
}

/** `replicas` begin together; the last to end counts. */
async function runLectern(setting: BenchSetting, filled: Filled, replicas: number): Promise<Round> {
  const { world, yard, template, warmUp } = filled;
  const door = await setting.door();
  const channels = channelCount(world);
  const storeUrl = await template.copy();
  const children = [];
  for (let n = 0; n < replicas; n += 1) {
    const warm = { world: warmUp.world, storeUrl: await warmUp.template.copy() };
    const { profileFolder } = setting;
    children.push(
      await prepareChild(
        {
          file: 'contenders/lectern-sends.ts',
          task: { url: door.url, world, storeUrl, warmUp: warm },
          ...(profileFolder === undefined ? {} : { profileFolder }),
        },
        Elapsed,
      ),
    );
  }
  await door.report();
  const before = yard.cpu();
  const runs = await Promise.all(children.map((child) => child.go()));
  const ms = Math.max(...runs.map(({ result }) => result.ms));
  return {
    perSecond: (channels * 1_000) / ms,
    contender: runs.reduce((sum, { cpu }) => sum + perItem(cpu, channels), 0),
    database: perItem(between(before, yard.cpu()), channels),
    ...(await settleDoor(door, channels)),
  };
}

/** Checks that each channel got its one post. Microseconds of the door's processor time for one. */
async function settleDoor(door: Door, channels: number): Promise<Pick<Round, 'door' | 'connections'>> {
  const report = await door.report();
  checkDelivery(report, channels);
  return { door: perItem(report.cpu, channels), connections: report.connections };
}

function describe(
  bench: string,
  results: ReadonlyMap<string, readonly Round[]>,
  channels: number,
): readonly Figure[] {
  return [...results].flatMap(([contender, rounds]) => {
    const middle = (part: 'contender' | 'door' | 'database' | 'connections'): number =>
      median(rounds.map((round) => round[part]));
    const database = middle('database');
    const shares = [
      `processor time for each: own ${Math.round(middle('contender'))} µs`,
      ...(database > 0 ? [`database ${Math.round(database)} µs`] : []),
      `stand-in ${Math.round(middle('door'))} µs; over ${middle('connections')} connections`,
      `${median(rounds.map(processorsOf)).toFixed(1)} of ${availableParallelism()} processors at work`,
    ];
    const words = { bench, contender, what: `notices sent, of ${channels}`, unit: 'per s' } as const;
    return [
      figureOf(
        { ...words, note: shares.join(', ') },
        rounds.map(({ perSecond }) => perSecond),
      ),
    ];
  });
}

function shareOf(
  bench: string,
  contender: string,
  bare: string,
  rounds: readonly Round[] = [],
  base: readonly Round[] = [],
  atLeast: number,
): Figure {
  const target: Target = { bound: 'least', value: atLeast };
  const words = { bench, contender, what: `of what ${bare} sends`, unit: '%', target } as const;
  return figureOf(
    words,
    rounds.map(({ perSecond }, n) => (100 * perSecond) / (base[n]?.perSecond ?? Number.NaN)),
  );
}

/** Microseconds of processor time for one notice, of all that take part in it. */
function wholeOf({ contender, door, database }: Round): number {
  return contender + door + database;
}

/** How many processors were at work on average. Where fewer than there are, disks were waited for, or others were busy too. */
function processorsOf(round: Round): number {
  return (wholeOf(round) * round.perSecond) / 1_000_000;
}

/**
 * How many times as much two replicas can send as one: they share the processors with the database and the stand-in, and
 * one of them has a processor to itself, since JavaScript runs on one.
 */
function ceilingOf(two: readonly Round[], one: readonly Round[]): number {
  const alone = median(one.map(({ contender }) => contender));
  return (availableParallelism() * alone) / median(two.map(wholeOf));
}

function timesOf(bench: string, two: readonly Round[] = [], one: readonly Round[] = []): Figure {
  return figureOf(
    {
      bench,
      contender: 'Lectern, PostgreSQL, two replicas',
      what: 'as many as one replica sends',
      unit: 'times',
      target: { bound: 'least', value: 1.6 },
      note: `by processor time ${ceilingOf(two, one).toFixed(2)} times at most: replicas, database and stand-in share ${availableParallelism()} processors`,
    },
    two.map(({ perSecond }, n) => perSecond / (one[n]?.perSecond ?? Number.NaN)),
  );
}

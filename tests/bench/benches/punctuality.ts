import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { checkDelivery, type DoorReport } from '../door/open-door.ts';
import type { Bench, BenchSetting } from '../harness/bench.ts';
import { type Figure, figureOf } from '../harness/figures.ts';
import { runRounds } from '../harness/rounds.ts';
import { prepareChild } from '../harness/run-child.ts';
import { perItem } from '../harness/share.ts';
import { median, percentile } from '../harness/statistics.ts';
import { seedStore } from '../scene/seed.ts';
import { channelCount, nativeChannel, type World, writeConfiguration } from '../scene/world.ts';

/** Each series has ten channels, whose reminders are due in one instant. */
const SERIES = { tiny: 10, quick: 200, full: 1_000 } as const;
const ROUNDS = { tiny: 1, quick: 2, full: 3 } as const;
const CHANNELS_EACH = 10;
const WARM_UP_SERIES = { tiny: 10, quick: 100, full: 100 } as const;
/** Over which reminders fall due. In the quick run in proportion, so that the rate is the same. */
const OVER_MS = { tiny: 40, quick: 800, full: 4_000 } as const;
/** What the bare loop can have in flight; Lectern's own is its platform's. */
const CONCURRENCY = 64;
const PEERS = ['setTimeout', 'node-schedule', 'croner', 'graphile-worker', 'pg-boss'] as const;
/** Between a contender's being filled and its first reminder. */
const PEER_LEAD_MS = { tiny: 6_000, quick: 6_000, full: 20_000 } as const;
/** Lectern's plan is written for instants that are still to come: from so long before. */
const LECTERN_LEAD_MS = { tiny: 15_000, quick: 18_000, full: 50_000 } as const;

interface Round {
  readonly lateness: readonly number[];
  readonly addedMb: number;
  readonly cpuMicros: number;
}

const Outcome = z.object({ addedMb: z.number() });

export const punctuality: Bench = {
  name: 'punctuality',
  about: 'reminders due over a short while on as many channels: how late each reaches the platform’s door',
  async run(setting) {
    const { size } = setting;
    const world = makeWorld(setting, SERIES[size], 'reminders');
    const results = await runRounds<Round>(
      {
        'Lectern, SQLite': () => runLectern(setting, world),
        ...Object.fromEntries(PEERS.map((peer) => [peer, () => runPeer(setting, world, peer)])),
      },
      setting.roundsOf(ROUNDS),
    );
    return [...results].flatMap(([contender, rounds]) => describe(contender, rounds, channelCount(world)));
  },
};

function makeWorld({ folder }: BenchSetting, series: number, name: string): World {
  const own = join(folder, name);
  mkdirSync(own, { recursive: true });
  const world: World = {
    platform: 'slack',
    series,
    seminarsEach: 1,
    channelsEach: CHANNELS_EACH,
    lanes: 1,
    owes: 'reminder',
    folder: own,
  };
  writeConfiguration(world);
  return world;
}

/** When a channel's reminder is due, in epoch milliseconds. */
function dueAt(world: World, firstAt: number, overMs: number, channel: number): number {
  const series = Math.floor(channel / world.channelsEach);
  return firstAt + Math.floor((series * overMs) / world.series);
}

async function runPeer(setting: BenchSetting, world: World, peer: (typeof PEERS)[number]): Promise<Round> {
  const { size } = setting;
  const door = await setting.door();
  const usesDatabase = peer === 'graphile-worker' || peer === 'pg-boss';
  const databaseUrl = usesDatabase ? await (await setting.postgres()).createEmpty() : undefined;
  const firstAt = Date.now() + PEER_LEAD_MS[size];
  const due = (channel: number): number => dueAt(world, firstAt, OVER_MS[size], channel);
  const jobs = Array.from({ length: channelCount(world) }, (_, n) => ({
    channel: nativeChannel(world, n),
    at: due(n),
  }));
  const task = {
    peer,
    url: door.url,
    databaseUrl,
    jobs,
    warmUp: WARM_UP_SERIES[size] * CHANNELS_EACH,
    concurrency: CONCURRENCY,
  };
  const child = await prepareChild({ file: 'contenders/peer-reminds.ts', task }, Outcome);
  await door.report();
  const { result, cpu } = await child.go();
  return weigh(world, due, await door.report(), result.addedMb, perItem(cpu, jobs.length));
}

async function runLectern(setting: BenchSetting, world: World): Promise<Round> {
  const { size, profileFolder } = setting;
  const door = await setting.door();
  const yard = await setting.sqlite();
  const small = makeWorld(setting, WARM_UP_SERIES[size], 'warm-up');
  const firstAt = Date.now() + LECTERN_LEAD_MS[size];
  const due = (channel: number): number => dueAt(world, firstAt, OVER_MS[size], channel);
  const startOf = (from: number) => (series: number) =>
    Temporal.Instant.fromEpochMilliseconds(from + due(series * CHANNELS_EACH) - firstAt).add({ minutes: 15 });
  const template = await yard.fill(`reminders-${firstAt}`, (store) =>
    seedStore(store, world, startOf(firstAt)),
  );
  // Due already.
  const warm = await yard.fill(`warm-up-${firstAt}`, (store) =>
    seedStore(store, small, startOf(Date.now() - 60_000)),
  );
  const child = await prepareChild(
    {
      file: 'contenders/lectern-reminds.ts',
      task: {
        url: door.url,
        world,
        storeUrl: await template.copy(),
        warmUp: { world: small, storeUrl: await warm.copy() },
        firstAt,
        lastAt: firstAt + OVER_MS[size],
      },
      ...(profileFolder === undefined ? {} : { profileFolder }),
    },
    Outcome,
  );
  await door.report();
  const { result, cpu } = await child.go();
  return weigh(world, due, await door.report(), result.addedMb, perItem(cpu, channelCount(world)));
}

/** Checks that each channel got its one reminder, and how late it came. */
function weigh(
  world: World,
  due: (channel: number) => number,
  report: DoorReport,
  addedMb: number,
  cpuMicros: number,
): Round {
  checkDelivery(report, channelCount(world));
  const arrivals = new Map(report.channels.map((channel, n) => [channel, report.at[n] ?? Number.NaN]));
  const lateness = Array.from(
    { length: channelCount(world) },
    (_, n) => (arrivals.get(nativeChannel(world, n)) ?? Number.NaN) - due(n),
  );
  return { lateness, addedMb, cpuMicros };
}

function describe(contender: string, rounds: readonly Round[], reminders: number): readonly Figure[] {
  const isLectern = contender.startsWith('Lectern');
  const words = { bench: punctuality.name, contender };
  const late = (share: number): readonly number[] =>
    rounds.map(({ lateness }) => percentile(lateness, share));
  const early = Math.min(...rounds.flatMap(({ lateness }) => percentile(lateness, 0)));
  const micros = Math.round(median(rounds.map(({ cpuMicros }) => cpuMicros)));
  return [
    figureOf({ ...words, what: `late at the door, half of ${reminders}`, unit: 'ms' }, late(0.5)),
    figureOf(
      {
        ...words,
        what: 'late at the door, 99 of 100',
        unit: 'ms',
        note: `own processor time for each: ${micros} µs${early < -1 ? `; the earliest ${Math.round(-early)} ms too early` : ''}`,
        ...(isLectern ? { target: { bound: 'most', value: 50 } } : {}),
      },
      late(0.99),
    ),
    figureOf({ ...words, what: 'late at the door, the last', unit: 'ms' }, late(1)),
    figureOf(
      {
        ...words,
        what: 'memory added',
        unit: 'MB',
        ...(isLectern ? { target: { bound: 'most', value: 60 } } : {}),
      },
      rounds.map(({ addedMb }) => addedMb),
    ),
  ];
}

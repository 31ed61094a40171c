import { z } from 'zod';
import { SLACK_LIMITS } from '../../../src/platforms/slack/rate-limits.ts';
import type { DoorReport } from '../door/open-door.ts';
import type { Bench } from '../harness/bench.ts';
import { figureOf } from '../harness/figures.ts';
import { prepareChild } from '../harness/run-child.ts';
import { breachesOf } from '../harness/statistics.ts';
import { seedStore } from '../scene/seed.ts';
import { noticeCount, type World, writeConfiguration } from '../scene/world.ts';

/** To each of twenty channels: more than a workspace takes in a minute. Real time: 75 seconds, and 4 minutes. */
const SEMINARS_EACH = { tiny: 5, quick: 30, full: 75 } as const;
const CHANNELS = 20;

export const pacing: Bench = {
  name: 'pacing',
  about:
    'one workspace under Slack’s limits, in real time: how much of the rate is used, how often it is exceeded',
  async run(setting) {
    const { size, folder, profileFolder } = setting;
    const world: World = {
      platform: 'slack',
      series: CHANNELS,
      seminarsEach: SEMINARS_EACH[size],
      channelsEach: 1,
      lanes: 1,
      owes: 'announcement',
      folder,
    };
    writeConfiguration(world);
    const begins = Temporal.Now.instant().add({ hours: 72 });
    const template = await (await setting.sqlite()).fill('pacing', (store) =>
      seedStore(store, world, () => begins),
    );
    const door = await setting.door();
    const notices = noticeCount(world);
    const child = await prepareChild(
      {
        file: 'contenders/lectern-paces.ts',
        task: { url: door.url, world, storeUrl: await template.copy(), notices },
        ...(profileFolder === undefined ? {} : { profileFolder }),
      },
      z.object({}),
    );
    await door.report();
    await child.go();
    const report = await door.report();
    if (report.channels.length !== notices)
      throw new Error(`${report.channels.length} posts arrived where ${notices} were owed`);
    const took = Math.max(...report.at) - Math.min(...report.at);
    const breaches = allBreaches(report);
    const words = { bench: this.name, contender: 'Lectern, SQLite' };
    return [
      figureOf(
        {
          ...words,
          what: `of the fastest that the limits allow, ${notices} notices on ${CHANNELS} channels`,
          unit: '%',
          target: { bound: 'least', value: 95 },
        },
        [(100 * fastestMs(notices, CHANNELS)) / took],
      ),
      figureOf(
        {
          ...words,
          what: 'breaches of a limit, as the door sees them',
          unit: '',
          target: { bound: 'most', value: 0 },
          ...(breaches.length > 0
            ? { note: `at worst ${Math.ceil(Math.max(...breaches))} ms too soon` }
            : {}),
        },
        [breaches.length],
      ),
    ];
  },
};

/** From the first to the last arrival, if each post came in the very instant in which it is allowed. */
function fastestMs(notices: number, channels: number): number {
  const at: number[] = [];
  for (let n = 0; n < notices; n += 1) {
    const opens = [
      ...SLACK_LIMITS.lane.map(({ count, ms }) => (at[n - count] ?? Number.NEGATIVE_INFINITY) + ms),
      ...SLACK_LIMITS.channel.map(
        ({ count, ms }) => (at[n - count * channels] ?? Number.NEGATIVE_INFINITY) + ms,
      ),
    ];
    at.push(Math.max(0, ...opens));
  }
  return at.at(-1) ?? 0;
}

/** Milliseconds by which posts came too soon, as the door saw them arrive. */
function allBreaches({ channels, at }: DoorReport): readonly number[] {
  const byChannel = Map.groupBy(at, (_, n) => channels[n] ?? '');
  return [
    ...SLACK_LIMITS.lane.flatMap((window) => breachesOf(at, window)),
    ...[...byChannel.values()].flatMap((times) =>
      SLACK_LIMITS.channel.flatMap((window) => breachesOf(times, window)),
    ),
  ];
}

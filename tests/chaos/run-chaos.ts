import { setTimeout as pass } from 'node:timers/promises';
import type { Clock } from '../../src/ports/clock.ts';
import type { Log } from '../../src/ports/log.ts';
import type { Store } from '../../src/ports/store.ts';
import { loadSettings } from '../../src/settings/load-settings.ts';
import { openStore } from '../../src/store/open-store.ts';
import { untilTrue } from '../support/until-true.ts';
import { letBreathe } from './breath.ts';
import { Dice } from './dice.ts';
import { Doors } from './doors.ts';
import { Hands } from './hands.ts';
import { Heartbeat } from './heartbeat.ts';
import { buildCase } from './judge/build-case.ts';
import { type Findings, judge } from './judge/judge.ts';
import { LaneWatch } from './lane-watch.ts';
import type { ChaosOptions } from './options.ts';
import { patiently } from './patiently.ts';
import { Play } from './play.ts';
import { drawPlot, type Lead } from './plot.ts';
import { Reaper } from './reaper.ts';
import { Replica } from './replica.ts';
import { openStage, type Stage } from './stage.ts';
import { Stalker } from './stalker.ts';
import { Watcher } from './watcher.ts';
import { Weather } from './weather.ts';

/** What a run came to. */
export interface ChaosReport {
  readonly seed: number;
  readonly minutes: number;
  /** From the end of the trouble until nothing was owed any more. */
  readonly peaceSeconds: number;
  readonly replicas: number;
  readonly store: ChaosOptions['store'];
  readonly kills: number;
  /** What was done to the processes and their database, and how often. */
  readonly mishaps: Reaper['counts'];
  readonly found: Hands['found'];
  /** How long lanes with something to do stood without a living holder, in milliseconds, by what befell theirs. */
  readonly gaps: ReadonlyMap<string, readonly number[]>;
  readonly failures: readonly string[];
  readonly exitCode: number | null;
  readonly faults: Weather['counts'];
  readonly deeds: Play['counts'];
  readonly findings: Findings;
}

/**
 * How long what is owed may take to come to an end, once there is no trouble any more: a long run leaves hundreds of cards
 * to edit on Slack, which takes 50 a minute.
 */
const PEACE_MS = 25 * 60_000;
/** A burst of edits is spoken of a minute later, or after ten seconds where it begins within the hour. */
const DEBOUNCE_MS = { far: 75_000, near: 15_000 };

const quiet: Log = { debug() {}, info() {}, warn() {}, error() {}, with: () => quiet };
const clock: Clock = {
  now: () => Temporal.Now.instant(),
  at: (instant, wake) => {
    const timer = setTimeout(wake, Math.max(0, instant.epochMilliseconds - Date.now()));
    return () => clearTimeout(timer);
  },
};

/** Plays one run from its setting up to its judgement. `say` hears of its progress; `weigh` is the judge. */
export async function runChaos(
  options: ChaosOptions,
  say: (text: string) => void,
  weigh: typeof judge = judge,
): Promise<ChaosReport> {
  const stage = await openStage(options);
  const weather = new Weather(stage, options.seed);
  const doors = new Doors(stage, weather);
  const store = await openStore(stage.database.url, { clock, log: quiet });
  const watch = new LaneWatch(store, Object.values(stage.lanes));
  const hands = new Hands(store, doors);
  const dice = new Dice(options.seed, 'reaper');
  const replicas = await Promise.all(
    Array.from({ length: options.replicas }, (_, index) => Replica.create(`r${index + 1}`, stage)),
  );
  const stalker = new Stalker({ stage, doors, hands, watch, dice });
  const isShort = options.minutes < 1;
  const reaper = new Reaper({ stage, replicas, hands, watch, stalker, dice, isShort });
  const heartbeat = new Heartbeat();
  let telling: NodeJS.Timeout | undefined;
  try {
    await setUp(stage, store, reaper);
    const lastsMs = options.minutes * 60_000;
    const plot = drawPlot({
      seed: options.seed,
      seminars: options.seminars,
      lastsMs,
      seriesOf: stage.seriesOf,
      pace: stage.pace,
    });
    const play = new Play(stage, store, clock, plot);
    const watcher = new Watcher(store, play);
    const watching = Promise.all([watcher.run(), watch.run()]);
    telling = setInterval(() => void describeProgress(store, reaper, play).then(say), 30_000);
    weather.turnFoul();
    const breathe = () => letBreathe(store, watcher);
    await Promise.all([play.run(), reaper.reap(performance.now() + lastsMs, breathe)]);
    await weather.turnFair();
    const peaceBegan = performance.now();
    await reaper.live();
    await waitForPeace(store, play.lastDue, stage.pace.nearShare === 1 ? 'near' : 'far');
    const peaceSeconds = Math.round((performance.now() - peaceBegan) / 1_000);
    watcher.stop();
    watch.stop();
    await watching;
    const exitCode = await reaper.rest();
    const settings = readSettings(stage);
    const facts = await buildCase(stage, store, settings.policy, play.talks, (id) => watcher.of(id), {
      freezes: reaper.freezes,
      delays: heartbeat,
    });
    return {
      seed: options.seed,
      minutes: options.minutes,
      peaceSeconds,
      replicas: options.replicas,
      store: options.store,
      kills: reaper.kills,
      mishaps: reaper.counts,
      found: hands.found,
      gaps: watch.lengths,
      failures: reaper.failures,
      exitCode,
      faults: weather.counts,
      deeds: play.counts,
      findings: await weigh(facts, stage),
    };
  } finally {
    clearInterval(telling);
    heartbeat.stop();
    await reaper.bury();
    await store.close();
    await stage.close();
  }
}

/**
 * The app is installed in the team, every route leads somewhere, and what an earlier store may have left on Slack has been
 * looked for, which a first message brings about: what comes is about messages, not about setting up.
 */
async function setUp(stage: Stage, store: Store, reaper: Reaper): Promise<void> {
  const url = await reaper.live();
  const client = stage.teams.clientFor(`${url}/api/messages`);
  stage.teams.shelf.install(stage.team);
  await untilTrue(async () => (await client.installed(stage.team, '29:person-ada')).status === 200);
  const { policy } = readSettings(stage);
  const addresses = [...new Set(policy.routes.flatMap(({ to }) => to.map(({ text }) => text)))];
  await untilTrue(
    async () => {
      for (const address of addresses) if (!(await store.read.directory.resolved(address))) return false;
      return true;
    },
    { every: 500 },
  );
  const soon = clock.now().add({ seconds: stage.pace.far.announce + 2 });
  stage.writeRecord('firstone', {
    id: 'firstone',
    title: 'firstone-t01',
    series: stage.seriesOf.far[0],
    start: soon.toString({ smallestUnit: 'second' }),
  });
  await untilTrue(async () => (await store.read.laneBook.lane(stage.lanes.slack)) !== undefined, {
    within: 300_000,
    every: 500,
  });
}

function readSettings({ config, variables, database, slack }: Stage): ReturnType<typeof loadSettings> {
  return loadSettings({
    config,
    variables: { ...variables, DATABASE_URL: database.url, SLACK_API_URL: slack.apiUrl },
  });
}

/** `lastDue`: of what is said of the seminars, leaving out what their cards become with time. */
async function waitForPeace(store: Store, lastDue: Temporal.Instant, lead: Lead): Promise<void> {
  const until =
    performance.now() + Math.max(DEBOUNCE_MS[lead], clock.now().until(lastDue).total('milliseconds'));
  await pass(until - performance.now());
  while (performance.now() < until + PEACE_MS) {
    if (await patiently(() => isQuiet(store))) return;
    await pass(1_000);
  }
}

async function isQuiet(store: Store): Promise<boolean> {
  const { outbox } = store.read;
  const open = await outbox.find({ states: ['claimed', 'sending', 'unknown'], limit: 1 });
  const next = await outbox.nextDue();
  const soon = clock.now().add({ seconds: 5 });
  return open.length === 0 && (next === undefined || Temporal.Instant.compare(next, soon) > 0);
}

async function describeProgress(store: Store, reaper: Reaper, play: Play): Promise<string> {
  const counts = await patiently(() => store.read.outbox.count());
  const states = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([state, count]) => `${state} ${count}`)
    .join(', ');
  return `${reaper.kills} kills, ${play.talks.length} seminars; ${states}`;
}

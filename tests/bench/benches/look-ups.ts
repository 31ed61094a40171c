import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { z } from 'zod';
import type { Door } from '../door/open-door.ts';
import type { Bench, BenchSetting } from '../harness/bench.ts';
import { type Figure, figureOf } from '../harness/figures.ts';
import { percentile } from '../harness/statistics.ts';
import { makeArchive } from '../scene/archive.ts';
import { Asker, questionsOf, type Timing } from '../scene/asker.ts';
import { BareIndex, type Kind } from '../scene/bare-index.ts';
import {
  PER_FILE,
  recordFile,
  recordFileText,
  startService,
  writeRecordFiles,
  writeServiceConfiguration,
} from '../scene/service.ts';

const SEMINARS = { tiny: 1_000, quick: 10_000, full: 100_000 } as const;
const ROUNDS = { tiny: 1, quick: 2, full: 3 } as const;
/** Of each kind of look-up in a round. */
const ASKED = { tiny: 10, quick: 100, full: 300 } as const;
const SERIES = 100;
/** Answered before anything counts. */
const WARM_UP = 30;

const KINDS: readonly Kind[] = ['search', 'next', 'speaker'];

export const lookUps: Bench = {
  name: 'look-ups',
  about: 'commands over Slack’s signed HTTP endpoint to the real service, beside the bare index query',
  async run(setting) {
    const { size, folder, profileFolder, say } = setting;
    const records = join(folder, 'records');
    const archive = makeArchive(SEMINARS[size], SERIES);
    writeRecordFiles(records, archive);
    const door = await setting.door();
    const path = join(folder, 'look-ups.db');
    const service = await startService({
      config: writeServiceConfiguration(folder, SERIES, records),
      storeUrl: `sqlite:${path}`,
      platforms: 'Slack',
      doorUrl: door.url,
      ...(profileFolder === undefined ? {} : { profileFolder }),
    });
    const index = new BareIndex(path);
    const asker = new Asker(service.process.url, door);
    try {
      say(`the service imports ${archive.length} seminars`);
      while (index.count() < archive.length) await pass(250);
      // What follows an import is not a look-up's matter.
      await pass(3_000);
      return await measure(setting, { asker, index, path, door, records, archive });
    } finally {
      asker.close();
      index.close();
      await service.process.stop();
    }
  },
};

interface Scene {
  readonly asker: Asker;
  readonly index: BareIndex;
  readonly path: string;
  readonly door: Door;
  readonly records: string;
  readonly archive: ReturnType<typeof makeArchive>;
}

async function measure(setting: BenchSetting, scene: Scene): Promise<readonly Figure[]> {
  const { size } = setting;
  const { asker, index, path, door, records, archive } = scene;
  const bolt = await startBareBolt(path);
  const boltAsker = new Asker(bolt.url, door);
  try {
    await asker.ask(WARM_UP);
    await boltAsker.ask(WARM_UP);
    const rounds: Round[] = [];
    for (let round = 0; round < setting.roundsOf(ROUNDS); round += 1) {
      rounds.push({
        query: askIndex(index, ASKED[size]),
        bolt: await boltAsker.ask(ASKED[size]),
        quiet: await asker.ask(ASKED[size]),
        busy: await whileSyncing(asker, records, archive, round, setting),
      });
    }
    return KINDS.flatMap((kind) => [
      ...describe(kind, 'at rest', rounds, ({ quiet }) => quiet),
      ...describe(kind, 'during a sync', rounds, ({ busy }) => busy),
      ...describeBare(kind, rounds),
    ]);
  } finally {
    boltAsker.close();
    await bolt.stop();
  }
}

interface Round {
  readonly query: Queries;
  readonly bolt: readonly Timing[];
  readonly quiet: readonly Timing[];
  readonly busy: readonly Timing[];
}

/** A file of a thousand records changes again and again while questions are asked. */
async function whileSyncing(
  asker: Asker,
  records: string,
  archive: ReturnType<typeof makeArchive>,
  round: number,
  { size }: BenchSetting,
): Promise<Timing[]> {
  const changes = prepareChanges(records, archive, round);
  let isAsking = true;
  const writing = (async () => {
    for (let n = 0; isAsking; n += 1) {
      const change = changes[n % changes.length];
      if (change) await writeFile(change.path, change.text);
      await pass(1_000);
    }
  })();
  await pass(1_500);
  const timings = await asker.ask(ASKED[size]);
  isAsking = false;
  await writing;
  return timings;
}

/** Files that change, each in two ways, so that each writing is a change. */
const CHANGING_FILES = 20;

/** Made beforehand: whoever asks must not be held up by what is written meanwhile. */
function prepareChanges(
  records: string,
  archive: ReturnType<typeof makeArchive>,
  round: number,
): readonly { readonly path: string; readonly text: string }[] {
  const files = Math.min(Math.ceil(archive.length / PER_FILE), CHANGING_FILES);
  return ['first', 'second'].flatMap((way) =>
    Array.from({ length: files }, (_, file) => {
      const changed = archive.slice(file * PER_FILE, (file + 1) * PER_FILE).map((record) => ({
        ...record,
        fields: { ...record.fields, title: `${record.fields.title}, round ${round}, ${way}` },
      }));
      return { path: recordFile(records, file), text: recordFileText(changed) };
    }),
  );
}

type Queries = Readonly<Record<Kind, readonly number[]>>;

function askIndex(index: BareIndex, count: number): Queries {
  const questions = Array.from({ length: count }, (_, n) => questionsOf(n)).flat();
  const times = (kind: Kind): readonly number[] =>
    questions.filter((one) => one.kind === kind).map((one) => index.time(one));
  return { search: times('search'), next: times('next'), speaker: times('speaker') };
}

/** A Bolt app that answers with what the bare query finds. */
async function startBareBolt(path: string): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const child = fork(join(import.meta.dirname, '../contenders/bare-bolt.ts'), [path]);
  const [message] = await once(child, 'message');
  const { port } = z.object({ port: z.number() }).parse(message);
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      const exit = once(child, 'exit');
      child.kill();
      await exit;
    },
  };
}

const AT_MOST = { bound: 'most', value: 20 } as const;
const THREE_TIMES = { bound: 'most', value: 3 } as const;
/** Whose answers are told for how many of a hundred. */
const NEARLY_ALL = 0.99;

function describe(
  kind: Kind,
  when: string,
  rounds: readonly Round[],
  timingsOf: (round: Round) => readonly Timing[],
): readonly Figure[] {
  const words = { bench: lookUps.name, contender: 'Lectern, SQLite' };
  const answered = `${kind} ${when}, answered`;
  const late = (round: Round, share: number): number => lateness(timingsOf(round), kind, share);
  return [
    figureOf(
      { ...words, what: `${kind} ${when}, acknowledged, 99 of 100`, unit: 'ms', target: AT_MOST },
      rounds.map((round) =>
        percentile(
          timingsOf(round).flatMap((one) => (one.kind === kind ? one.ackMs : [])),
          NEARLY_ALL,
        ),
      ),
    ),
    figureOf(
      { ...words, what: `${answered}, half`, unit: 'ms' },
      rounds.map((round) => late(round, 0.5)),
    ),
    figureOf(
      { ...words, what: `${answered}, 99 of 100`, unit: 'ms', target: AT_MOST },
      rounds.map((round) => late(round, NEARLY_ALL)),
    ),
    figureOf(
      { ...words, what: `${answered}, beside Bolt with the bare query`, unit: 'times', target: THREE_TIMES },
      rounds.map((round) => late(round, NEARLY_ALL) / lateness(round.bolt, kind, NEARLY_ALL)),
    ),
    figureOf(
      {
        ...words,
        what: `${answered}, beside the bare query`,
        unit: 'times',
        target: THREE_TIMES,
        note: 'two requests, a signature and a card more than the query',
      },
      rounds.map((round) => late(round, NEARLY_ALL) / percentile(round.query[kind], NEARLY_ALL)),
    ),
  ];
}

function lateness(timings: readonly Timing[], kind: Kind, share: number): number {
  return percentile(
    timings.flatMap((one) => (one.kind === kind ? one.answerMs : [])),
    share,
  );
}

function describeBare(kind: Kind, rounds: readonly Round[]): readonly Figure[] {
  const words = { bench: lookUps.name, unit: 'ms' } as const;
  return [
    figureOf(
      { ...words, contender: 'Bolt with the bare query', what: `${kind} at rest, answered, 99 of 100` },
      rounds.map(({ bolt }) => lateness(bolt, kind, NEARLY_ALL)),
    ),
    figureOf(
      { ...words, contender: 'the bare query', what: `${kind}, 99 of 100` },
      rounds.map(({ query }) => percentile(query[kind], NEARLY_ALL)),
    ),
  ];
}

import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { commandPayload, signRequest } from '../../support/slack-server/callers.ts';
import type { Door } from '../door/open-door.ts';
import type { Bench, BenchSetting } from '../harness/bench.ts';
import { type Figure, figureOf } from '../harness/figures.ts';
import { percentile } from '../harness/statistics.ts';
import { makeArchive } from '../scene/archive.ts';
import { BareIndex } from '../scene/bare-index.ts';
import {
  PER_FILE,
  SIGNING_SECRET,
  startService,
  writeRecordFile,
  writeRecordFiles,
  writeServiceConfiguration,
} from '../scene/service.ts';

const SEMINARS = { tiny: 1_000, quick: 10_000, full: 100_000 } as const;
const ROUNDS = { tiny: 1, quick: 2, full: 3 } as const;
/** Of each kind of look-up in a round. */
const ASKED = { tiny: 10, quick: 100, full: 300 } as const;
const SERIES = 100;
/** Between an answer and the next question, so that it is latency that is measured. */
const PAUSE_MS = 5;
/** Answered before anything counts. */
const WARM_UP = 30;

const WORDS = ['kelp', 'mapping tides', 'salinity currents', 'forecasting', 'plankton sampling'];
const NAMES = ['Sandoval', 'Mira', 'Wei Tanaka', 'Okafor', 'Lena'];
type Kind = 'search' | 'next' | 'speaker';
const KINDS: readonly Kind[] = ['search', 'next', 'speaker'];

interface Timing {
  readonly kind: Kind;
  readonly ackMs: number;
  readonly answerMs: number;
}

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
      await asker.ask(WARM_UP);
      const quiet: Timing[][] = [];
      const busy: Timing[][] = [];
      const bare: Bare[] = [];
      for (let round = 0; round < ROUNDS[size]; round += 1) {
        bare.push(askIndex(index, ASKED[size]));
        quiet.push(await asker.ask(ASKED[size]));
        busy.push(await whileSyncing(asker, records, archive, round, setting));
      }
      return [
        ...KINDS.flatMap((kind) => [
          ...describe(kind, 'at rest', quiet, bare),
          ...describe(kind, 'during a sync', busy, bare),
          describeBare(kind, bare),
        ]),
      ];
    } finally {
      asker.close();
      index.close();
      await service.process.stop();
    }
  },
};

/** A file of a thousand records changes again and again while questions are asked. */
async function whileSyncing(
  asker: Asker,
  records: string,
  archive: ReturnType<typeof makeArchive>,
  round: number,
  { size }: BenchSetting,
): Promise<Timing[]> {
  let isAsking = true;
  const writing = (async () => {
    for (let n = 0; isAsking; n += 1) {
      const file = n % Math.ceil(archive.length / PER_FILE);
      const changed = archive.slice(file * PER_FILE, (file + 1) * PER_FILE).map((record) => ({
        ...record,
        fields: { ...record.fields, title: `${record.fields.title}, round ${round}, ${n}` },
      }));
      writeRecordFile(records, file, changed);
      await pass(1_000);
    }
  })();
  await pass(1_500);
  const timings = await asker.ask(ASKED[size]);
  isAsking = false;
  await writing;
  return timings;
}

/** Somebody who types commands, one after the other. */
class Asker {
  readonly #url: string;
  readonly #door: Door;
  readonly #agent = new Agent({ keepAlive: true });
  #asked = 0;

  constructor(url: string, door: Door) {
    this.#url = url;
    this.#door = door;
  }

  close(): void {
    this.#agent.destroy();
  }

  /** So many of each kind, in turn. */
  async ask(count: number): Promise<Timing[]> {
    await this.#door.report();
    const sent: {
      readonly kind: Kind;
      readonly path: string;
      readonly at: number;
      readonly ackMs: number;
    }[] = [];
    for (let n = 0; n < count; n += 1) {
      for (const kind of KINDS) {
        const path = `/respond/${this.#asked}`;
        const at = performance.timeOrigin + performance.now();
        const ackMs = await this.#type(commandFor(kind, n), path);
        sent.push({ kind, path, at, ackMs });
        await pass(PAUSE_MS);
      }
    }
    // The last answers are on their way.
    await pass(1_000);
    const { answered } = await this.#door.report();
    return sent.map(({ kind, path, at, ackMs }) => {
      const answeredAt = answered.get(path);
      if (answeredAt === undefined) throw new Error(`a ${kind} was never answered`);
      return { kind, ackMs, answerMs: answeredAt - at };
    });
  }

  /** To the acknowledgement, in milliseconds. */
  #type(text: string, path: string): Promise<number> {
    this.#asked += 1;
    const trigger = `trigger.${this.#asked}`;
    const ids = {
      teamId: 'T0BENCH00',
      responseUrl: () => `${this.#door.url}${path}`,
      mint: () => trigger,
    };
    const form = commandPayload(ids, {
      user: 'U0ASKER',
      channel: 'C0BENCH000001',
      command: '/seminar',
      text,
    });
    const { body, headers } = signRequest(SIGNING_SECRET, { form });
    const began = performance.now();
    return new Promise((resolve, reject) => {
      const asking = request(
        `${this.#url}/slack/events`,
        {
          method: 'POST',
          agent: this.#agent,
          headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        },
        (response) => {
          response.resume();
          response.on('end', () =>
            response.statusCode === 200
              ? resolve(performance.now() - began)
              : reject(new Error(`a command was answered with ${response.statusCode}`)),
          );
        },
      );
      asking.on('error', reject);
      asking.end(body);
    });
  }
}

function commandFor(kind: Kind, n: number): string {
  switch (kind) {
    case 'search':
      return `search ${WORDS[n % WORDS.length]}`;
    case 'speaker':
      return `speaker ${NAMES[n % NAMES.length]}`;
    case 'next':
      return 'next';
  }
}

type Bare = Readonly<Record<Kind, readonly number[]>>;

function askIndex(index: BareIndex, count: number): Bare {
  const times = Array.from({ length: count }, (_, n) => n);
  return {
    search: times.map((n) => index.search(WORDS[n % WORDS.length] ?? '')),
    next: times.map(() => index.next()),
    speaker: times.map((n) => index.speaker(NAMES[n % NAMES.length] ?? '')),
  };
}

function describe(
  kind: Kind,
  when: string,
  rounds: readonly (readonly Timing[])[],
  bare: readonly Bare[],
): readonly Figure[] {
  const words = { bench: lookUps.name, contender: 'Lectern, SQLite' };
  const late = (share: number, of: (timing: Timing) => number): number[] =>
    rounds.map((timings) => percentile(timings.filter((one) => one.kind === kind).map(of), share));
  const answers = late(0.99, ({ answerMs }) => answerMs);
  return [
    figureOf(
      { ...words, what: `${kind} ${when}, acknowledged, 99 of 100`, unit: 'ms', target: AT_MOST },
      late(0.99, ({ ackMs }) => ackMs),
    ),
    figureOf(
      { ...words, what: `${kind} ${when}, answered, half`, unit: 'ms' },
      late(0.5, ({ answerMs }) => answerMs),
    ),
    figureOf(
      { ...words, what: `${kind} ${when}, answered, 99 of 100`, unit: 'ms', target: AT_MOST },
      answers,
    ),
    figureOf(
      {
        ...words,
        what: `${kind} ${when}, answered, beside the bare query`,
        unit: 'times',
        target: { bound: 'most', value: 3 },
        note: 'two requests, a signature and a card more than the query',
      },
      answers.map((ms, round) => ms / percentile(bare[round]?.[kind] ?? [], 0.99)),
    ),
  ];
}

const AT_MOST = { bound: 'most', value: 20 } as const;

function describeBare(kind: Kind, bare: readonly Bare[]): Figure {
  return figureOf(
    { bench: lookUps.name, contender: 'the bare index query', what: `${kind}, 99 of 100`, unit: 'ms' },
    bare.map((round) => percentile(round[kind], 0.99)),
  );
}

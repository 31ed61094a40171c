import { Agent, request } from 'node:http';
import { setTimeout as pass } from 'node:timers/promises';
import { commandPayload, signRequest } from '../../support/slack-server/callers.ts';
import type { Door } from '../door/open-door.ts';
import type { Kind, Question } from './bare-index.ts';
import { SIGNING_SECRET } from './service.ts';

/** Between an answer and the next question, so that it is latency that is measured. */
const PAUSE_MS = 5;

const WORDS = ['kelp', 'mapping tides', 'salinity currents', 'forecasting', 'plankton sampling'];
const NAMES = ['Sandoval', 'Mira', 'Wei Tanaka', 'Okafor', 'Lena'];

/** One of each kind. */
export function questionsOf(n: number): readonly Question[] {
  return [
    { kind: 'search', text: WORDS[n % WORDS.length] ?? '' },
    { kind: 'next', text: '' },
    { kind: 'speaker', text: NAMES[n % NAMES.length] ?? '' },
  ];
}

export interface Timing {
  readonly kind: Kind;
  readonly ackMs: number;
  readonly answerMs: number;
}

interface Sent {
  readonly kind: Kind;
  readonly path: string;
  readonly at: number;
  readonly ackMs: number;
}

/** Somebody who types commands, one after the other. */
export class Asker {
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
    const sent: Sent[] = [];
    for (let n = 0; n < count; n += 1) {
      for (const question of questionsOf(n)) {
        const { kind } = question;
        const path = `/respond/${this.#asked}`;
        const at = performance.timeOrigin + performance.now();
        const ackMs = await this.#type(question, path);
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
  #type({ kind, text }: Question, path: string): Promise<number> {
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
      text: `${kind} ${text}`.trim(),
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

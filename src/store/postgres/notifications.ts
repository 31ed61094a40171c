import { Client } from 'pg';
import type { Log } from '../../ports/log.ts';
import { sleep } from '../../support/sleep.ts';
import { ALL_TOPICS } from '../changes.ts';
import type { Heard } from '../database.ts';
import { readChange } from './change-message.ts';

export const CHANNEL = 'lectern_changes';
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;
/** A connection that only listens would never notice that the network has swallowed the other end. */
const PROBE_MS = 5_000;
const SILENCE_MS = 5_000;
const CONNECT_TIMEOUT_MS = 10_000;

/**
 * Hears what other processes committed, over a connection of its own: LISTEN belongs to a session, and a pool hands
 * sessions about. One's own messages are passed over, since they were told at once.
 */
export class Notifications {
  readonly #url: string;
  readonly #self: string;
  readonly #log: Log;
  readonly #closed = new AbortController();
  #running: Promise<void> | undefined;

  constructor(url: string, self: string, log: Log) {
    this.#url = url;
    this.#self = self;
    this.#log = log;
  }

  listen(changed: Heard): void {
    this.#running ??= this.#run(changed);
  }

  async close(): Promise<void> {
    this.#closed.abort();
    await this.#running;
  }

  /** Connects again for as long as the store is open. What happened while it was deaf is unknown: anything, anywhere. */
  async #run(changed: Heard): Promise<void> {
    let pause = FIRST_PAUSE_MS;
    while (!this.#closed.signal.aborted) {
      try {
        await this.#hear(changed, () => {
          pause = FIRST_PAUSE_MS;
          changed(ALL_TOPICS, 'all');
        });
      } catch (error) {
        this.#log.warn('changes by other processes are not heard for a while', { error, retryMs: pause });
      }
      await sleep(pause, this.#closed.signal);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
  }

  async #hear(changed: Heard, ready: () => void): Promise<void> {
    const client = new Client({
      connectionString: this.#url,
      keepAlive: true,
      application_name: 'lectern',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: SILENCE_MS,
    });
    const { promise: ended, resolve: end, reject: fail } = Promise.withResolvers<void>();
    client.on('error', fail);
    client.on('end', end);
    client.on('notification', ({ payload = '' }) => {
      const { sender, topics, lanes } = readChange(payload);
      if (sender !== this.#self) changed(topics, lanes);
    });
    const stop = (): void => void client.end().catch(fail);
    let probe: NodeJS.Timeout | undefined;
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
      this.#closed.signal.addEventListener('abort', stop);
      if (this.#closed.signal.aborted) stop();
      ready();
      probe = setInterval(() => void client.query('select 1').catch(fail), PROBE_MS).unref();
      await ended;
    } finally {
      clearInterval(probe);
      this.#closed.signal.removeEventListener('abort', stop);
      await client.end().catch(() => undefined);
    }
  }
}

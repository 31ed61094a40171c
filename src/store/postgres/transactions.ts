import { type Kysely, sql } from 'kysely';
import { sleep } from '../../support/sleep.ts';
import type { Written } from '../database.ts';
import type { Tables } from '../tables.ts';
import { writeChange } from './change-message.ts';
import { CHANNEL } from './notifications.ts';
import { ConnectionLost, isConflict } from './trouble.ts';

/** How long a transaction is tried again, in all, before it throws: as long as SQLite's waits for another process. */
const BOUND_MS = 5_000;
const FIRST_PAUSE_MS = 5;
const LONGEST_PAUSE_MS = 250;

type Attempt<T> =
  | { readonly type: 'committed'; readonly written: T }
  | { readonly type: 'undone'; readonly error: unknown }
  /** The connection was lost while it was being committed. `id`: by which the server knows the transaction. */
  | { readonly type: 'doubtful'; readonly error: unknown; readonly id: string; readonly written: T };

/**
 * Runs transactions so that replicas side by side are as safe as one. Each sees one snapshot, and of two that change the
 * same row the later is undone and run again on what the earlier left, where it would else overwrite it (REPEATABLE
 * READ). Run again too is one whose connection was lost; whether a COMMIT that was never answered was carried out is
 * asked of the server. So `work` may run several times, and what it writes is there once.
 */
export class Transactions {
  readonly #db: Kysely<Tables>;
  readonly #sender: string;
  #closed = false;

  /** `sender`: by which a listener knows its own messages. */
  constructor(db: Kysely<Tables>, sender: string) {
    this.#db = db;
    this.#sender = sender;
  }

  /** From now on nothing is tried again. */
  close(): void {
    this.#closed = true;
  }

  /** `durable`: the server has it on disk before it answers. */
  async run<T extends Written>(durable: boolean, work: (db: Kysely<Tables>) => Promise<T>): Promise<T> {
    const began = performance.now();
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
      const attempt = await this.#attempt(durable, work);
      if (attempt.type === 'committed') return attempt.written;
      const mayGoOn = (): boolean => !this.#closed && performance.now() - began < BOUND_MS;
      if (attempt.type === 'doubtful') {
        if (await this.#wasCommitted(attempt.id, mayGoOn)) return attempt.written;
      } else if (!isConflict(attempt.error) && !(attempt.error instanceof ConnectionLost)) {
        throw attempt.error;
      }
      if (!mayGoOn()) throw attempt.error;
      await rest(pause);
    }
  }

  async #attempt<T extends Written>(
    durable: boolean,
    work: (db: Kysely<Tables>) => Promise<T>,
  ): Promise<Attempt<T>> {
    const ended: { readonly id: string | null; readonly written: T }[] = [];
    try {
      const written = await this.#db
        .transaction()
        .setIsolationLevel('repeatable read')
        .execute(async (db) => {
          const value = await work(db);
          ended.push({ id: await this.#conclude(db, durable, value), written: value });
          return value;
        });
      return { type: 'committed', written };
    } catch (error) {
      const [last] = ended;
      return last && last.id !== null && error instanceof ConnectionLost
        ? { type: 'doubtful', error, id: last.id, written: last.written }
        : { type: 'undone', error };
    }
  }

  /**
   * The last statement: tells the other replicas, says whether the commit is to wait for the disk, and learns the
   * transaction's id, absent where nothing was written.
   */
  async #conclude(db: Kysely<Tables>, durable: boolean, written: Written): Promise<string | null> {
    const message = writeChange(this.#sender, written);
    const tell = written.told.size > 0 ? sql`, pg_notify(${CHANNEL}, ${message})` : sql``;
    const relax = durable ? sql`` : sql`, set_config('synchronous_commit', 'off', true)`;
    const { rows } = await sql<{ id: string | null }>`
      select pg_current_xact_id_if_assigned()::text as id${tell}${relax}`.execute(db);
    return rows[0]?.id ?? null;
  }

  /** Throws where the server cannot be asked for so long that nobody may wait any more. */
  async #wasCommitted(id: string, mayGoOn: () => boolean): Promise<boolean> {
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
      try {
        const { rows } = await sql<{ status: string | null }>`
          select pg_xact_status(${id}::xid8) as status`.execute(this.#db);
        const status = rows[0]?.status;
        if (status === 'committed') return true;
        if (status === 'aborted') return false;
      } catch (error) {
        if (!(error instanceof ConnectionLost)) throw error;
        if (!mayGoOn()) throw doubtOf(error);
      }
      // The server has not noticed yet that nobody is there to hear its answer.
      if (!mayGoOn()) throw doubtOf(undefined);
      await rest(pause);
    }
  }
}

function doubtOf(cause: unknown): Error {
  return new Error('whether the database kept the last change is not known', { cause });
}

/** Between half the pause and all of it: two that collided do not meet again. */
function rest(pause: number): Promise<void> {
  return sleep(pause * (0.5 + Math.random() / 2));
}

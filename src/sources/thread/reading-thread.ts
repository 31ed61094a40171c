import { Worker } from 'node:worker_threads';
import { takeTurns } from '../../support/take-turns.ts';
import type { ThreadAnswer, ThreadOrder } from './orders.ts';
import type { DocumentKind, Documents, Readings } from './readers.ts';
import { WireReader, WireWriter } from './wire.ts';

/** After so long without a document the thread ends and gives its memory back. */
const QUIET_MS = 5_000;
/** A record file of the largest size takes a quarter of it. */
const MEMORY_MB = 768;
/** By itself V8 takes several times as much for what is young, keeps it when the thread ends, and is no faster for it. */
const YOUNG_MB = 8;
const ENTRY = new URL('./reading-worker.ts', import.meta.url);

export type ThreadReading<K extends DocumentKind> =
  | { readonly type: 'read'; readonly reading: Readings[K] }
  /** The document cannot be read, and why: a sentence that goes on behind its name. */
  | { readonly type: 'refused'; readonly problem: string }
  /** The reader threw. */
  | { readonly type: 'failed'; readonly problem: string }
  /** The thread could not be started or ended by itself; nothing is known of the document. */
  | { readonly type: 'lost' };

/**
 * Reads documents on a thread of its own, one after the other: what parses a megabyte of YAML in one piece would hold up
 * whoever asks meanwhile. What was read comes back in parts, between which the event loop goes on. The thread (some 30 MB)
 * is started when it is needed, ends when nothing came for a while, and keeps no process alive while it has nothing to do.
 */
export class ReadingThread {
  readonly #quietMs: number;
  readonly #memoryMb: number;
  readonly #entry: URL;
  #worker: Worker | undefined;
  #quiet: NodeJS.Timeout | undefined;
  /** The document in hand, and those that wait. */
  #last: Promise<unknown> = Promise.resolve();
  #settle: ((answer: ThreadAnswer | ThreadEnd) => void) | undefined;

  /** `entry`: what the thread runs. */
  constructor({ quietMs = QUIET_MS, memoryMb = MEMORY_MB, entry = ENTRY } = {}) {
    this.#quietMs = quietMs;
    this.#memoryMb = memoryMb;
    this.#entry = entry;
  }

  /** Throws when aborted; the thread is then ended, whatever it is in the middle of. */
  async read<K extends DocumentKind>(
    kind: K,
    document: Documents[K],
    signal?: AbortSignal,
  ): Promise<ThreadReading<K>> {
    const reading = this.#last.then(() => this.#read(kind, document, signal));
    this.#last = reading.catch(() => undefined);
    return reading;
  }

  async #read<K extends DocumentKind>(
    kind: K,
    document: Documents[K],
    signal: AbortSignal | undefined,
  ): Promise<ThreadReading<K>> {
    signal?.throwIfAborted();
    clearTimeout(this.#quiet);
    this.#worker ??= this.#start();
    const worker = this.#worker;
    const end = (): void => this.#end(worker, { type: 'ended', isOutOfMemory: false });
    signal?.addEventListener('abort', end);
    worker.ref();
    try {
      const wire = new WireWriter();
      const written = wire.write(document);
      return await this.#converse<K>(
        worker,
        { type: 'read', kind, document: written, texts: wire.takeTexts() },
        signal,
      );
    } finally {
      signal?.removeEventListener('abort', end);
      this.#rest(worker);
    }
  }

  async #converse<K extends DocumentKind>(
    worker: Worker,
    order: ThreadOrder,
    signal: AbortSignal | undefined,
  ): Promise<ThreadReading<K>> {
    const lists: Record<string, unknown[]> = {};
    const wire = new WireReader();
    const turn = takeTurns(signal);
    let answer = await this.#ask(worker, order);
    for (;;) {
      signal?.throwIfAborted();
      if (answer.type === 'ended') return this.#describeEnd(answer);
      if (answer.type !== 'part') return answer;
      wire.addTexts(answer.texts);
      for (const [name, items] of Object.entries(answer.lists)) {
        const list = lists[name] ?? [];
        lists[name] = list;
        for (const item of items) list.push(wire.read(item));
      }
      // What the thread wrote as this kind's reading.
      if (answer.isLast) return { type: 'read', reading: lists as unknown as Readings[K] };
      await turn();
      answer = await this.#ask(worker, { type: 'more' });
    }
  }

  #ask(worker: Worker, order: ThreadOrder): Promise<ThreadAnswer | ThreadEnd> {
    if (this.#worker !== worker) return Promise.resolve({ type: 'ended', isOutOfMemory: false });
    return new Promise((resolve) => {
      this.#settle = resolve;
      worker.postMessage(order);
    });
  }

  #describeEnd<K extends DocumentKind>({ isOutOfMemory }: ThreadEnd): ThreadReading<K> {
    return isOutOfMemory
      ? { type: 'refused', problem: `needs more than ${this.#memoryMb} MB of memory to be read` }
      : { type: 'lost' };
  }

  #start(): Worker {
    const worker = new Worker(this.#entry, {
      resourceLimits: { maxOldGenerationSizeMb: this.#memoryMb, maxYoungGenerationSizeMb: YOUNG_MB },
    });
    worker.on('message', (answer: ThreadAnswer) => {
      // The last word of one that was ended may arrive when the next is being asked already.
      if (this.#worker === worker) this.#settle?.(answer);
    });
    worker.on('error', (error) => this.#end(worker, { type: 'ended', isOutOfMemory: isOutOfMemory(error) }));
    worker.on('exit', () => this.#end(worker, { type: 'ended', isOutOfMemory: false }));
    return worker;
  }

  /** It ended, or has to: whoever waits for its answer is told, and the next document gets another. */
  #end(worker: Worker, end: ThreadEnd): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    void worker.terminate();
    this.#settle?.(end);
  }

  #rest(worker: Worker): void {
    if (this.#worker !== worker) return;
    worker.unref();
    this.#quiet = setTimeout(
      () => this.#end(worker, { type: 'ended', isOutOfMemory: false }),
      this.#quietMs,
    ).unref();
  }
}

interface ThreadEnd {
  readonly type: 'ended';
  readonly isOutOfMemory: boolean;
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

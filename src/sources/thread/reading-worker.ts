import { setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { DocumentError } from '../document-error.ts';
import type { ThreadAnswer, ThreadOrder } from './orders.ts';
import { type DocumentKind, type Documents, READERS } from './readers.ts';
import { WireReader, WireWriter } from './wire.ts';

/** So much is unpacked in about a millisecond: a hundred full records or one long text, in characters. */
const PART_WEIGHT = 200_000;

/** Of a processor that two want, the other gets three quarters; a machine that has more to do still reads. */
const NICENESS = 5;

/**
 * Where processors are few, whoever asks goes before what is read. Only on Linux a priority is the thread's own
 * (setpriority(2), "C library/kernel differences"); elsewhere it would be the whole service's.
 */
function giveWay(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(NICENESS);
  } catch {
    // A sandbox may forbid it; it is read all the same.
  }
}

/** The thread's whole work, see `reading-thread.ts`. */
function serve(port: NonNullable<typeof parentPort>): void {
  let parts: Iterator<ThreadAnswer> | undefined;
  const answer = (words: ThreadAnswer): void => port.postMessage(words);
  port.on('message', async (order: ThreadOrder) => {
    try {
      if (order.type === 'read') parts = partsOf(await read(order));
      const next = parts?.next();
      if (next && !next.done) answer(next.value);
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      answer({ type: error instanceof DocumentError ? 'refused' : 'failed', problem });
    }
  });
}

function read({ kind, document, texts }: Extract<ThreadOrder, { type: 'read' }>): Promise<object> {
  const wire = new WireReader();
  wire.addTexts(texts);
  // What the other side wrote as this kind's document.
  return readAs(kind, wire.read(document) as Documents[DocumentKind]);
}

function readAs<K extends DocumentKind>(kind: K, document: Documents[DocumentKind]): Promise<object> {
  return READERS[kind](document as Documents[K]);
}

/** Items of every list in turn, as many at a time as are unpacked quickly. */
function* partsOf(reading: object): Generator<ThreadAnswer> {
  const wire = new WireWriter();
  // The first part names every list, also those that stay empty.
  let lists: Record<string, unknown[]> = Object.fromEntries(Object.keys(reading).map((name) => [name, []]));
  for (const [name, items] of Object.entries(reading)) {
    for (const item of items as readonly unknown[]) {
      lists[name] ??= [];
      lists[name].push(wire.write(item));
      if (wire.weight < PART_WEIGHT) continue;
      yield { type: 'part', lists, texts: wire.takeTexts(), isLast: false };
      lists = {};
    }
  }
  yield { type: 'part', lists, texts: wire.takeTexts(), isLast: true };
}

if (parentPort) {
  giveWay();
  serve(parentPort);
}

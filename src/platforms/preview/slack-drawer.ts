import { Worker } from 'node:worker_threads';
import type { DrawingResult, DrawingTask } from './slack-drawing-worker.ts';

export interface SlackDrawer {
  /** Block Kit JSON → the HTML of the message's body. Rejects where it cannot be drawn. */
  draw(blocks: readonly unknown[]): Promise<string>;
  /** Whether its thread is there. */
  isAtWork(): boolean;
  /** What is asked for and not drawn yet rejects. */
  close(): Promise<void>;
}

/** After so long without anybody looking, the libraries' memory is given back. */
const QUIET_MS = 5 * 60_000;

/**
 * Draws on a thread of its own, which is there only while somebody looks at the page: loading React and the drawing
 * library would hold up the event loop for a quarter of a second, and each card for some milliseconds.
 */
export function createSlackDrawer({ quietMs = QUIET_MS }: { readonly quietMs?: number } = {}): SlackDrawer {
  const waiting = new Map<number, PromiseWithResolvers<string>>();
  let worker: Worker | undefined;
  let quiet: NodeJS.Timeout | undefined;
  let last = 0;

  const settle = (result: DrawingResult): void => {
    const asked = waiting.get(result.id);
    waiting.delete(result.id);
    if ('markup' in result) asked?.resolve(result.markup);
    else asked?.reject(new Error(result.failure));
    if (waiting.size === 0) quiet = setTimeout(() => void end(), quietMs).unref();
  };

  const start = (): Worker => {
    const started = new Worker(new URL('./slack-drawing-worker.ts', import.meta.url));
    let failure: unknown;
    started.on('message', settle);
    started.on('error', (error) => {
      failure = error;
    });
    started.on('exit', () => {
      // One that was sent to rest owes nothing to those who came after.
      if (worker !== undefined && worker !== started) return;
      worker = undefined;
      for (const asked of waiting.values())
        asked.reject(new Error('the drawing thread ended', { cause: failure }));
      waiting.clear();
    });
    started.unref();
    return started;
  };

  const end = async (): Promise<void> => {
    clearTimeout(quiet);
    const ending = worker;
    worker = undefined;
    await ending?.terminate();
  };

  return {
    draw(blocks) {
      worker ??= start();
      const asked = Promise.withResolvers<string>();
      last += 1;
      waiting.set(last, asked);
      worker.postMessage({ id: last, blocks } satisfies DrawingTask);
      clearTimeout(quiet);
      return asked.promise;
    },
    isAtWork: () => worker !== undefined,
    close: end,
  };
}

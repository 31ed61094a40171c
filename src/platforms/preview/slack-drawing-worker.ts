import { parentPort } from 'node:worker_threads';
import { loadSlackDrawing } from './slack-drawing.ts';

export interface DrawingTask {
  readonly id: number;
  readonly blocks: readonly unknown[];
}

export type DrawingResult = { readonly id: number } & (
  | { readonly markup: string }
  | { readonly failure: string }
);

/** The thread's whole work, see `slack-drawer.ts`. */
async function serve(port: NonNullable<typeof parentPort>): Promise<void> {
  const draw = await loadSlackDrawing();
  const answer = ({ id, blocks }: DrawingTask): DrawingResult => {
    try {
      return { id, markup: draw(blocks) };
    } catch (error) {
      return { id, failure: error instanceof Error ? error.message : String(error) };
    }
  };
  port.on('message', (task: DrawingTask) => port.postMessage(answer(task)));
}

if (parentPort) await serve(parentPort);

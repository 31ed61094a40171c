import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';
import type { CpuTime } from '../harness/child-task.ts';

/** What reached the platforms' door since the last report. */
export interface DoorReport {
  /** Of each post, in order of arrival. */
  readonly channels: readonly string[];
  /** Beside `channels`: epoch milliseconds, with fractions. */
  readonly at: readonly number[];
  /** Answers to commands, by the path that was given for them: epoch milliseconds. */
  readonly answered: ReadonlyMap<string, number>;
  /** The most that were open at once. */
  readonly connections: number;
  readonly cpu: CpuTime;
}

export interface Door {
  readonly url: string;
  readonly slackApi: string;
  /** Tells and forgets. */
  report(): Promise<DoorReport>;
  close(): Promise<void>;
}

const Listens = z.object({ type: z.literal('listens'), port: z.number() });
const Report = z.object({
  type: z.literal('report'),
  channels: z.array(z.string()),
  at: z.instanceof(Float64Array).transform((at) => [...at]),
  answered: z.map(z.string(), z.number()),
  connections: z.number(),
  cpu: z.object({ user: z.number(), system: z.number() }),
});

export async function openDoor(): Promise<Door> {
  const child = fork(join(import.meta.dirname, 'main.ts'), { serialization: 'advanced' });
  const [first] = await once(child, 'message');
  const url = `http://127.0.0.1:${Listens.parse(first).port}`;
  return {
    url,
    slackApi: `${url}/api/`,
    async report() {
      const answer = once(child, 'message');
      child.send({ type: 'report' });
      const [report] = await answer;
      return Report.parse(report);
    },
    async close() {
      const exit = once(child, 'exit');
      child.kill();
      await exit;
    },
  };
}

/** Throws unless each of so many channels got exactly one post: a fast run that loses or doubles is no figure. */
export function checkDelivery({ channels }: Pick<DoorReport, 'channels'>, wanted: number): void {
  const distinct = new Set(channels).size;
  if (channels.length === wanted && distinct === wanted) return;
  throw new Error(`${channels.length} posts to ${distinct} channels arrived where ${wanted} were owed`);
}

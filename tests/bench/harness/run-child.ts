import { fork } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';
import type { CpuTime } from './child-task.ts';

export interface ChildOptions {
  /** Below tests/bench. */
  readonly file: string;
  readonly task: unknown;
  /** Where a CPU profile is written; absent: none. */
  readonly profileFolder?: string;
}

export interface ChildRun<T> {
  readonly result: T;
  /** From its readiness to its end. */
  readonly cpu: CpuTime;
}

/** A contender that is prepared and waits. */
export interface WaitingChild<T> {
  /** Processor time is counted from here. */
  go(): Promise<ChildRun<T>>;
}

const Message = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({
    type: z.literal('done'),
    result: z.unknown(),
    cpu: z.object({ user: z.number(), system: z.number() }),
  }),
]);

/** Runs one contender in a process of its own, from its start to its end. Rejects where it breaks. */
export async function runChild<T>(options: ChildOptions, schema: z.ZodType<T>): Promise<ChildRun<T>> {
  const child = await prepareChild(options, schema);
  return child.go();
}

/** Resolves when the contender says that it is ready, so that several can begin at once. */
export async function prepareChild<T>(
  { file, task, profileFolder }: ChildOptions,
  schema: z.ZodType<T>,
): Promise<WaitingChild<T>> {
  const child = fork(join(import.meta.dirname, '..', file), {
    execArgv: profileFolder === undefined ? ['--expose-gc'] : profiled(profileFolder),
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ready = Promise.withResolvers<void>();
  const done = Promise.withResolvers<ChildRun<T>>();
  child.on('message', (raw) => {
    const message = Message.parse(raw);
    if (message.type === 'ready') ready.resolve();
    else {
      ready.resolve();
      done.resolve({ result: schema.parse(message.result), cpu: message.cpu });
    }
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.once('exit', (code, signal) => {
    const broken = new Error(`${file} ended with ${code ?? signal} before it answered`);
    ready.reject(broken);
    done.reject(broken);
  });
  // Whoever waits hears of it; nobody may wait yet.
  done.promise.catch(() => undefined);
  child.send({ type: 'task', task });
  await ready.promise;
  return {
    async go() {
      if (child.connected) child.send({ type: 'go' });
      const run = await done.promise;
      await ended;
      return run;
    },
  };
}

function profiled(folder: string): string[] {
  return ['--expose-gc', '--cpu-prof', `--cpu-prof-dir=${folder}`];
}

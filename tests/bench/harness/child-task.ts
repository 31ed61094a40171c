/** What a contender's process is given besides its task. */
export interface ChildTools {
  /** Tells the parent that everything is prepared, and resolves when it says go. */
  ready(): Promise<void>;
  /** From now until the process answers, its processor time is counted. `ready` does this by itself. */
  startCounting(): void;
}

/** Processor time of a process, in milliseconds. */
export interface CpuTime {
  readonly user: number;
  readonly system: number;
}

/** A process' last word. */
interface ChildAnswer {
  readonly type: 'done';
  readonly result: unknown;
  readonly cpu: CpuTime;
}

/**
 * The body of a contender's process: takes one task from its parent, does it, answers, ends. What is thrown goes to
 * stderr and makes the exit status 1, so that a contender that breaks is no figure.
 */
export function serveTask(run: (task: unknown, tools: ChildTools) => Promise<unknown>): void {
  let began = process.cpuUsage();
  let go: (() => void) | undefined;
  const startCounting = (): void => {
    began = process.cpuUsage();
  };
  const tools: ChildTools = {
    startCounting,
    ready: () =>
      new Promise((resolve) => {
        go = () => {
          startCounting();
          resolve();
        };
        process.send?.({ type: 'ready' });
      }),
  };
  // Nobody waits for the answer any more.
  process.on('disconnect', () => process.exit(1));
  process.on('message', (message: { readonly type: 'task' | 'go'; readonly task?: unknown }) => {
    if (message.type === 'go') {
      go?.();
      return;
    }
    void run(message.task, tools).then(
      (result) => {
        const { user, system } = process.cpuUsage(began);
        const answer: ChildAnswer = {
          type: 'done',
          result,
          cpu: { user: user / 1_000, system: system / 1_000 },
        };
        // Leaving by itself, so that a profile is written.
        process.send?.(answer, () => process.exit(0));
      },
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
}

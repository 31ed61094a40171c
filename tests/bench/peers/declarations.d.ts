/**
 * As much of the peers' types as the bench uses, so that it is checked where they are not installed: a fresh clone
 * checks and tests without them.
 */
declare module 'croner' {
  export class Cron {
    constructor(when: Date, run: () => void);
    stop(): void;
  }
}

declare module 'node-schedule' {
  export function scheduleJob(when: Date, run: () => void): unknown;
  export function gracefulShutdown(): Promise<void>;
}

declare module 'graphile-worker' {
  interface WorkerOptions {
    readonly connectionString: string;
    readonly concurrency: number;
    /** Milliseconds between looks for jobs that are due. */
    readonly pollInterval: number;
    readonly noHandleSignals: boolean;
    readonly maxPoolSize: number;
    readonly taskList: Readonly<Record<string, (payload: unknown) => Promise<void>>>;
    readonly logger: Logger;
  }
  interface Runner {
    stop(): Promise<void>;
  }
  interface WorkerUtils {
    migrate(): Promise<void>;
    addJobs(
      jobs: readonly { readonly identifier: string; readonly payload: unknown; readonly runAt: Date }[],
    ): Promise<unknown>;
    release(): Promise<void>;
  }
  export class Logger {
    constructor(factory: () => (level: string, message: string) => void);
  }
  export function run(options: WorkerOptions): Promise<Runner>;
  export function makeWorkerUtils(options: {
    readonly connectionString: string;
    readonly logger: Logger;
  }): Promise<WorkerUtils>;
}

declare module 'pg-boss' {
  export class PgBoss {
    constructor(connectionString: string);
    on(event: 'error', report: (error: unknown) => void): void;
    start(): Promise<unknown>;
    createQueue(name: string): Promise<void>;
    insert(
      name: string,
      jobs: readonly { readonly data: object; readonly startAfter: Date }[],
    ): Promise<unknown>;
    work(
      name: string,
      options: {
        readonly batchSize: number;
        readonly localConcurrency: number;
        /** Half a second is the least that it takes. */
        readonly pollingIntervalSeconds: number;
        readonly burstWhenBatchFull: boolean;
      },
      handle: (jobs: readonly { readonly data: unknown }[]) => Promise<void>,
    ): Promise<unknown>;
    stop(options: { readonly graceful: boolean }): Promise<void>;
  }
}

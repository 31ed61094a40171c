import type { OpenScheduler } from './scheduler.ts';

/** Node's own timers, one a job, in memory alone. */
export const openTimeout: OpenScheduler = async () => {
  const timers: NodeJS.Timeout[] = [];
  return {
    async schedule(jobs, send) {
      for (const { channel, at } of jobs) timers.push(setTimeout(() => void send(channel), at - Date.now()));
    },
    stop: async () => {
      for (const timer of timers) clearTimeout(timer);
    },
  };
};

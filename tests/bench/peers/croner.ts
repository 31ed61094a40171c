import { Cron } from 'croner';
import type { OpenScheduler } from './scheduler.ts';

/** One job a date, in memory alone. */
export const openCroner: OpenScheduler = async () => {
  const crons: Cron[] = [];
  return {
    async schedule(jobs, send) {
      for (const { channel, at } of jobs) crons.push(new Cron(new Date(at), () => void send(channel)));
    },
    stop: async () => {
      for (const cron of crons) cron.stop();
    },
  };
};

import { gracefulShutdown, scheduleJob } from 'node-schedule';
import type { OpenScheduler } from './scheduler.ts';

/** One job a date, in memory alone. */
export const openNodeSchedule: OpenScheduler = async () => ({
  async schedule(jobs, send) {
    for (const { channel, at } of jobs) scheduleJob(new Date(at), () => void send(channel));
  },
  stop: gracefulShutdown,
});

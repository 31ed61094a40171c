import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { z } from 'zod';
import { readableDigest } from '../../../src/domain/ids.ts';
import type { SourceRecord } from '../../../src/ports/seminar-source.ts';
import { LecternProcess } from '../../support/lectern-process.ts';
import { botToken, seriesName, TIMEZONE } from './world.ts';

export type PlatformSet = 'preview' | 'Slack' | 'Teams' | 'Slack and Teams';

export const SIGNING_SECRET = 'bench-signing-secret';

export interface RunningService {
  readonly process: LecternProcess;
  /** From the spawning of the process until every platform was connected. */
  readonly readyMs: number;
}

/** Writes a configuration with so many series and no routes: this service is asked, and announces nothing. */
export function writeServiceConfiguration(folder: string, series: number, records?: string): string {
  const config = join(folder, 'service.yaml');
  const names = Array.from({ length: series }, (_, n) => seriesName(n));
  writeFileSync(
    config,
    JSON.stringify({
      mode: 'live',
      timezone: TIMEZONE,
      series: Object.fromEntries(names.map((name) => [name, { name: `Invented ${name}` }])),
      ...(records === undefined ? {} : { sources: [{ type: 'files', path: records }] }),
    }),
  );
  return config;
}

/** The real service as a process, started as `npm start` starts it. Resolves when it is ready. */
export async function startService(options: {
  readonly config: string;
  readonly storeUrl: string;
  readonly platforms: PlatformSet;
  readonly doorUrl: string;
  readonly profileFolder?: string;
}): Promise<RunningService> {
  const { config, storeUrl, platforms, doorUrl, profileFolder } = options;
  const began = performance.now();
  const process = await LecternProcess.start({
    LECTERN_CONFIG: config,
    DATABASE_URL: storeUrl,
    LOG_LEVEL: 'warn',
    ...(profileFolder === undefined ? {} : { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${profileFolder}` }),
    ...(platforms.includes('Slack')
      ? {
          SLACK_BOT_TOKEN: botToken(0),
          SLACK_SIGNING_SECRET: SIGNING_SECRET,
          SLACK_API_URL: `${doorUrl}/api/`,
        }
      : {}),
    ...(platforms.includes('Teams') ? { TEAMS_LOCAL: '1' } : {}),
  });
  const wanted = platforms === 'preview' ? 1 : platforms.split(' and ').length + 1;
  try {
    while (!(await isReady(process.url, wanted))) await pass(5);
  } catch (error) {
    await process.stop('SIGKILL');
    throw error;
  }
  return { process, readyMs: performance.now() - began };
}

const Readiness = z.object({
  ready: z.boolean(),
  platforms: z.record(z.string(), z.object({ ready: z.boolean() })),
});

async function isReady(url: string, platforms: number): Promise<boolean> {
  const { ready, platforms: known } = Readiness.parse(await (await fetch(`${url}/readyz`)).json());
  return ready && Object.values(known).filter((one) => one.ready).length >= platforms;
}

/** Records as files of a folder, a thousand in each. */
export function writeRecordFiles(folder: string, records: readonly SourceRecord[]): void {
  mkdirSync(folder, { recursive: true });
  for (let from = 0; from < records.length; from += PER_FILE)
    writeRecordFile(folder, from / PER_FILE, records.slice(from, from + PER_FILE));
}

function writeRecordFile(folder: string, file: number, records: readonly SourceRecord[]): void {
  writeFileSync(recordFile(folder, file), recordFileText(records));
}

export function recordFile(folder: string, file: number): string {
  return join(folder, `records-${String(file).padStart(4, '0')}.json`);
}

export function recordFileText(records: readonly SourceRecord[]): string {
  return JSON.stringify(records.map(({ uid, fields }) => ({ id: readableDigest(uid, 8), ...fields })));
}

export const PER_FILE = 1_000;

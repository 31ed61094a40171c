import { onTestFinished } from 'vitest';
import { z } from 'zod';
import type { Log } from '../../src/ports/log.ts';
import type { Store } from '../../src/ports/store.ts';
import { openStore } from '../../src/store/open-store.ts';
import { runCommand } from '../cli/house.ts';
import { LecternProcess } from '../support/lectern-process.ts';
import { SlackServer } from '../support/slack-server/slack-server.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

const quiet: Log = { debug() {}, info() {}, warn() {}, error() {}, with: () => quiet };
const clock = { now: () => Temporal.Now.instant(), at: () => () => {} };

/** In every workspace the same, as may happen: names are given by people, and ids are each workspace's own. */
export const CHANNEL = 'C0TIDES01';
export const PERSON = 'U0MIRA001';

export interface WorkspacePlan {
  readonly name: string;
  readonly teamId: string;
  readonly receives: 'socket' | 'http';
}

/** One service with the credentials of several workspaces, each a stand-in of its own with a channel #tides. */
export interface Campus {
  readonly databaseUrl: string;
  workspace(name: string): SlackServer;
  /** Addresses of the routes are those of #tides in each workspace. */
  writeRecord(file: string, fields: string): void;
  start(): Promise<LecternProcess>;
  /** A command beside the running service. What it says. */
  command(...args: readonly string[]): Promise<string>;
  inStore<T>(use: (store: Store) => Promise<T>): Promise<T>;
}

export async function openCampus(plans: readonly WorkspacePlan[], configuration: string): Promise<Campus> {
  const folder = createTemporaryFolder();
  const servers = new Map<string, SlackServer>();
  const variables: Record<string, string> = {};
  const entries: string[] = [];
  for (const { name, teamId, receives } of plans) {
    const server = await SlackServer.start({ name, teamId, rates: 'report' });
    onTestFinished(() => server.close());
    server.workspace.addChannel('tides', { id: CHANNEL });
    server.workspace.addUser('mira', { id: PERSON });
    servers.set(name, server);
    const prefix = name.toUpperCase();
    variables[`${prefix}_BOT`] = server.botToken;
    variables[`${prefix}_WAY`] = receives === 'socket' ? server.appToken : server.signingSecret;
    const way = receives === 'socket' ? 'appToken' : 'signingSecret';
    entries.push(
      `    ${name}: { botToken: "\${${prefix}_BOT}", ${way}: "\${${prefix}_WAY}", apiUrl: "${server.apiUrl}" }`,
    );
  }
  const config = folder.write(
    'lectern.yaml',
    `mode: live
timezone: Australia/Brisbane
audience: public
sources: [{ type: files, path: seminars }]
slack:
  workspaces:
${entries.join('\n')}
${configuration}`,
  );
  const databaseUrl = `sqlite:${folder.path}/lectern.db`;
  const environment = { LECTERN_CONFIG: config, DATABASE_URL: databaseUrl, ...variables };
  return {
    databaseUrl,
    workspace(name) {
      const server = servers.get(name);
      if (!server) throw new Error(`no workspace ${name}`);
      return server;
    },
    writeRecord: (file, fields) => void folder.write(`seminars/${file}.yaml`, fields),
    async start() {
      const lectern = await LecternProcess.start(environment);
      onTestFinished(async () => {
        await lectern.stop('SIGKILL');
      });
      return lectern;
    },
    async command(...args) {
      const { out, err } = await runCommand(folder.path, args, { variables: environment });
      return out + err;
    },
    async inStore(use) {
      const store = await openStore(databaseUrl, { clock, log: quiet });
      try {
        return await use(store);
      } finally {
        await store.close();
      }
    },
  };
}

const Readiness = z.object({
  platforms: z.record(
    z.string(),
    z.object({ ready: z.boolean(), detail: z.string(), workspace: z.string().exactOptional() }),
  ),
});

/** What `/readyz` says of each platform and workspace. */
export async function readPlatforms(
  lectern: LecternProcess,
): Promise<z.infer<typeof Readiness>['platforms']> {
  const response = await fetch(`${lectern.url}/readyz`);
  return Readiness.parse(await response.json()).platforms;
}

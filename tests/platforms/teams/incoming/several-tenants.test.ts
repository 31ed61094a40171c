import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TeamsGate } from '../../../../src/platforms/teams/incoming/gate.ts';
import { createTeamsService } from '../../../../src/platforms/teams/teams-service.ts';
import type { PlatformService } from '../../../../src/ports/platform-service.ts';
import { ISSUER } from '../../../support/teams-server/signing.ts';
import { TeamsServer } from '../../../support/teams-server/teams-server.ts';
import { MemoryDirectory, NotingLog, openRig, type TeamsRig } from '../teams-rig.ts';

const SERVICE_URL = 'https://smba.example/emea/';
/** An app of its own in one tenant, and one app in two. */
const TENANTS = {
  uni: { appId: 'app-of-uni', appType: 'SingleTenant' },
  lab: { appId: 'app-of-both', appType: 'MultiTenant' },
  club: { appId: 'app-of-both', appType: 'MultiTenant' },
} as const;
type Name = keyof typeof TENANTS;

const clock = { now: () => Temporal.Now.instant(), at: () => () => {} };
let microsoft: TeamsServer;
let rig: TeamsRig;
let directories: Readonly<Record<Name, MemoryDirectory>>;
let services: Readonly<Record<Name, PlatformService>>;
let log: NotingLog;
let web: Server;
let address: string;

beforeEach(async () => {
  microsoft = await TeamsServer.start();
  rig = await openRig();
  log = new NotingLog();
  const awaited = Object.entries(TENANTS).map(([name, { appId }]) => ({ appId, tenantId: `tenant-${name}` }));
  const gate = new TeamsGate(log, awaited);
  directories = { uni: new MemoryDirectory(), lab: new MemoryDirectory(), club: new MemoryDirectory() };
  const open = (name: Name): Promise<PlatformService> =>
    createTeamsService({
      ...TENANTS[name],
      appPassword: 'not-a-real-password',
      tenantId: `tenant-${name}`,
      local: false,
      gate,
      desk: rig.desk,
      events: directories[name],
      directory: directories[name],
      clock,
      log,
      timeoutMs: 3_000,
      cloud: {
        openIdMetadataUrl: `${microsoft.base}/openid/configuration`,
        tokenIssuer: ISSUER,
        loginUrl: 'https://127.0.0.1:9/tenant',
        scope: ISSUER,
      },
    });
  services = { uni: await open('uni'), lab: await open('lab'), club: await open('club') };
  web = createServer((request, response) => void gate.route.handle(request, response));
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
  const bound = web.address();
  if (bound === null || typeof bound === 'string') throw new Error('no port');
  address = `http://127.0.0.1:${bound.port}/api/messages`;
});
afterEach(async () => {
  for (const service of Object.values(services)) await service.stop();
  await rig.close();
  await microsoft.stop();
  web.closeAllConnections();
  await new Promise((resolve) => web.close(resolve));
});

async function install(tenant: string, appId: string, key: TeamsServer = microsoft): Promise<number> {
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: key.signer.sign(appId, SERVICE_URL) },
    body: JSON.stringify({
      type: 'installationUpdate',
      action: 'add',
      channelId: 'msteams',
      serviceUrl: SERVICE_URL,
      from: { id: '29:person-ada', name: `Ada of ${tenant}` },
      recipient: microsoft.world.bot,
      conversation: { id: 'a:chat-ada', conversationType: 'personal', tenantId: tenant },
    }),
  });
  return response.status;
}
const seen = () =>
  Object.fromEntries(Object.entries(directories).map(([name, { seenIds }]) => [name, [...seenIds]]));
const startAll = () => Promise.all(Object.values(services).map((service) => service.start()));

describe('one address for the apps of several tenants', () => {
  it('hands each activity to its tenant, by its app and then by itself', async () => {
    await startAll();
    for (const name of ['uni', 'lab', 'club'] as const) {
      expect(await install(`tenant-${name}`, TENANTS[name].appId)).toBe(200);
    }
    // The same person's id in three tenants is three places.
    expect(seen()).toEqual({
      uni: ['teams:tenant-uni/29:person-ada'],
      lab: ['teams:tenant-lab/29:person-ada'],
      club: ['teams:tenant-club/29:person-ada'],
    });
  });

  it('a token for one app is worth nothing in another’s tenant', async () => {
    await startAll();
    expect(await install('tenant-lab', TENANTS.uni.appId)).toBe(403);
    expect(await install('tenant-uni', TENANTS.lab.appId)).toBe(403);
    expect(await install('tenant-else', TENANTS.lab.appId)).toBe(403);
    expect(await install('tenant-uni', 'another-app')).toBe(401);
    expect(seen()).toEqual({ uni: [], lab: [], club: [] });
  });

  it('which app it is for is only read, not believed: the token is verified as that app’s', async () => {
    await startAll();
    const printed = vi.spyOn(console, 'error').mockImplementation(() => {});
    expect(await install('tenant-uni', TENANTS.uni.appId, rig.server)).toBe(401);
    printed.mockRestore();
    expect(seen()).toEqual({ uni: [], lab: [], club: [] });
  });

  it('one tenant that stops, or is not there yet, takes nothing from the others, and is sent to again', async () => {
    expect(await install('tenant-uni', TENANTS.uni.appId)).toBe(503);
    await Promise.all([services.lab.start(), services.club.start()]);
    await services.lab.stop();
    expect(await install('tenant-club', TENANTS.club.appId)).toBe(200);
    expect(await install('tenant-lab', TENANTS.lab.appId)).toBe(503);
    expect(await install('tenant-uni', TENANTS.uni.appId)).toBe(503);
    expect(await install('tenant-else', TENANTS.lab.appId)).toBe(403);
    expect(seen()).toEqual({ uni: [], lab: [], club: ['teams:tenant-club/29:person-ada'] });
  });
});

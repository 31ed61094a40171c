import { createServer } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { composeCore } from '../../src/app/compose/compose-core.ts';
import { composeDispatcher } from '../../src/app/compose/compose-delivery.ts';
import { connectAll } from '../../src/app/compose/compose-platforms.ts';
import { composeSync } from '../../src/app/compose/compose-sources.ts';
import { createConnections } from '../../src/app/connections.ts';
import { createSources } from '../../src/app/create-sources.ts';
import { withPlainNames } from '../../src/app/plain-names.ts';
import { systemClock as clock } from '../../src/app/system-clock.ts';
import { ChannelId } from '../../src/domain/ids.ts';
import { TeamsGate } from '../../src/platforms/teams/incoming/gate.ts';
import { createTeamsService } from '../../src/platforms/teams/teams-service.ts';
import { loadSettings } from '../../src/settings/load-settings.ts';
import { openStore } from '../../src/store/open-store.ts';
import { createLog } from '../app/kit.ts';
import { TeamsServer } from '../support/teams-server/teams-server.ts';
import { makeWorld } from '../support/teams-server/world.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';
import { untilTrue } from '../support/until-true.ts';

const PATIENCE = { within: 120_000 };
const GENERAL = '19:general-0@thread.tacv2';
const ADA = '29:person-ada';

/**
 * Two tenants whose teams, channels and people have the same ids, in the service's own composition. Only that nothing is
 * signed is other than in earnest: Microsoft's sign-in cannot be had on loopback.
 */
async function openTenants() {
  const folder = createTemporaryFolder();
  const config = folder.write(
    'lectern.yaml',
    `mode: live
timezone: Australia/Brisbane
audience: public
sources: [{ type: files, path: seminars }]
teams:
  tenants:
    uni: { appId: app, appPassword: "\${WORD}", tenantId: tenant-uni, appType: MultiTenant }
    lab: { appId: app, appPassword: "\${WORD}", tenantId: tenant-lab, appType: MultiTenant }
routes:
  - match: all
    to: ["teams:uni/${GENERAL}", "teams:lab/${GENERAL}"]
    announce: immediately
    remind: [8s]
    startingNow: true
`,
  );
  const settings = loadSettings({ config, variables: { WORD: 'not-a-real-password' } });
  const log = createLog();
  const store = await openStore(`sqlite:${folder.path}/lectern.db`, { clock, log });
  onTestFinished(() => store.close());
  const sources = createSources({ settings, clock });
  const core = composeCore({
    settings,
    clock,
    log,
    store,
    sources: sources.map(({ id }) => id),
    holder: { name: 'tenants', isGone: () => false },
    isCaretaker: () => true,
  });
  const tenants = await Promise.all(
    settings.teams.map(async ({ workspace, tenantId = '' }) => {
      const server = await TeamsServer.start({ world: { ...makeWorld(), tenantId } });
      onTestFinished(() => server.stop());
      const gate = new TeamsGate(log);
      const web = createServer((request, response) => void gate.route.handle(request, response));
      await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
      onTestFinished(() => void web.close());
      const bound = web.address();
      const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
      const connect = () =>
        createTeamsService({
          local: true,
          tenantId,
          gate,
          desk: core.desk,
          events: core.events,
          directory: withPlainNames(store.read.directory, core.lanes),
          clock,
          log,
        });
      const client = server.clientFor(`http://127.0.0.1:${port}/api/messages`);
      return { server, client, connection: { workspace, connect } };
    }),
  );
  const [uni, lab] = tenants;
  if (!uni || !lab) throw new Error('two tenants');
  const dispatcher = composeDispatcher(core);
  const connections = createConnections([uni.connection, lab.connection], { lanes: core.lanes, clock, log });
  onTestFinished(async () => {
    await dispatcher.stop({ drainMs: 0 });
    await connections.stop();
    core.routing.stop();
  });
  await core.routing.refresh();
  await dispatcher.start();
  const nowhere = { url: '', add: () => {}, close: () => Promise.resolve() };
  await connectAll(connections, core, nowhere, dispatcher);
  for (const { server, client } of [uni, lab]) {
    server.shelf.install(GENERAL);
    expect((await client.installed(GENERAL, ADA)).status).toBe(200);
  }
  const sync = composeSync(
    core,
    sources.map(({ id }) => id),
  );
  return {
    uni,
    lab,
    store,
    connections,
    async announce(fields: string) {
      folder.write('seminars/ebb.yaml', fields);
      for (const source of sources) await sync(source, { signal: new AbortController().signal });
    },
  };
}

it('one tenant that answers nothing keeps nothing from the other, though all their ids are the same', async () => {
  const { uni, lab, store, connections, announce } = await openTenants();
  expect(connections.health()).toMatchObject({
    'teams:tenant-uni': { ready: true, workspace: 'uni' },
    'teams:tenant-lab': { ready: true, workspace: 'lab' },
  });
  lab.server.faults.decide = () => ({ type: 'hang', stored: false });
  const start = Temporal.Now.instant().add({ seconds: 16 }).toString({ smallestUnit: 'second' });
  await announce(`title: On Ebbing\nstart: "${start}"\nduration: 1h\n`);
  await untilTrue(async () => uni.server.shelf.standing(GENERAL).length === 3, PATIENCE);
  expect(lab.server.shelf.standing(GENERAL)).toEqual([]);
  const lines = async (tenant: string) => {
    const channel = ChannelId.parse(`teams:${tenant}/${GENERAL}`);
    const found = await store.read.outbox.find({
      channel,
      kinds: ['announcement', 'reminder', 'startingNow'],
    });
    return found.map(({ kind, state }) => `${kind} ${state}`).toSorted();
  };
  await untilTrue(async () => !(await lines('tenant-uni')).join().includes('sending'), PATIENCE);
  expect(await lines('tenant-uni')).toEqual(['announcement sent', 'reminder sent', 'startingNow sent']);
  expect((await lines('tenant-lab')).filter((line) => line.endsWith(' sent'))).toEqual([]);
  const names = (await store.read.directory.channels()).filter(({ id }) => id.endsWith(GENERAL));
  expect(names.map(({ name }) => name).toSorted()).toEqual([
    'lab/Marine Informatics › General',
    'uni/Marine Informatics › General',
  ]);
}, 300_000);

it('each is answered in its own tenant', async () => {
  const { uni, lab, announce } = await openTenants();
  const start = Temporal.Now.instant().add({ hours: 30 }).toString({ smallestUnit: 'second' });
  await announce(`title: On Ebbing\nstart: "${start}"\nduration: 1h\n`);
  for (const { server } of [uni, lab]) {
    await untilTrue(async () => server.shelf.standing(GENERAL).length === 1, PATIENCE);
  }
  await lab.client.mention({ conversation: GENERAL }, ADA, 'next');
  await untilTrue(async () => lab.server.shelf.standing(GENERAL).length === 2, PATIENCE);
  expect(JSON.stringify(lab.server.shelf.standing(GENERAL)[1]?.activity)).toContain('On Ebbing');
  expect(uni.server.shelf.standing(GENERAL)).toHaveLength(1);
}, 300_000);

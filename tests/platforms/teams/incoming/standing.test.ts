import { afterEach, beforeEach, expect, it } from 'vitest';
import { LaneId } from '../../../../src/domain/ids.ts';
import type { Activity } from '../../../../src/platforms/teams/incoming/activity-schema.ts';
import { createStandings, type Standings } from '../../../../src/platforms/teams/incoming/standing.ts';
import { createTenant } from '../../../../src/platforms/teams/outgoing/tenant.ts';
import { type Connector, createConnector } from '../../../../src/platforms/teams/wire/connector.ts';
import { TeamsServer } from '../../../support/teams-server/teams-server.ts';
import { MemoryDirectory, NotingLog } from '../teams-rig.ts';

const GENERAL = '19:general-0@thread.tacv2';

let server: TeamsServer;
let connector: Connector;
let standings: Standings;
let now = Temporal.Instant.from('2031-03-05T01:00:00Z');

beforeEach(async () => {
  server = await TeamsServer.start();
  server.shelf.install(GENERAL);
  connector = createConnector({
    token: () => Promise.resolve({ type: 'none' }),
    timeoutMs: 3_000,
    userAgent: 'test',
  });
  const tenantId = server.world.tenantId;
  const tenant = createTenant({
    lane: LaneId.parse(`teams:${tenantId}`),
    directory: new MemoryDirectory(),
    tenantId,
    serviceUrl: server.url,
  });
  const clock = { now: () => now, at: () => () => {} };
  standings = createStandings({ tenant, connector, tenantId, clock, log: new NotingLog() });
});
afterEach(async () => {
  await connector.close();
  await server.stop();
});

function from(person: string, tenantId = server.world.tenantId): Activity {
  return {
    type: 'message',
    channelId: 'msteams',
    serviceUrl: server.url,
    from: { id: person },
    recipient: server.world.bot,
    conversation: { id: `${GENERAL};messageid=1`, conversationType: 'channel', tenantId },
  };
}
const asked = (): number => server.journal().filter(({ kind }) => kind === 'read').length;

it('tells members from guests, and remembers it for an hour', async () => {
  expect(await standings.of(from('29:person-ada'))).toMatchObject({ standing: 'member' });
  expect(await standings.of(from('29:person-ada'))).toMatchObject({ standing: 'member' });
  expect(await standings.of(from('29:person-guest'))).toMatchObject({ standing: 'guest' });
  expect(asked()).toBe(2);
  now = now.add({ minutes: 61 });
  await standings.of(from('29:person-ada'));
  expect(asked()).toBe(3);
});

it('takes for a guest whom Teams does not know, and whom it says nothing of, and asks again', async () => {
  expect(await standings.of(from('29:nobody'))).toMatchObject({ standing: 'guest' });
  await server.goAway();
  expect(await standings.of(from('29:person-ada'))).toMatchObject({ standing: 'guest' });
  await server.restore();
  expect(await standings.of(from('29:person-ada'))).toMatchObject({ standing: 'member' });
});

it('takes everybody of another tenant for a guest, without asking', async () => {
  expect(await standings.of(from('29:person-ada', 'another-tenant'))).toMatchObject({ standing: 'guest' });
  expect(asked()).toBe(0);
});

it('tells by which addresses the tenant knows a member, and of no guest', async () => {
  expect(await standings.of(from('29:person-ada'))).toEqual({
    standing: 'member',
    emails: ['ada@harbour.example', 'ada.upn@harbour.example'],
  });
  expect(await standings.of(from('29:person-guest'))).toEqual({ standing: 'guest' });
});

import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SlackGate } from '../../../src/platforms/slack/http-gate.ts';
import type { PlatformService } from '../../../src/ports/platform-service.ts';
import {
  actionPayload,
  commandPayload,
  eventPayload,
  signRequest,
} from '../../support/slack-server/callers.ts';
import { SlackServer } from '../../support/slack-server/slack-server.ts';
import { DeskBook, EventsBook } from './desk-book.ts';
import { createLogBook, serviceFor, systemClock } from './slack-harness.ts';

/** A workspace whose app has a secret, which other workspaces may share. */
interface House {
  readonly slack: SlackServer;
  readonly desk: DeskBook;
  readonly events: EventsBook;
  readonly user: string;
  readonly service: PlatformService;
}

const SHARED = 'one app in two workspaces';
let houses: Readonly<Record<'maths' | 'eecs' | 'lab', House>>;
let log: ReturnType<typeof createLogBook>;
let server: Server;
let address: string;

beforeEach(async () => {
  log = createLogBook();
  const secrets = { maths: 'the secret of maths', eecs: SHARED, lab: SHARED };
  const gate = new SlackGate(Object.values(secrets), systemClock, log);
  const open = async (name: keyof typeof secrets, teamId: string): Promise<House> => {
    const slack = await SlackServer.start({ name, teamId });
    const desk = new DeskBook();
    const events = new EventsBook();
    const user = slack.workspace.addUser('mira', { id: 'U0MIRA001' }).id;
    const service = await serviceFor(slack, { signingSecret: secrets[name], gate, desk, events, log });
    return { slack, desk, events, user, service };
  };
  houses = {
    maths: await open('maths', 'T0MATHS01'),
    eecs: await open('eecs', 'T0EECS001'),
    lab: await open('lab', 'T0LAB0001'),
  };
  server = createServer((request, response) => void gate.route.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('no port');
  address = `http://127.0.0.1:${bound.port}/slack/events`;
});
afterEach(async () => {
  for (const { service, slack } of Object.values(houses)) {
    await service.stop();
    await slack.close();
  }
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function send(secret: string, content: Parameters<typeof signRequest>[1]): Promise<number> {
  const { body, headers } = signRequest(secret, content);
  return (await fetch(address, { method: 'POST', body, headers })).status;
}
const command = ({ slack, user }: House) => ({
  form: commandPayload(slack.callers, { user, channel: 'C0TIDES01', command: '/seminar', text: 'next' }),
});
const startAll = async (): Promise<void> => {
  for (const { service } of Object.values(houses)) await service.start();
};
const asked = () =>
  Object.fromEntries(Object.entries(houses).map(([name, { desk }]) => [name, desk.asked.length]));

describe('one address for the apps of several workspaces', () => {
  it('hands each request to the workspace that it is for, whose people are its own', async () => {
    await startAll();
    const { maths, eecs, lab } = houses;
    expect(await send('the secret of maths', command(maths))).toBe(200);
    expect(await send(SHARED, command(eecs))).toBe(200);
    expect(await send(SHARED, command(lab))).toBe(200);
    for (const { slack, desk } of [maths, eecs, lab]) {
      await slack.answered(1);
      expect(desk.asked.map(({ actor }) => actor.person)).toEqual([
        `slack:${slack.identity.teamId}/U0MIRA001`,
      ]);
    }
  });

  it('tells buttons, forms and events apart likewise', async () => {
    await startAll();
    const { eecs, lab } = houses;
    const action = { type: 'button', action_id: 'ask.1', value: '{"type":"help"}' };
    const pressed = actionPayload(lab.slack.callers, { user: lab.user, channel: 'C0TIDES01', action });
    expect(await send(SHARED, { form: { payload: JSON.stringify(pressed) } })).toBe(200);
    await lab.slack.answered(1);
    const { id } = eecs.slack.workspace.addChannel('tides');
    expect(
      await send(SHARED, { json: eventPayload(eecs.slack.callers, { type: 'channel_left', channel: id }) }),
    ).toBe(200);
    await eecs.events.toldOf(1);
    expect(asked()).toEqual({ maths: 0, eecs: 0, lab: 1 });
    expect(lab.events.told).toEqual([]);
  });

  it('an event of a shared channel is for whom Slack authorised to hear of it', async () => {
    await startAll();
    const { eecs } = houses;
    const { id } = eecs.slack.workspace.addChannel('tides');
    const event = eventPayload(eecs.slack.callers, { type: 'channel_left', channel: id });
    expect(await send(SHARED, { json: { ...event, team_id: 'T0ELSE001' } })).toBe(200);
    await eecs.events.toldOf(1);
  });

  it('one workspace’s secret opens no other’s door, whatever the request says', async () => {
    await startAll();
    const { maths, eecs } = houses;
    expect(await send('the secret of maths', command(eecs))).toBe(403);
    expect(await send(SHARED, command(maths))).toBe(403);
    expect(await send('nobody’s secret', command(maths))).toBe(401);
    expect(asked()).toEqual({ maths: 0, eecs: 0, lab: 0 });
    const said = JSON.stringify(log.lines);
    for (const secret of ['the secret of maths', SHARED]) expect(said).not.toContain(secret);
  });

  it('puts off what is for a workspace that is not connected yet, and takes what is for the others', async () => {
    const { maths, eecs, lab } = houses;
    await eecs.service.start();
    expect(await send('the secret of maths', command(maths))).toBe(503);
    expect(await send(SHARED, command(lab))).toBe(503);
    expect(await send(SHARED, command(eecs))).toBe(200);
    await lab.service.start();
    expect(await send(SHARED, command(lab))).toBe(200);
    await Promise.all([eecs.slack.answered(1), lab.slack.answered(1)]);
    await eecs.service.stop();
    expect(await send(SHARED, command(eecs))).toBe(503);
    expect(asked()).toEqual({ maths: 0, eecs: 1, lab: 1 });
  });

  it('answers the challenge, which names no workspace', async () => {
    await startAll();
    const { body, headers } = signRequest(SHARED, {
      json: { type: 'url_verification', challenge: 'abc', token: 't' },
    });
    const response = await fetch(address, { method: 'POST', body, headers });
    expect(await response.json()).toEqual({ challenge: 'abc' });
  });
});

describe('Socket Mode', () => {
  it('leaves a delivery for another workspace alone, and acknowledges it', async () => {
    const slack = await SlackServer.start({ name: 'own', teamId: 'T0OWN0001' });
    const desk = new DeskBook();
    const service = await serviceFor(slack, { appToken: slack.appToken, desk, log });
    try {
      await service.start();
      await slack.socket.connected(1);
      const payload = (teamId: string, trigger: string) =>
        commandPayload(
          { ...slack.callers, teamId },
          { user: 'U0MIRA001', channel: 'C0TIDES01', command: '/seminar', text: 'next', trigger },
        );
      await slack.socket.deliver('slash_commands', payload('T0ELSE001', 'trigger.1'));
      await slack.socket.deliver('slash_commands', payload('T0OWN0001', 'trigger.2'));
      await slack.answered(1);
      expect(desk.asked).toHaveLength(1);
      expect(desk.asked[0]?.actor.person).toBe('slack:T0OWN0001/U0MIRA001');
    } finally {
      await service.stop();
      await slack.close();
    }
  });
});

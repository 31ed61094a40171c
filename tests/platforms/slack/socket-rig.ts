import { onTestFinished } from 'vitest';
import { LaneId } from '../../../src/domain/ids.ts';
import type { SlackServiceOptions } from '../../../src/platforms/slack/slack-service.ts';
import type { PlatformService } from '../../../src/ports/platform-service.ts';
import { commandPayload } from '../../support/slack-server/callers.ts';
import { SlackServer } from '../../support/slack-server/slack-server.ts';
import type { Acknowledgement } from '../../support/slack-server/socket-mode.ts';
import { DeskBook, EventsBook } from './desk-book.ts';
import { createLogBook, serviceFor } from './slack-harness.ts';

/** Of the stand-in. */
export const lane = LaneId.parse('slack:T0STANDIN');

export interface SocketRig {
  readonly slack: SlackServer;
  readonly desk: DeskBook;
  readonly events: EventsBook;
  readonly log: ReturnType<typeof createLogBook>;
  create(options?: Partial<SlackServiceOptions>): Promise<PlatformService>;
  start(options?: Partial<SlackServiceOptions>): Promise<PlatformService>;
  command(
    text: string,
    more?: { readonly trigger?: string; readonly user?: string; readonly command?: string },
  ): Promise<Acknowledgement>;
}

/** A stand-in for Slack, and services in Socket Mode against it; all of them end with the test. */
export async function openSocket(): Promise<SocketRig> {
  const slack = await SlackServer.start();
  const desk = new DeskBook();
  const events = new EventsBook();
  const log = createLogBook();
  const services: PlatformService[] = [];
  onTestFinished(async () => {
    await Promise.all(services.map((service) => service.stop()));
    await slack.close();
  });
  const create: SocketRig['create'] = async (options = {}) => {
    const service = await serviceFor(slack, { appToken: slack.appToken, desk, events, log, ...options });
    services.push(service);
    return service;
  };
  return {
    slack,
    desk,
    events,
    log,
    create,
    async start(options = {}) {
      const service = await create(options);
      await service.start();
      return service;
    },
    command(text, more = {}) {
      const user = more.user ?? slack.workspace.addUser('mira').id;
      const asking = { user, channel: 'C0ANYWHERE', command: '/seminar', text, ...more };
      return slack.socket.deliver('slash_commands', commandPayload(slack.callers, asking));
    },
  };
}

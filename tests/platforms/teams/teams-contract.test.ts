import { parseAddress } from '../../../src/domain/address.ts';
import { type ChannelId, MessageId, splitChannelId } from '../../../src/domain/ids.ts';
import { describePlatform } from '../../contracts/platform-contract.ts';
import type { Fault, PlatformHarness } from '../../contracts/platform-harness.ts';
import type { TeamsFault } from '../../support/teams-server/faults.ts';
import type { TeamsServer } from '../../support/teams-server/teams-server.ts';
import { readCard } from './shown-card.ts';
import { installTeam, openRig } from './teams-rig.ts';

describePlatform({
  platform: 'teams',
  wired: true,
  find: false,
  update: true,
  remove: true,
  reply: true,
  open: openHarness,
});

async function openHarness(): Promise<PlatformHarness> {
  // Long enough for a slow machine, short enough to wait for an answer that never comes.
  const rig = await openRig({ timeoutMs: 3_000 });
  const [first = '', second = ''] = await installTeam(rig);
  const { server, service } = rig;
  return {
    chat: service.chat,
    addresses: [parseAddress(`teams:${first}`), parseAddress(`teams:${second}`)],
    unknownAddress: parseAddress('teams:19:nowhere@thread.tacv2'),
    messages: async (channel) => standing(server, channel),
    deleteByPerson: async (_channel, message) => server.shelf.delete(message, 'person'),
    door: {
      writes: () => server.writes().length,
      arrange: (fault) => server.arrange(faultOf(fault)),
      goAway: () => server.goAway(),
      restore: () => server.restore(),
    },
    close: () => rig.close(),
  };
}

function standing(server: TeamsServer, channel: ChannelId) {
  return server.shelf.standing(splitChannelId(channel).native).map(({ id, root, activity }) => {
    const { shown, links, mentions } = readCard(activity);
    return {
      message: MessageId.parse(id),
      ...(root === undefined ? {} : { thread: MessageId.parse(root) }),
      shown,
      links,
      mentions,
      summary: String(activity.summary),
    };
  });
}

function faultOf(fault: Fault): TeamsFault {
  switch (fault.type) {
    case 'resetBefore':
    case 'resetAfter':
    case 'halfAnswer':
      return fault;
    case 'hang':
      return { type: 'hang', stored: true };
    case 'serverError':
      return { type: 'status', status: 500, stored: fault.stored };
    case 'throttle':
      return {
        type: 'status',
        status: 429,
        code: 'Throttled',
        ...(fault.afterMs === undefined ? {} : { retryAfter: String(fault.afterMs / 1_000) }),
      };
    case 'channelGone':
      return { type: 'status', status: 403, code: 'BotNotInConversationRoster' };
    case 'credentialsBad':
      return { type: 'status', status: 401, code: 'Unauthorized' };
    case 'editRefused':
      return { type: 'status', status: 403, code: 'MessageEditNotAllowed' };
  }
}

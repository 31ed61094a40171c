import { type ChannelId, channelIdOf } from '../../../domain/ids.ts';
import type { ChannelAddress } from '../../../domain/route.ts';
import type { Resolution } from '../../../ports/chat-platform.ts';
import type { KnownChannel } from '../../../ports/store/directory.ts';
import { installInTeam } from '../wire/failures.ts';
import { splitConversationId } from '../wire/reference.ts';
import type { TeamLists } from './team-lists.ts';
import { isPersonId, type Place, type Tenant } from './tenant.ts';

export interface Resolver {
  resolve(address: ChannelAddress): Promise<Resolution>;
}

/**
 * Addresses become places that the app's installation has told us of; Teams has no way to ask for others. Whoever asks
 * has seen to it that the address is one of this tenant.
 */
export function createResolver(tenant: Tenant, lists: TeamLists): Resolver {
  return {
    resolve: async (address) => {
      const native = splitConversationId(idInLink(address.target) ?? address.target).channel;
      const id = channelIdOf(tenant.lane, native);
      const known = await findKnown(id, native, tenant);
      if (known) return resolved(known);
      const refresh = await lists.refreshAll();
      const appeared = refresh === 'refreshed' ? await findKnown(id, native, tenant) : undefined;
      if (appeared) return resolved(appeared);
      return { ...explainUnknown(native, address.text), transient: refresh === 'unreachable' };
    },
  };
}

/** The link that Teams gives for a channel ("Get link to channel") holds its id. */
function idInLink(target: string): string | undefined {
  const encoded = /^https:\/\/[^/]+\/l\/channel\/([^/?]+)/.exec(target)?.[1];
  return encoded === undefined ? undefined : decodeURIComponent(encoded);
}

async function findKnown(id: ChannelId, native: string, tenant: Tenant): Promise<KnownChannel | undefined> {
  const place = await tenant.find(id);
  if (place) return place.known;
  return (await tenant.places()).find((other) => isPersonCalled(other, native))?.known;
}

/** People are known by their directory's id (Entra ID) too, which administrators can look up. */
function isPersonCalled({ reference }: Place, native: string): boolean {
  return reference.user?.aadObjectId?.toLowerCase() === native.toLowerCase();
}

function resolved({ id, name, kind, members }: KnownChannel): Resolution {
  return { type: 'resolved', channel: id, name, kind, ...(members === undefined ? {} : { members }) };
}

type Unresolved = Extract<Resolution, { type: 'unresolved' }>;

function unresolved(reason: string, mend: string): Unresolved {
  return { type: 'unresolved', reason, mend, transient: false };
}

function explainUnknown(native: string, text: string): Unresolved {
  if (native.startsWith('19:') && /@thread\.(tacv2|skype)$/.test(native)) {
    return unresolved(`Lectern is not installed in the team of "${text}"`, installInTeam(`"${text}"`));
  }
  if (native.startsWith('19:')) {
    return unresolved(
      `Lectern is not in the chat "${text}"`,
      'add Lectern to that chat: open it, press + beside its tabs, choose Lectern',
    );
  }
  if (isPersonId(native) || /^[0-9a-f-]{36}$/i.test(native)) {
    return unresolved(
      `Lectern has no chat with "${text}" yet`,
      'that person opens Apps in Teams, searches for Lectern and adds it',
    );
  }
  return unresolved(
    `"${text}" is no channel, chat or person of Teams`,
    'write teams: and the channel’s id, 19:…@thread.tacv2: it is in the link that ••• beside the channel, "Get link to channel", gives',
  );
}

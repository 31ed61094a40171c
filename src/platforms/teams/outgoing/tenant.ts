import { setImmediate as nextTurn } from 'node:timers/promises';
import { type ChannelId, channelIdOf, type LaneId, splitChannelId } from '../../../domain/ids.ts';
import type { Directory, KnownChannel } from '../../../ports/store/directory.ts';
import { decodeReference, type Reference } from '../wire/reference.ts';

/** What is known of one tenant: its places, and where Teams wants to be called for it. */
export interface Tenant {
  readonly lane: LaneId;
  find(channel: ChannelId): Promise<Place | undefined>;
  places(): Promise<readonly Place[]>;
  /** The address to call for a place: the tenant's latest, else the one it was learnt with. */
  serviceUrlFor(reference: Reference): string;
  /** Teams moves tenants between addresses and tells so only by calling from the new one. */
  noteServiceUrl(serviceUrl: string): void;
}

export interface Place {
  readonly known: KnownChannel;
  readonly reference: Reference;
}

/** What is kept of the places that Teams told of. */
export type KnownPlaces = Pick<Directory, 'channel' | 'channels' | 'many'>;

export interface TenantOptions {
  readonly lane: LaneId;
  readonly directory: KnownPlaces;
  readonly tenantId?: string;
  /** Stands above whatever Teams tells: a stand-in's address, a proxy's. */
  readonly serviceUrl?: string;
}

export function createTenant(options: TenantOptions): Tenant {
  let latest: string | undefined;
  const places = async (): Promise<readonly Place[]> =>
    (await options.directory.channels(options.lane)).flatMap(placeOf);
  const readings = new Readings(options.directory);
  return {
    lane: options.lane,
    places,
    find: async (channel) => {
      const known = await readings.channel(channel);
      const [place] = known ? placeOf(known) : [];
      return place ?? makePersonPlace(channel, options, await places());
    },
    serviceUrlFor: (reference) => options.serviceUrl ?? latest ?? reference.serviceUrl,
    noteServiceUrl: (serviceUrl) => {
      latest = serviceUrl;
    },
  };
}

/** Questions of one turn of the event loop are asked together: many messages leave at once. */
class Readings {
  readonly #directory: KnownPlaces;
  #next:
    | { readonly ids: Set<ChannelId>; readonly found: Promise<ReadonlyMap<ChannelId, KnownChannel>> }
    | undefined;

  constructor(directory: KnownPlaces) {
    this.#directory = directory;
  }

  async channel(id: ChannelId): Promise<KnownChannel | undefined> {
    this.#next ??= this.#begin();
    this.#next.ids.add(id);
    return (await this.#next.found).get(id);
  }

  #begin() {
    const ids = new Set<ChannelId>();
    const found = nextTurn().then(async () => {
      this.#next = undefined;
      const channels = await this.#directory.many([...ids]);
      return new Map(channels.map((channel) => [channel.id, channel]));
    });
    return { ids, found };
  }
}

function placeOf(known: KnownChannel): Place[] {
  const reference = decodeReference(known.reference);
  return reference ? [{ known, reference }] : [];
}

/** Teams' ids of people, as bots see them. */
export function isPersonId(native: string): boolean {
  return native.startsWith('29:');
}

/** Somebody met in a channel, who never opened a chat with us: all that Teams asks for is their id and any address of it. */
function makePersonPlace(
  channel: ChannelId,
  { lane, tenantId }: TenantOptions,
  others: readonly Place[],
): Place | undefined {
  const { native } = splitChannelId(channel);
  const [other] = others;
  if (!isPersonId(native) || !other) return undefined;
  const { channelId, serviceUrl, bot, conversation } = other.reference;
  const tenant = tenantId ?? conversation.tenantId;
  return {
    known: { id: channelIdOf(lane, native), lane, name: 'this person', kind: 'person' },
    reference: {
      channelId,
      serviceUrl,
      bot,
      user: { id: native },
      conversation: { conversationType: 'personal', ...(tenant === undefined ? {} : { tenantId: tenant }) },
    },
  };
}

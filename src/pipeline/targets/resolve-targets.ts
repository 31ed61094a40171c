import {
  type ChannelId,
  type DigestId,
  type LaneId,
  platformOf,
  type RouteId,
  splitChannelId,
} from '../../domain/ids.ts';
import type { Policy } from '../../domain/policy.ts';
import type { ChannelAddress } from '../../domain/route.ts';
import { LANES_BY_ID, type LaneNames } from '../../domain/workspace.ts';
import type { ChatPlatform, Resolution } from '../../ports/chat-platform.ts';
import type { KnownChannel } from '../../ports/store/directory.ts';
import type { Store, StoreWriter } from '../../ports/store.ts';
import { organiserAddresses } from '../review/organisers.ts';
import { addressFits, rehearsalChannel } from './rehearsal.ts';
import type { ResolvedAddresses } from './route-index.ts';

export interface ResolvedTargets {
  readonly addresses: ResolvedAddresses;
  readonly operators: readonly ChannelId[];
  readonly problems: readonly AddressProblem[];
  /** Targets that appeared just now, with their credentials (rule 14). */
  readonly activated: readonly Activation[];
}

/** An address that leads nowhere just now. */
export interface AddressProblem {
  readonly address: string;
  readonly reason: string;
  /** What a person has to do. */
  readonly mend: string;
  /** Worth asking again by itself: see to it that `resolveTargets` runs again soon. */
  readonly transient: boolean;
  /** The channel that it led to before is used meanwhile. */
  readonly standsIn?: ChannelId;
}

interface Activation {
  readonly target: RouteId | DigestId;
  readonly channel: ChannelId;
}

export interface ResolveOptions {
  readonly policy: Pick<Policy, 'mode' | 'routes' | 'digests' | 'operators' | 'series'>;
  readonly platforms: ReadonlyMap<LaneId, ChatPlatform>;
  readonly store: Store;
  readonly now: Temporal.Instant;
  /** How addresses name lanes. Default: by their ids. */
  readonly names?: LaneNames;
  /** Only these are asked for and told of. Default: all. */
  readonly among?: (address: ChannelAddress) => boolean;
}

/** Every address of the configuration that can lead somewhere, each once. */
export function configuredAddresses(
  policy: Pick<Policy, 'routes' | 'digests' | 'operators' | 'series'>,
): readonly ChannelAddress[] {
  const all = [...policy.routes, ...policy.digests]
    .flatMap(({ to }) => to)
    .concat(policy.operators, organiserAddresses(policy));
  return [...new Map(all.map((address) => [address.text, address])).values()];
}

/**
 * Asks the platforms where every configured address leads, and keeps the answers: channels, addresses, and since when a
 * route or digest has had its channel. In rehearsal the addresses of other platforms lead to the preview. An address
 * that cannot be resolved is a problem to report; a channel that it led to before stays in use, since a channel is
 * known by its id and a renamed one is the same. Safe to run again at any time.
 */
export async function resolveTargets(options: ResolveOptions): Promise<ResolvedTargets> {
  const { policy, store, platforms, names = LANES_BY_ID, among = () => true } = options;
  const addresses = configuredAddresses(policy).filter(among);
  const answers = await Promise.all(
    addresses.map(async (address) => ({ address, answer: await resolveOne(address, options) })),
  );
  return store.transaction(async (tx) => {
    const resolved = new Map<string, ChannelId>();
    const problems: AddressProblem[] = [];
    for (const { address, answer } of answers) {
      if (answer.type === 'resolved') {
        await keepChannel(tx, answer, names);
        await tx.directory.putResolved(address.text, answer.channel);
        resolved.set(address.text, answer.channel);
        continue;
      }
      const before = await tx.directory.resolved(address.text);
      const fits = (channel: ChannelId): boolean => {
        const { lane, platform } = splitChannelId(channel);
        // Credentials may have changed places: what is connected and meant by other words is not what it was.
        const isAnothers = platform === address.platform && platforms.has(lane) && !names.isIn(address, lane);
        return addressFits(channel, address, policy) && !isAnothers;
      };
      const standsIn = before !== undefined && fits(before) ? before : undefined;
      if (standsIn !== undefined) resolved.set(address.text, standsIn);
      problems.push(problemOf(address, answer, standsIn));
    }
    const operators = policy.operators.map((address) => resolved.get(address.text));
    return {
      addresses: resolved,
      operators: [...new Set(operators.filter((channel) => channel !== undefined))],
      problems,
      activated: await activate(tx, options, resolved),
    };
  });
}

async function resolveOne(
  address: ChannelAddress,
  { policy, platforms, names = LANES_BY_ID }: ResolveOptions,
): Promise<Resolution> {
  if (policy.mode === 'rehearsal' && address.platform !== 'preview') {
    return {
      type: 'resolved',
      channel: rehearsalChannel(address.text),
      name: address.text,
      kind: 'channel',
    };
  }
  const lanes = [...platforms.values()].filter((platform) => platform.platform === address.platform);
  const meant = lanes.filter(({ lane }) => names.isIn(address, lane));
  const [only] = meant;
  if (!only) return notConnected(address, lanes, names);
  if (meant.length > 1) {
    const first = `${address.platform}:${nameOf(only.lane)}/${address.target}`;
    return unresolved('it names no workspace, and several are connected', `write ${first}, for example`);
  }
  try {
    return await only.resolve(address);
  } catch (error) {
    // The port promises values; a platform that breaks the promise must not take the other addresses down.
    const reason = error instanceof Error ? error.message : String(error);
    return {
      ...unresolved(`it could not be looked up (${reason})`, 'nothing: it is tried again'),
      transient: true,
    };
  }
}

/** Who is away comes by itself, and its addresses are then asked for again; who has no credentials does not. */
function notConnected(address: ChannelAddress, lanes: readonly ChatPlatform[], names: LaneNames): Resolution {
  const { platform, workspace } = address;
  const away = names.away(address);
  if (away) {
    return unresolved(
      `${away.workspace} is not connected just now (${away.reason.replace(/\.$/, '')})`,
      'it is tried again by itself; where the reason names its credentials, look at those',
    );
  }
  if (workspace === undefined || lanes.length === 0) {
    const what = workspace === undefined ? platform : `${platform}:${workspace}`;
    return unresolved(
      `${what} has no credentials`,
      'give them, or take these addresses out of the configuration',
    );
  }
  const connected = lanes.map(({ lane }) => nameOf(lane)).join(', ');
  return unresolved(
    `no workspace "${workspace}" is connected`,
    `give its credentials, or write one of those that are: ${connected}`,
  );
}

function unresolved(reason: string, mend: string): Extract<Resolution, { type: 'unresolved' }> {
  return { type: 'unresolved', reason, mend, transient: false };
}

function nameOf(lane: LaneId): string {
  return lane.slice(platformOf(lane).length + 1);
}

function problemOf(
  address: ChannelAddress,
  answer: Extract<Resolution, { type: 'unresolved' }>,
  standsIn: ChannelId | undefined,
): AddressProblem {
  const { reason, mend, transient } = answer;
  return { address: address.text, reason, mend, transient, ...(standsIn === undefined ? {} : { standsIn }) };
}

/** What is known of the channel besides (its reference, that it is set aside) stays. */
async function keepChannel(
  tx: StoreWriter,
  answer: Extract<Resolution, { type: 'resolved' }>,
  names: LaneNames,
): Promise<void> {
  const { channel, name, kind, members } = answer;
  const before = await tx.directory.channel(channel);
  const lane = before?.lane ?? splitChannelId(channel).lane;
  const known: KnownChannel = {
    ...before,
    id: channel,
    lane,
    name: names.tell(lane, name),
    kind,
    ...(members === undefined ? {} : { members }),
  };
  await tx.directory.putChannel(known);
}

async function activate(
  tx: StoreWriter,
  { policy, now }: Pick<ResolveOptions, 'policy' | 'now'>,
  resolved: ResolvedAddresses,
): Promise<readonly Activation[]> {
  const activated: Activation[] = [];
  for (const { id, to } of [...policy.routes, ...policy.digests]) {
    for (const { text } of to) {
      const channel = resolved.get(text);
      if (channel === undefined || (await tx.directory.activatedAt(id, channel))) continue;
      await tx.directory.putActivated(id, channel, now);
      activated.push({ target: id, channel });
    }
  }
  return activated;
}

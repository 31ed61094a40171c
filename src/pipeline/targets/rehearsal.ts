import { type ChannelId, channelIdOf, LaneId, splitChannelId } from '../../domain/ids.ts';
import type { Policy } from '../../domain/policy.ts';
import type { ChannelAddress } from '../../domain/route.ts';

/** The service's own platform. There is one, whatever else is connected. */
const PREVIEW_LANE = LaneId.parse('preview:local');

/** Where a rehearsal posts what is meant for an address of another platform: a preview channel of that name. */
export function rehearsalChannel(address: string): ChannelId {
  return channelIdOf(PREVIEW_LANE, address);
}

/** The address that a rehearsal's channel stands for; undefined for a channel that is meant itself. */
export function rehearsedAddress(channel: ChannelId): string | undefined {
  const { lane, native } = splitChannelId(channel);
  return lane === PREVIEW_LANE && /^(?:slack|teams):/.test(native) ? native : undefined;
}

/** A rehearsal posts to the preview alone; what it led there is not where a live service posts. */
export function addressFits(
  channel: ChannelId,
  { platform, text }: ChannelAddress,
  { mode }: Pick<Policy, 'mode'>,
): boolean {
  if (mode === 'rehearsal' && platform !== 'preview') return channel === rehearsalChannel(text);
  return splitChannelId(channel).platform === platform;
}

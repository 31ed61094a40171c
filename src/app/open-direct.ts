import { type ChannelId, type LaneId, type PersonId, splitChannelId } from '../domain/ids.ts';
import type { ChatPlatform } from '../ports/chat-platform.ts';

/** The channel of the direct messages with a person, asked of their platform. Undefined where it cannot be had now. */
export async function openDirect(
  lanes: ReadonlyMap<LaneId, ChatPlatform>,
  person: PersonId,
): Promise<ChannelId | undefined> {
  const { platform, lane, native } = splitChannelId(person);
  const resolution = await lanes.get(lane)?.resolve({ platform, target: native, text: person });
  return resolution?.type === 'resolved' ? resolution.channel : undefined;
}

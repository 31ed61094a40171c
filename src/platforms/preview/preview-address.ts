import { type ChannelId, channelIdOf, LaneId, type PersonId, personIdOf } from '../../domain/ids.ts';
import type { ChannelAddress } from '../../domain/route.ts';

/** The preview is one workspace, of one person: whoever sits before its page. */
export const PREVIEW_LANE: LaneId = LaneId.parse('preview:local');
export const PREVIEW_PERSON: PersonId = personIdOf(PREVIEW_LANE, 'you');
/** Where direct messages to that person go. */
export const DIRECT_CHANNEL: ChannelId = channelIdOf(PREVIEW_LANE, '@you');

export interface PreviewPlace {
  readonly channel: ChannelId;
  readonly name: string;
  readonly kind: 'channel' | 'person';
}

/** Any name is a channel; a name without a mark is taken for one with `#`. Undefined: of another workspace. */
export function placeOfAddress(address: ChannelAddress): PreviewPlace | undefined {
  const { target, workspace } = address;
  if (address.platform !== 'preview' || (workspace !== undefined && workspace !== 'local')) return undefined;
  if (target === '@you' || target === 'you') {
    return { channel: DIRECT_CHANNEL, name: placeName('@you'), kind: 'person' };
  }
  const native = /^[#@]|:/.test(target) ? target : `#${target}`;
  return {
    channel: channelIdOf(PREVIEW_LANE, native),
    name: placeName(native),
    kind: native.startsWith('@') ? 'person' : 'channel',
  };
}

/** As people read it. In rehearsal the native name is the address that a post would have reached. */
export function placeName(native: string): string {
  if (native === '@you') return 'Direct messages';
  const rehearsed = /^(slack|teams):(.+)$/.exec(native);
  if (!rehearsed) return native;
  const [, platform, target = ''] = rehearsed;
  return `${platform === 'slack' ? 'Slack' : 'Teams'} ${shortenThread(target)} (rehearsal)`;
}

/** Teams names channels `19:` and 32 or more characters that mean nothing to people: the first few tell them apart. */
function shortenThread(target: string): string {
  return target.replace(/^(19:[\w-]{6})[\w-]{6,}(?:@thread\.\w+)?$/, '$1…');
}

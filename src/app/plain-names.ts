import type { LaneNames } from '../domain/workspace.ts';
import type { Directory, KnownChannel } from '../ports/store/directory.ts';

type Channels = Pick<Directory, 'channel' | 'channels' | 'many'>;

/**
 * The directory as one lane's platform knows it: its channels by their own names, without the workspace before them by
 * which everybody else tells them from those of other workspaces.
 */
export function withPlainNames(directory: Channels, { tell }: Pick<LaneNames, 'tell'>): Channels {
  const plain = (channel: KnownChannel): KnownChannel => {
    const mark = tell(channel.lane, '');
    return channel.name.startsWith(mark) ? { ...channel, name: channel.name.slice(mark.length) } : channel;
  };
  return {
    channel: async (id) => {
      const channel = await directory.channel(id);
      return channel && plain(channel);
    },
    many: async (ids) => (await directory.many(ids)).map(plain),
    channels: async (lane) => (await directory.channels(lane)).map(plain),
  };
}

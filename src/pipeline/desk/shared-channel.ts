import { splitChannelId } from '../../domain/ids.ts';
import type { Policy } from '../../domain/policy.ts';
import type { LaneNames } from '../../domain/workspace.ts';
import type { Actor } from '../../ports/desk.ts';
import type { Directory } from '../../ports/store/directory.ts';

/**
 * Whether the answer will be read by everybody in a channel that a route or digest calls public. Compared by native id
 * too: in rehearsal the configured addresses lead to the preview, and people ask in the real channel all the same.
 */
export async function isPublicChannel(
  { shared, channel }: Actor,
  { routes, digests }: Policy,
  { isIn }: Pick<LaneNames, 'isIn'>,
  directory: Directory,
): Promise<boolean> {
  if (!shared || !channel) return false;
  const { lane, native } = splitChannelId(channel);
  const addresses = [...routes, ...digests]
    .filter(({ audience }) => audience === 'public')
    .flatMap(({ to }) => to);
  for (const address of addresses) {
    if (address.target === native && isIn(address, lane)) return true;
    if ((await directory.resolved(address.text)) === channel) return true;
  }
  return false;
}

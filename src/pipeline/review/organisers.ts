import { chatAddressOf } from '../../domain/address.ts';
import type { ChannelId, SeriesId } from '../../domain/ids.ts';
import type { Policy } from '../../domain/policy.ts';
import type { ChannelAddress } from '../../domain/route.ts';
import type { Directory } from '../../ports/store/directory.ts';
import { addressFits } from '../targets/rehearsal.ts';

/** Organisers who can be written to in a chat; the others are given by their mail. */
export function organiserAddresses(
  { series }: Pick<Policy, 'series'>,
  only?: SeriesId,
): readonly ChannelAddress[] {
  return series
    .filter(({ id }) => only === undefined || id === only)
    .flatMap(({ organisers }) => organisers)
    .flatMap((text) => chatAddressOf(text) ?? []);
}

/** Where to ask for a word about a seminar of this series: its organisers, or else the operators. */
export async function askedChannels(
  directory: Pick<Directory, 'resolved'>,
  policy: Pick<Policy, 'series' | 'operators' | 'mode'>,
  series: SeriesId | undefined,
): Promise<readonly ChannelId[]> {
  const own = series === undefined ? [] : organiserAddresses(policy, series);
  for (const addresses of [own, policy.operators]) {
    const channels = new Set<ChannelId>();
    for (const address of addresses) {
      const channel = await directory.resolved(address.text);
      if (channel !== undefined && addressFits(channel, address, policy)) channels.add(channel);
    }
    if (channels.size > 0) return [...channels];
  }
  return [];
}

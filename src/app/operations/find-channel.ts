import { ChannelId } from '../../domain/ids.ts';
import type { KnownChannel } from '../../ports/store/directory.ts';
import type { Installation } from '../installation.ts';

/**
 * A channel as an operator types it: its address in the configuration (`slack:#data-science`), its canonical id, or its
 * name where only one has it. Throws RangeError that lists what is known.
 */
export async function findChannel({ store }: Installation, text: string): Promise<KnownChannel> {
  const { directory } = store.read;
  const resolved = (await directory.resolved(text)) ?? ChannelId.safeParse(text).data;
  const direct = resolved === undefined ? undefined : await directory.channel(resolved);
  if (direct) return direct;
  const all = await directory.channels();
  const named = all.filter((channel) => channel.name === text || channel.name === `#${text}`);
  const [only] = named;
  if (only && named.length === 1) return only;
  const known = all.map((channel) => channel.name).join(', ');
  const problem =
    named.length > 1
      ? 'is the name of several channels; give its address'
      : 'is no channel that Lectern knows';
  throw new RangeError(`"${text}" ${problem}${known === '' ? '' : ` (known: ${known})`}`);
}

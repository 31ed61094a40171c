import { ChannelId, splitChannelId } from '../../domain/ids.ts';
import { isChannelCalled } from '../../domain/workspace.ts';
import type { KnownChannel } from '../../ports/store/directory.ts';
import type { Installation } from '../installation.ts';

/**
 * A channel as an operator types it: its address in the configuration (`slack:#data-science`), its canonical id, or its
 * name where only one has it. Throws RangeError that lists what is known.
 */
export async function findChannel({ store, addresses }: Installation, text: string): Promise<KnownChannel> {
  const { directory } = store.read;
  const meant = addresses.get(text) ?? ChannelId.safeParse(text).data ?? (await directory.resolved(text));
  const direct = meant === undefined ? undefined : await directory.channel(meant);
  if (direct) return direct;
  const all = await directory.channels();
  const named = all.filter(
    ({ id, name }) => isChannelCalled(name, text) || `${splitChannelId(id).platform}:${name}` === text,
  );
  const [only] = named;
  if (only && named.length === 1) return only;
  const known = all.map((channel) => `${channel.name} (${channel.id})`).join(', ');
  const problem =
    named.length > 1
      ? 'is the name of several channels; give the id of the one that you mean'
      : 'is no channel that Lectern knows';
  const list = known === '' ? 'none is known before the service has run' : `known: ${known}`;
  throw new RangeError(`"${text}" ${problem} (${list})`);
}

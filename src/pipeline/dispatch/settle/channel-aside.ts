import { type ChannelId, splitChannelId } from '../../../domain/ids.ts';
import type { KnownChannel } from '../../../ports/store/directory.ts';
import type { StoreWriter } from '../../../ports/store.ts';

/** Sets a channel aside. Returns what the operators are to hear: once, the first time. */
export async function setAside(
  tx: StoreWriter,
  id: ChannelId,
  reason: string,
  mend: string,
  now: Temporal.Instant,
): Promise<string | undefined> {
  const known = await tx.directory.channel(id);
  if (known?.aside) return undefined;
  const channel = known ?? unknownChannel(id);
  await tx.directory.putChannel({ ...channel, aside: { since: now, reason, mend } });
  const todo = mend ? ` What to do: ${mend}.` : '';
  return `I can’t post in ${channel.name} any more: ${reason}.${todo} What is owed there waits, and goes out if it is still of use when this is mended.`;
}

/** A message got through: the channel is in order again. */
export async function takeBackIn(tx: StoreWriter, id: ChannelId): Promise<string | undefined> {
  const known = await tx.directory.channel(id);
  if (!known?.aside) return undefined;
  const { aside: _, ...mended } = known;
  await tx.directory.putChannel(mended);
  return `I can post in ${known.name} again. What is still of use goes out now.`;
}

function unknownChannel(id: ChannelId): KnownChannel {
  const { lane, native } = splitChannelId(id);
  return { id, lane, name: native, kind: 'channel' };
}

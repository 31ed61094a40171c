import type { ChannelId, DigestId, LaneId, RouteId } from '../../domain/ids.ts';
import type { KnownChannel } from '../../ports/store/directory.ts';
import type { Handle, WriteHandle } from '../flavour.ts';
import { fromMillis, fromOptionalMillis, toMillis } from '../instants.ts';
import type { ChannelTable } from '../tables.ts';

export async function getChannel({ db }: Handle, id: ChannelId): Promise<KnownChannel | undefined> {
  const row = await db.selectFrom('channels').selectAll().where('id', '=', id).executeTakeFirst();
  return row && readChannel(row);
}

export async function getManyChannels(
  { db, flavour }: Handle,
  ids: readonly ChannelId[],
): Promise<readonly KnownChannel[]> {
  if (ids.length === 0) return [];
  const rows = await db.selectFrom('channels').selectAll().where(flavour.among('id', ids)).execute();
  return rows.map(readChannel);
}

export async function getChannels({ db }: Handle, lane?: LaneId): Promise<readonly KnownChannel[]> {
  let select = db.selectFrom('channels').selectAll().orderBy('id');
  if (lane) select = select.where('lane', '=', lane);
  return (await select.execute()).map(readChannel);
}

export async function putChannel(handle: WriteHandle, channel: KnownChannel): Promise<void> {
  const row = writeChannel(channel);
  const { id: _, ...replaced } = row;
  await handle.db
    .insertInto('channels')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(replaced))
    .execute();
  handle.touch('directory');
}

export async function dropChannel(handle: WriteHandle, id: ChannelId): Promise<void> {
  await handle.db.deleteFrom('channels').where('id', '=', id).execute();
  handle.touch('directory');
}

export async function getResolved({ db }: Handle, address: string): Promise<ChannelId | undefined> {
  const row = await db
    .selectFrom('addresses')
    .select('channel')
    .where('address', '=', address)
    .executeTakeFirst();
  return row?.channel;
}

export async function putResolved(handle: WriteHandle, address: string, channel: ChannelId): Promise<void> {
  await handle.db
    .insertInto('addresses')
    .values({ address, channel })
    .onConflict((conflict) => conflict.column('address').doUpdateSet({ channel }))
    .execute();
  handle.touch('directory');
}

export async function getActivatedAt({ db }: Handle, target: RouteId | DigestId, channel: ChannelId) {
  const row = await db
    .selectFrom('activations')
    .select('activated_at')
    .where('target', '=', target)
    .where('channel', '=', channel)
    .executeTakeFirst();
  return fromOptionalMillis(row?.activated_at ?? null);
}

export async function putActivated(
  handle: WriteHandle,
  target: RouteId | DigestId,
  channel: ChannelId,
  at: Temporal.Instant,
): Promise<void> {
  const activated_at = toMillis(at);
  await handle.db
    .insertInto('activations')
    .values({ target, channel, activated_at })
    .onConflict((conflict) => conflict.columns(['target', 'channel']).doUpdateSet({ activated_at }))
    .execute();
  handle.touch('directory');
}

export async function getLastSlot({ db }: Handle, digest: DigestId, channel: ChannelId) {
  const row = await db
    .selectFrom('digest_slots')
    .select('slot')
    .where('digest', '=', digest)
    .where('channel', '=', channel)
    .executeTakeFirst();
  return fromOptionalMillis(row?.slot ?? null);
}

export async function putLastSlot(
  handle: WriteHandle,
  digest: DigestId,
  channel: ChannelId,
  at: Temporal.Instant,
): Promise<void> {
  const slot = toMillis(at);
  await handle.db
    .insertInto('digest_slots')
    .values({ digest, channel, slot })
    .onConflict((conflict) => conflict.columns(['digest', 'channel']).doUpdateSet({ slot }))
    .execute();
  handle.touch('directory');
}

function writeChannel(channel: KnownChannel): ChannelTable {
  return {
    id: channel.id,
    lane: channel.lane,
    name: channel.name,
    kind: channel.kind,
    members: channel.members ?? null,
    reference: channel.reference ?? null,
    aside_since: channel.aside ? toMillis(channel.aside.since) : null,
    aside_reason: channel.aside?.reason ?? null,
    aside_mend: channel.aside?.mend ?? null,
  };
}

function readChannel(row: ChannelTable): KnownChannel {
  const { id, lane, name, kind, members, reference } = row;
  return {
    id,
    lane,
    name,
    kind,
    ...(members === null ? {} : { members }),
    ...(reference === null ? {} : { reference }),
    ...(row.aside_since === null
      ? {}
      : {
          aside: {
            since: fromMillis(row.aside_since),
            reason: row.aside_reason ?? '',
            mend: row.aside_mend ?? '',
          },
        }),
  };
}

import { ChannelId, type SeminarId } from '../../domain/ids.ts';
import type { Retraction } from '../../domain/retraction.ts';
import type { Handle, WriteHandle } from '../flavour.ts';
import { fromMillis, toMillis } from '../instants.ts';

const EVERYWHERE = '';

export async function getRetractions(
  { db, flavour }: Handle,
  seminars: readonly SeminarId[],
): Promise<readonly Retraction[]> {
  if (seminars.length === 0) return [];
  const rows = await db
    .selectFrom('retractions')
    .selectAll()
    .where(flavour.among('seminar', seminars))
    .orderBy('seminar')
    .orderBy('channel')
    .execute();
  return rows.map(({ seminar, channel, at, by_whom: by }) => ({
    seminar,
    ...readChannel(channel),
    at: fromMillis(at),
    by,
  }));
}

export async function putRetraction(handle: WriteHandle, retraction: Retraction): Promise<void> {
  const { seminar, channel = EVERYWHERE, by: by_whom } = retraction;
  const at = toMillis(retraction.at);
  await handle.db
    .insertInto('retractions')
    .values({ seminar, channel, at, by_whom })
    .onConflict((conflict) =>
      conflict.columns(['seminar', 'channel']).doUpdateSet({ at, by_whom }).where('retractions.at', '<', at),
    )
    .execute();
  handle.touch('seminars');
}

export async function dropRetractions(handle: WriteHandle, seminar: SeminarId): Promise<boolean> {
  const result = await handle.db.deleteFrom('retractions').where('seminar', '=', seminar).executeTakeFirst();
  if (result.numDeletedRows > 0n) handle.touch('seminars');
  return result.numDeletedRows > 0n;
}

function readChannel(channel: string): { readonly channel?: ChannelId } {
  return channel === EVERYWHERE ? {} : { channel: ChannelId.parse(channel) };
}

import type { Selectable } from 'kysely';
import type { Card } from '../../domain/card.ts';
import { type ChannelId, MessageId } from '../../domain/ids.ts';
import type { BoardMessage } from '../../ports/store/board.ts';
import type { Handle, WriteHandle } from '../flavour.ts';
import { fromMillis, toMillis } from '../instants.ts';
import { decodeJson, encodeJson } from '../json.ts';
import type { BoardTable } from '../tables.ts';

export async function getBoardChannels({ db }: Handle): Promise<readonly ChannelId[]> {
  const rows = await db
    .selectFrom('board_messages')
    .select('channel')
    .distinct()
    .orderBy('channel')
    .execute();
  return rows.map((row) => row.channel);
}

export async function getBoardMessages(
  { db }: Handle,
  channel: ChannelId,
  limit: number,
): Promise<readonly BoardMessage[]> {
  const rows = await db
    .selectFrom('board_messages')
    .selectAll()
    .where('channel', '=', channel)
    .orderBy('n', 'desc')
    .limit(limit)
    .execute();
  return rows.reverse().map(readMessage);
}

export async function getBoardMessage({ db }: Handle, channel: ChannelId, message: MessageId) {
  const row = await db
    .selectFrom('board_messages')
    .selectAll()
    .where('n', '=', numberOf(message))
    .where('channel', '=', channel)
    .executeTakeFirst();
  return row && readMessage(row);
}

export async function getBoardMessagesByKey({ db }: Handle, channel: ChannelId, key: string) {
  const rows = await db
    .selectFrom('board_messages')
    .selectAll()
    .where('channel', '=', channel)
    .where('key', '=', key)
    .orderBy('n')
    .execute();
  return rows.map(readMessage);
}

export async function addBoardMessage(
  handle: WriteHandle,
  message: Omit<BoardMessage, 'message' | 'editedAt'>,
): Promise<BoardMessage> {
  const row = await handle.db
    .insertInto('board_messages')
    .values({
      channel: message.channel,
      thread: message.thread ?? null,
      key: message.key,
      card: encodeJson(message.card),
      posted_at: toMillis(message.postedAt),
      edited_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  handle.touch('board');
  return readMessage(row);
}

export async function editBoardMessage(
  handle: WriteHandle,
  channel: ChannelId,
  message: MessageId,
  card: Card,
  at: Temporal.Instant,
): Promise<boolean> {
  const result = await handle.db
    .updateTable('board_messages')
    .set({ card: encodeJson(card), edited_at: toMillis(at) })
    .where('n', '=', numberOf(message))
    .where('channel', '=', channel)
    .executeTakeFirst();
  handle.touch('board');
  return result.numUpdatedRows > 0n;
}

export async function removeBoardMessage(handle: WriteHandle, channel: ChannelId, message: MessageId) {
  const result = await handle.db
    .deleteFrom('board_messages')
    .where('n', '=', numberOf(message))
    .where('channel', '=', channel)
    .executeTakeFirst();
  handle.touch('board');
  return result.numDeletedRows > 0n;
}

/** A message id of another platform, or of nobody, is a message that is not there. */
function numberOf(message: MessageId): number {
  return /^\d{1,15}$/.test(message) ? Number(message) : -1;
}

function readMessage(row: Selectable<BoardTable>): BoardMessage {
  return {
    channel: row.channel,
    message: MessageId.parse(String(row.n)),
    key: row.key,
    card: decodeJson<Card>(row.card),
    postedAt: fromMillis(row.posted_at),
    ...(row.thread === null ? {} : { thread: row.thread }),
    ...(row.edited_at === null ? {} : { editedAt: fromMillis(row.edited_at) }),
  };
}

import { randomUUID } from 'node:crypto';
import { type ChannelId, type NoticeId, splitChannelId } from '../../../domain/ids.ts';
import { noticeIdOf, type PlannedNotice } from '../../../domain/notice.ts';
import { endOf } from '../../../domain/phase.ts';
import type { Seminar } from '../../../domain/seminar.ts';
import { rehearsedAddress } from '../../targets/rehearsal.ts';
import type { ActScene } from './act-scene.ts';

export type ManualKind = 'announcement' | 'reminder' | 'startingNow';

export type Owed =
  | { readonly type: 'owed'; readonly notice: NoticeId }
  | { readonly type: 'refused'; readonly reason: string };

/**
 * Owes one card now, through the outbox like any other. The channel need not be routed. It is worth something until the
 * seminar ends. Whether the channel is too large to send to without a second thought is the caller's question.
 */
export async function sendManual(
  { store, clock }: ActScene,
  seminar: Seminar,
  kind: ManualKind,
  channel: ChannelId,
): Promise<Owed> {
  const now = clock.now();
  const end = endOf(seminar);
  if (seminar.publication === 'draft') {
    return { type: 'refused', reason: 'The seminar is a draft; publish it first.' };
  }
  if (!end || Temporal.Instant.compare(end, now) <= 0) {
    return { type: 'refused', reason: end ? 'The seminar is over.' : 'The seminar has no time yet.' };
  }
  if (kind === 'reminder' && seminar.start && Temporal.Instant.compare(seminar.start, now) <= 0) {
    return { type: 'refused', reason: 'The seminar has begun; there is nothing to remind of.' };
  }
  const key = { kind: 'manual', request: randomUUID(), channel } as const;
  const rehearses = rehearsedAddress(channel);
  const notice: PlannedNotice = {
    id: noticeIdOf(key),
    key,
    kind,
    lane: splitChannelId(channel).lane,
    channel,
    seminar: seminar.id,
    due: now,
    expires: end,
    detail: { shows: kind, ...(rehearses === undefined ? {} : { rehearses }) },
  };
  await store.transaction((tx) => tx.outbox.plan([notice], now));
  return { type: 'owed', notice: notice.id };
}

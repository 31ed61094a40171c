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
 * Owes one card now, through the outbox like any other. The channel need not be routed, and what was taken back there may
 * be said again. It is worth something until the seminar ends. Whether the channel is too large to send to without a
 * second thought is the caller's question.
 */
export async function sendManual(
  { store, clock }: ActScene,
  seminar: Seminar,
  kind: ManualKind,
  channel: ChannelId,
): Promise<Owed> {
  const now = clock.now();
  const refusal = refusalOf(seminar, kind, now);
  if (refusal !== undefined) return { type: 'refused', reason: refusal };
  const notice = planManual(seminar, kind, channel, now);
  await store.transaction((tx) => tx.outbox.plan([notice], now));
  return { type: 'owed', notice: notice.id };
}

/** Why it makes no sense to say that of the seminar now, in a sentence. */
export function refusalOf(seminar: Seminar, kind: ManualKind, now: Temporal.Instant): string | undefined {
  if (seminar.publication === 'draft') return 'The seminar is a draft; publish it first.';
  const end = endOf(seminar);
  if (!end) return 'The seminar has no time yet.';
  if (Temporal.Instant.compare(end, now) <= 0) return 'The seminar is over.';
  const { start } = seminar;
  return kind === 'reminder' && start && Temporal.Instant.compare(start, now) <= 0
    ? 'The seminar has begun; there is nothing to remind of.'
    : undefined;
}

export function planManual(
  seminar: Seminar,
  kind: ManualKind,
  channel: ChannelId,
  now: Temporal.Instant,
  request: string = randomUUID(),
): PlannedNotice {
  const key = { kind: 'manual', request, channel } as const;
  const rehearses = rehearsedAddress(channel);
  return {
    id: noticeIdOf(key),
    key,
    kind,
    lane: splitChannelId(channel).lane,
    channel,
    seminar: seminar.id,
    due: now,
    expires: endOf(seminar) ?? now,
    detail: { shows: kind, ...(rehearses === undefined ? {} : { rehearses }) },
  };
}

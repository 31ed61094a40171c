import { type ChannelId, type ReviewId, readableDigest, splitChannelId } from '../../domain/ids.ts';
import { noticeIdOf, type PlannedNotice } from '../../domain/notice.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Review } from '../../domain/review.ts';
import type { StoreWriter } from '../../ports/store.ts';
import { rehearsedAddress } from '../targets/rehearsal.ts';
import { askedChannels } from './organisers.ts';

/** So long a question is worth asking; `review` and the page show what waits all the same. */
const WORTH = { hours: 3 * 24 };

/**
 * Owes organisers one note for all that has come to wait since they were last asked; operators where a series has no
 * organisers who can be written to. What nobody can be asked for yet is asked for later.
 */
export async function oweReviewNotes(
  tx: StoreWriter,
  policy: Pick<Policy, 'series' | 'operators' | 'mode'>,
  now: Temporal.Instant,
): Promise<number> {
  const byChannel = new Map<ChannelId, Review[]>();
  const untold = (await tx.reviews.open()).filter((review) => !review.told);
  for (const review of untold) {
    const series = review.type === 'seminar' ? review.proposed.series : undefined;
    const channels = await askedChannels(tx.directory, policy, series);
    for (const channel of channels) byChannel.set(channel, [...(byChannel.get(channel) ?? []), review]);
    if (channels.length > 0) await tx.reviews.put({ ...review, told: true });
  }
  const notes = [...byChannel].map(([channel, reviews]) => noteTo(channel, reviews, now));
  if (notes.length > 0) await tx.outbox.plan(notes, now);
  return notes.length;
}

function noteTo(channel: ChannelId, reviews: readonly Review[], now: Temporal.Instant): PlannedNotice {
  const ids: readonly ReviewId[] = reviews.map(({ id }) => id);
  const about = reviews.map(versionOf).join('\n');
  const key = { kind: 'note', request: `review ${readableDigest(about, 12)}`, channel } as const;
  const rehearses = rehearsedAddress(channel);
  return {
    id: noticeIdOf(key),
    key,
    kind: 'note',
    lane: splitChannelId(channel).lane,
    channel,
    due: now,
    expires: now.add(WORTH),
    detail: { reviews: ids, ...(rehearses === undefined ? {} : { rehearses }) },
  };
}

/** The same question has the same key, so that it is asked once. */
function versionOf(review: Review): string {
  const kind = review.type === 'seminar' ? review.kind : review.type;
  return `${review.id} ${kind} ${review.changedAt.epochMilliseconds}`;
}

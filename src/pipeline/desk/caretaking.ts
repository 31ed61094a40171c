import { type SeriesId, splitChannelId } from '../../domain/ids.ts';
import type { Proposal } from '../../domain/review.ts';
import type { ChannelAddress } from '../../domain/route.ts';
import { organiserAddresses } from '../review/organisers.ts';
import type { Asking } from './asking.ts';

/**
 * Whether the asker looks after the seminars of a series (without one: after what belongs to none): an organiser of it,
 * an operator, or whoever sits at this machine, where the preview's page is the only one that asks. Somebody is who they
 * are by their platform's word, or by asking in a channel that is theirs. Guests never are.
 */
export async function looksAfter(asking: Asking, series: SeriesId | undefined): Promise<boolean> {
  const { actor, policy } = asking;
  if (actor.standing === 'guest') return false;
  if (splitChannelId(actor.person).platform === 'preview') return true;
  const own = series === undefined ? [] : organiserAddresses(policy, series);
  return isAmong([...own, ...policy.operators], asking);
}

/** Whether they look after anything at all. */
export async function looksAfterAny(asking: Asking): Promise<boolean> {
  const { actor, policy } = asking;
  if (await looksAfter(asking, undefined)) return true;
  return actor.standing !== 'guest' && isAmong(organiserAddresses(policy), asking);
}

export function seriesOfReview({ review }: Pick<Proposal, 'review'>): SeriesId | undefined {
  return review.type === 'seminar' ? (review.proposed.series ?? undefined) : undefined;
}

async function isAmong(addresses: readonly ChannelAddress[], { actor, store }: Asking): Promise<boolean> {
  const { platform, lane, native } = splitChannelId(actor.person);
  for (const address of addresses) {
    const isTheirs =
      address.platform === platform &&
      (address.workspace === undefined || lane === `${platform}:${address.workspace}`);
    if (isTheirs && address.target === native) return true;
    if (actor.channel && (await store.read.directory.resolved(address.text)) === actor.channel) return true;
  }
  return false;
}

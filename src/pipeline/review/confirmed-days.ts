import type { Policy } from '../../domain/policy.ts';
import type { StoreReader } from '../../ports/store.ts';

/** The policy with the days off that somebody confirmed: wherever days off count, these do. */
export async function withClosedDays<P extends Pick<Policy, 'closed'>>(
  read: { readonly reviews: Pick<StoreReader['reviews'], 'closedDays'> },
  policy: P,
): Promise<P> {
  const confirmed = await read.reviews.closedDays();
  return confirmed.length === 0 ? policy : { ...policy, closed: [...policy.closed, ...confirmed] };
}

import type { SourceId } from '../../domain/ids.ts';
import type { Claim } from '../../domain/seminar.ts';
import { claimsThatCount } from '../plan/claims.ts';

/**
 * Claims in the configured order of their sources, those that no source has any more left out; all of them where none
 * is left, so that the last that was known stays. Sources that are not configured any more come last. Of one source the
 * order of its uids decides, so that it does not matter which came when.
 */
export function orderClaims(claims: readonly Claim[], sources: readonly SourceId[]): readonly Claim[] {
  const counting = claimsThatCount(claims);
  const live = counting.filter((claim) => claim.goneSince === undefined);
  const rank = (claim: Claim): number => {
    const at = sources.indexOf(claim.source);
    return at < 0 ? sources.length : at;
  };
  return (live.length > 0 ? live : counting).toSorted((a, b) => rank(a) - rank(b) || compareUids(a, b));
}

function compareUids(a: Claim, b: Claim): number {
  if (a.source !== b.source) return a.source < b.source ? -1 : 1;
  if (a.uid === b.uid) return 0;
  return a.uid < b.uid ? -1 : 1;
}

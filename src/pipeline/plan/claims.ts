import type { Claim } from '../../domain/seminar.ts';

/** It had sources, and none of them has it any more. What organisers entered by hand never had one. */
export function isOrphaned(claims: readonly Claim[]): boolean {
  const counting = claimsThatCount(claims);
  return counting.length > 0 && counting.every((claim) => claim.goneSince !== undefined);
}

/** A record of which nothing was accepted yet says nothing, and keeps nothing alive. */
export function claimsThatCount(claims: readonly Claim[]): readonly Claim[] {
  return claims.filter(({ fields }) => Object.keys(fields).length > 0);
}

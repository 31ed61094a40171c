import type { Claim } from '../../domain/seminar.ts';

/** It had sources, and none of them has it any more. What organisers entered by hand never had one. */
export function isOrphaned(claims: readonly Claim[]): boolean {
  return claims.length > 0 && claims.every((claim) => claim.goneSince !== undefined);
}

/**
 * Where a process is struck. The named points are met exactly: the process is stopped, looked at, and struck only if it
 * stands at the point (`claimed`, `committed`), or it is struck by the platform that holds its request (`written`,
 * `answered`).
 */
export type Point = 'random' | 'claimed' | 'committed' | 'written' | 'answered';

export const POINT_WORDS: Readonly<Record<Point, string>> = {
  random: 'at a random moment',
  claimed: 'after the claim',
  committed: 'after the commit of sending, before the request',
  written: 'after the request, before an answer',
  answered: 'after the answer, before its record',
};

export const POINT_SHARES: readonly (readonly [number, Point])[] = [
  [0.28, 'random'],
  [0.18, 'claimed'],
  [0.18, 'committed'],
  [0.18, 'written'],
  [0.18, 'answered'],
];

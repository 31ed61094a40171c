import type { NoticeKind } from './notice.ts';

/**
 * Which of several due notices goes first where a lane cannot take all at once: the smaller, the more urgent.
 * What is about to lose its worth goes before what can wait.
 */
export const URGENCY: Readonly<Record<NoticeKind, number>> = {
  removal: 0,
  startingNow: 1,
  reminder: 2,
  change: 3,
  note: 4,
  edit: 5,
  announcement: 6,
  digest: 7,
  followUp: 8,
};

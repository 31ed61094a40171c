import type { NoticeId } from '../../../domain/ids.ts';
import type { Notice } from '../../../domain/notice.ts';
import { byHand, nameOf, WORDS } from '../ledger-words.ts';
import type { ActReport, ActScene } from './act-scene.ts';

/** Notices that have not left yet never will. */
export async function skipNotices(
  { store, clock, by }: ActScene,
  notices: readonly NoticeId[],
): Promise<ActReport> {
  const at = clock.now();
  return store.transaction(async (tx) => {
    const done: string[] = [];
    const refused: ActReport['refused'][number][] = [];
    for (const id of new Set(notices)) {
      const notice = await tx.outbox.get(id);
      const applied = await tx.outbox.step([
        {
          notice: id,
          from: ['due', 'held', 'claimed', 'withdrawn', 'failed'],
          to: 'skipped',
          at,
          reason: byHand(WORDS.skippedByHand, by),
        },
      ]);
      if (applied.has(id)) done.push(id);
      else refused.push({ notice: id, reason: whyNot(notice) });
    }
    return { done, refused };
  });
}

function whyNot(notice: Notice | undefined): string {
  if (!notice) return 'There is no such notice.';
  switch (notice.state) {
    case 'sent':
      return `The ${nameOf(notice)} was sent already; “retract” takes it back.`;
    case 'sending':
    case 'unknown':
      return `The ${nameOf(notice)} is on its way; “retract” takes it back.`;
    default:
      return `The ${nameOf(notice)} has come to its end already.`;
  }
}

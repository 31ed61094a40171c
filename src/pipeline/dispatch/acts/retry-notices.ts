import type { NoticeId } from '../../../domain/ids.ts';
import type { Notice } from '../../../domain/notice.ts';
import { retractionOn } from '../../../domain/retraction.ts';
import type { StoreWriter } from '../../../ports/store.ts';
import { byHand, nameOf, WORDS } from '../ledger-words.ts';
import type { ActReport, ActScene } from './act-scene.ts';

/** What failed, was skipped, is held or waits for another try goes now, if it is still of use. */
export async function retryNotices(
  { store, clock, by }: ActScene,
  notices: readonly NoticeId[],
): Promise<ActReport> {
  const at = clock.now();
  return store.transaction(async (tx) => {
    const done: string[] = [];
    const refused: ActReport['refused'][number][] = [];
    for (const id of new Set(notices)) {
      const notice = await tx.outbox.get(id);
      const reason = !notice
        ? 'There is no such notice.'
        : Temporal.Instant.compare(notice.expires, at) <= 0
          ? `The ${nameOf(notice)} would be of no use any more.`
          : notice.state === 'skipped' && (await isRetracted(tx, notice))
            ? WORDS.retracted
            : undefined;
      const applied = reason
        ? new Set<NoticeId>()
        : await tx.outbox.step([
            {
              notice: id,
              from: ['failed', 'skipped', 'held', 'due'],
              to: 'due',
              at,
              notBefore: null,
              reason: byHand(WORDS.retriedByHand, by),
            },
          ]);
      if (applied.has(id)) done.push(id);
      else refused.push({ notice: id, reason: reason ?? 'There is nothing to try again.' });
    }
    return { done, refused };
  });
}

async function isRetracted(tx: StoreWriter, { key, seminar, channel }: Notice): Promise<boolean> {
  if (seminar === undefined || key.kind === 'manual' || key.kind === 'note') return false;
  return retractionOn(await tx.seminars.retractionsOf([seminar]), seminar, channel) !== undefined;
}

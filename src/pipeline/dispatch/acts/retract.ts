import type { NoticeId, SeminarId } from '../../../domain/ids.ts';
import type { Notice } from '../../../domain/notice.ts';
import type { StoreWriter } from '../../../ports/store.ts';
import { WORDS } from '../ledger-words.ts';
import { oweRemoval } from '../owed.ts';
import { type ActScene, byHand } from './act-scene.ts';

export interface Retracted {
  /** Notices that will not be sent. */
  readonly stopped: number;
  /** Posts that are being taken back. */
  readonly removing: number;
}

/**
 * Takes one notice back: what was posted is removed (or marked, where a platform cannot), what was not never will be. A
 * message on its way is removed once it is known where it is. What was said in its place before is not said anew.
 */
export function retractNotice(scene: ActScene, id: NoticeId): Promise<Retracted | undefined> {
  return scene.store.transaction(async (tx) => {
    const notice = await tx.outbox.get(id);
    return notice && retractWithin(tx, [notice], scene);
  });
}

/** Takes back everything of a seminar. A digest that lists others too stays, and is not touched. */
export function retractSeminar(scene: ActScene, seminar: SeminarId): Promise<Retracted> {
  return scene.store.transaction(async (tx) => retractWithin(tx, await tx.outbox.ofSeminar(seminar), scene));
}

/** The same, within a transaction that does more. */
export async function retractWithin(
  tx: StoreWriter,
  notices: readonly Notice[],
  { clock, by }: { readonly clock: Pick<ActScene['clock'], 'now'>; readonly by: string },
): Promise<Retracted> {
  const at = clock.now();
  const speaking = notices.filter(({ kind }) => kind !== 'removal' && kind !== 'edit');
  const stopped = await tx.outbox.step(
    speaking.map(({ id }) => ({
      notice: id,
      from: ['due', 'held', 'claimed', 'withdrawn', 'failed'],
      to: 'skipped',
      at,
      reason: byHand(WORDS.takenBack, by),
    })),
  );
  let removing = 0;
  for (const { id } of speaking) {
    const post = await tx.posts.get(id);
    if (!post || post.removed) continue;
    await tx.outbox.plan([oweRemoval(post, at)], at);
    removing += 1;
  }
  return { stopped: stopped.size, removing };
}

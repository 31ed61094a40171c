import type { ChannelId, NoticeId, SeminarId } from '../../../domain/ids.ts';
import type { Notice } from '../../../domain/notice.ts';
import type { StoreWriter } from '../../../ports/store.ts';
import { byHand, WORDS } from '../ledger-words.ts';
import { oweEdit, oweRemoval } from '../owed.ts';
import type { ActScene } from './act-scene.ts';

export interface Retracted {
  /** Notices that will not be sent. */
  readonly stopped: number;
  /** Posts that are being taken back. */
  readonly removing: number;
}

type Who = { readonly clock: Pick<ActScene['clock'], 'now'>; readonly by: string };

/**
 * Takes one notice back: what was posted is removed (or marked, where a platform cannot), what was not never will be. A
 * message on its way is removed once it is known where it is. What was said in its place before is not said anew.
 *
 * An announcement is taken back for its channel: nothing more of the seminar is said there, neither reminders nor
 * changes, now or when the seminar moves. Any other notice is taken back alone: a new time has reminders of its own.
 */
export function retractNotice(scene: ActScene, id: NoticeId): Promise<Retracted | undefined> {
  return scene.store.transaction(async (tx) => {
    const notice = await tx.outbox.get(id);
    if (!notice) return undefined;
    const { seminar, channel, kind } = notice;
    if (kind !== 'announcement' || seminar === undefined) return retractWithin(tx, [notice], scene);
    await tx.seminars.putRetraction({ seminar, channel, at: scene.clock.now(), by: scene.by });
    const open = (await tx.outbox.ofSeminar(seminar)).filter(
      (other) => other.channel === channel && other.id !== id && STOPPABLE.includes(other.state),
    );
    await mendDigests(tx, seminar, channel, scene);
    return retractWithin(tx, [notice, ...open], scene);
  });
}

/**
 * Takes back everything of a seminar, everywhere and for good: whatever becomes of its record, its channels or its time,
 * nothing of it is planned any more, until somebody announces it again. A digest that lists others too stays without it.
 */
export function retractSeminar(scene: ActScene, seminar: SeminarId): Promise<Retracted> {
  return scene.store.transaction(async (tx) => {
    await tx.seminars.putRetraction({ seminar, at: scene.clock.now(), by: scene.by });
    await mendDigests(tx, seminar, undefined, scene);
    return retractWithin(tx, await tx.outbox.ofSeminar(seminar), scene);
  });
}

const STOPPABLE: readonly Notice['state'][] = ['due', 'held', 'claimed', 'withdrawn', 'failed'];

/** What was sent or may still arrive is taken back, the rest stopped, within a transaction that does more. */
export async function retractWithin(
  tx: StoreWriter,
  notices: readonly Notice[],
  { clock, by }: Who,
): Promise<Retracted> {
  const at = clock.now();
  const speaking = notices.filter(({ kind }) => kind !== 'removal' && kind !== 'edit');
  const stopped = await tx.outbox.step(
    speaking.map(({ id }) => ({
      notice: id,
      from: STOPPABLE,
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

/** Those that stand are drawn again. `channel` absent: everywhere. */
async function mendDigests(
  tx: StoreWriter,
  seminar: SeminarId,
  channel: ChannelId | undefined,
  { clock }: Who,
): Promise<void> {
  const at = clock.now();
  const digests = (await tx.posts.ofSeminar(seminar)).filter(
    (post) => post.kind === 'digest' && !post.removed && (!channel || post.channel === channel),
  );
  await tx.outbox.plan(
    digests.map((post) => oweEdit(post, at)),
    at,
  );
}

import type { LaneId } from '../../domain/ids.ts';
import type { Notice } from '../../domain/notice.ts';
import type { Store } from '../../ports/store.ts';
import { editIdOf } from '../plan/plan-edits.ts';
import { WORDS } from './ledger-words.ts';
import { oweEdit } from './owed.ts';

/** Cards are kept true for a week after their seminar. */
const KEPT_TRUE = { hours: 8 * 24 };
/** So many at a sweep; the next takes the others. */
const LIMIT = 200;

const AT_REST: readonly Notice['state'][] = ['sent', 'skipped', 'failed'];

/**
 * Posts that show another revision than their seminar has, and that nothing is going to edit: an edit that came to rest
 * is owed again only for a later due time, so after the clock was put back it might rest until the record changes next.
 */
export async function reviveEdits(store: Store, lane: LaneId, now: Temporal.Instant): Promise<number> {
  const behind = (await store.read.posts.behind(now.subtract(KEPT_TRUE), LIMIT)).filter(
    (post) => post.lane === lane && post.removed === undefined,
  );
  if (behind.length === 0) return 0;
  return store.transaction(async (tx) => {
    let revived = 0;
    for (const post of behind) {
      const edit = await tx.outbox.get(editIdOf(post));
      const owed = oweEdit(post, now);
      if (!edit) {
        revived += (await tx.outbox.plan([owed], now)).length;
        continue;
      }
      const isAhead = Temporal.Instant.compare(edit.due, now) > 0;
      // What was withdrawn had nothing to draw; only a clock that was ahead then makes that worth another look.
      const mayRest = edit.state === 'due' || edit.state === 'withdrawn';
      if (!(isAhead && mayRest) && !AT_REST.includes(edit.state)) continue;
      const step = { notice: edit.id, at: now, due: now, expires: owed.expires, notBefore: null } as const;
      const reason = WORDS.editBehind;
      revived += (await tx.outbox.step([{ ...step, from: [edit.state], to: 'due', reason }])).size;
    }
    return revived;
  });
}

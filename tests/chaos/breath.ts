import { setTimeout as pass } from 'node:timers/promises';
import type { NoticeKind } from '../../src/domain/notice.ts';
import type { Store } from '../../src/ports/store.ts';
import { patiently } from './patiently.ts';
import type { Watcher } from './watcher.ts';

const SPOKEN: readonly NoticeKind[] = ['announcement', 'reminder', 'startingNow', 'change'];
const UNREAD_MS = 20_000;
const OVERDUE_MS = 45_000;
/** What does not come right within this does not do so for want of time. */
const LONGEST_MS = 60_000;

/**
 * The service is to be broken, not starved: on a slow machine, lives that are all shorter than one reading of the records,
 * or one look for what is unknown, would never get anywhere. Resolves when nothing has waited for too long.
 */
export async function letBreathe(store: Store, watcher: Watcher): Promise<void> {
  const until = performance.now() + LONGEST_MS;
  while (performance.now() < until && ((await isOverdue(store)) || watcher.behindMs > UNREAD_MS)) {
    await pass(200);
  }
}

async function isOverdue({ read }: Store): Promise<boolean> {
  const before = Temporal.Now.instant().subtract({ milliseconds: OVERDUE_MS });
  const query = { states: ['due'], kinds: SPOKEN, dueBefore: before, limit: 50 } as const;
  const due = await patiently(() => read.outbox.find(query));
  return due.some(({ notBefore }) => !notBefore || Temporal.Instant.compare(notBefore, before) < 0);
}

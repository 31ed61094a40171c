import { backoffMs } from '../../domain/backoff.ts';
import { sleep } from '../../support/sleep.ts';
import { type MailboxSetting, openMailbox } from './mailbox.ts';

/** Providers lock out who signs in in vain too often. */
const LONGEST_PAUSE_MS = 15 * 60_000;

/**
 * Calls when the server tells of new mail (IDLE, or asking again and again where it knows none), and after each new
 * connection, for what came in between. Connects again for as long as it is not ended.
 */
export function watchMailbox(setting: MailboxSetting, changed: () => void): () => void {
  const aborter = new AbortController();
  void keepWatching(setting, changed, aborter.signal);
  return () => aborter.abort(new Error('the mailbox is watched no more'));
}

async function keepWatching(
  setting: MailboxSetting,
  changed: () => void,
  signal: AbortSignal,
): Promise<void> {
  let failures = 0;
  for (let connections = 0; !signal.aborted; connections += 1) {
    try {
      const { client } = await openMailbox(setting, signal);
      failures = 0;
      client.on('exists', changed);
      const closed = new Promise<void>((resolve) => client.once('close', resolve));
      // It may have closed before anybody listened.
      if (client.usable) {
        if (connections > 0) changed();
        await closed;
      }
    } catch {
      // Reading the mailbox fails likewise, and says why.
    }
    if (signal.aborted) return;
    failures += 1;
    await sleep(backoffMs(failures, Math.random(), LONGEST_PAUSE_MS), signal);
  }
}

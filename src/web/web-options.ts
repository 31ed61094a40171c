import type { Policy } from '../domain/policy.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { PagePanel } from '../ports/page-panel.ts';
import type { StoreReader } from '../ports/store.ts';

export interface WebOptions {
  readonly read: StoreReader;
  readonly policy: Policy;
  readonly clock: Clock;
  readonly log: Log;
  /** The server is bound to loopback: who asks from this machine sees what is for members, too. */
  readonly loopback: boolean;
  /** What stands beside the list on the front page, where the preview runs. */
  readonly panel?: PagePanel;
}

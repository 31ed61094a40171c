import type { Clock } from '../../../ports/clock.ts';
import type { Store } from '../../../ports/store.ts';

/** What every act by hand needs. `by` is who asks, as the ledger names them: "Mira", "the command line". */
export interface ActScene {
  readonly store: Store;
  readonly clock: Clock;
  readonly by: string;
}

/** What an act came to for each notice that was named. */
export interface ActReport {
  readonly done: readonly string[];
  /** Left as it was, with the reason in a sentence. */
  readonly refused: readonly { readonly notice: string; readonly reason: string }[];
}

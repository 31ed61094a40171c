import { createRefresher, type Refresher } from '../../pipeline/sync/refresher.ts';
import { createSync } from '../../pipeline/sync/sync-source.ts';
import type { SeminarSource } from '../../ports/seminar-source.ts';
import { operatorWordOf } from '../operator-words.ts';
import type { Core } from './compose-core.ts';

/** What reads the sources, again and again, and tells the operators where a reading needs their word. */
export function composeRefresher(
  { store, planning, operators, clock, log }: Core,
  sources: readonly SeminarSource[],
): Refresher {
  return createRefresher({
    sources,
    sync: createSync({ store, plan: planning.context, sources: sources.map(({ id }) => id), clock }),
    clock,
    log,
    random: Math.random,
    done: (report) => {
      const text = operatorWordOf(report);
      if (text === undefined) return;
      operators.tell(text).catch((error: unknown) => log.error('operators could not be told', { error }));
    },
  });
}

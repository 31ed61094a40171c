import type { SourceId } from '../../domain/ids.ts';
import { createRefresher, type Refresher } from '../../pipeline/sync/refresher.ts';
import { createSync, type SyncSource } from '../../pipeline/sync/sync-source.ts';
import type { HttpRoute } from '../../ports/platform-service.ts';
import type { SeminarSource } from '../../ports/seminar-source.ts';
import { createIntakeRoute } from '../../sources/intake/intake-route.ts';
import { createIntakeSource } from '../../sources/intake/intake-source.ts';
import { operatorWordOf } from '../operator-words.ts';
import { createRecordsTurn } from '../records-turn.ts';
import type { Core } from './compose-core.ts';

/** Brings readings into the store: one at a time, whoever read. `sources`: in configured order. */
export function composeSync(
  { store, planning, clock, holder }: Core,
  sources: readonly SourceId[],
): SyncSource {
  const turn = createRecordsTurn(store.lanes, holder, clock);
  return createSync({ store, plan: planning.context, sources, clock, turn });
}

/** `POST /intake`, where a token is set. */
export function composeIntake({ settings, clock }: Core, sync: SyncSource): readonly HttpRoute[] {
  const { intakeToken: token, policy } = settings;
  if (token === undefined) return [];
  const { timezone, dateOrder, series } = policy;
  const source = createIntakeSource({ timezone, dateOrder, series, clock });
  const never = new AbortController();
  const settle = async (): Promise<boolean> =>
    (await sync(source, { signal: never.signal })).outcome !== 'failed';
  return [createIntakeRoute({ token, source, settle })];
}

/** What reads the sources, again and again, and tells the operators where a reading needs their word. */
export function composeRefresher(
  { operators, clock, log }: Core,
  sources: readonly SeminarSource[],
  sync: SyncSource,
): Refresher {
  return createRefresher({
    sources,
    sync,
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

import { createDispatcher, type Dispatcher } from '../../pipeline/dispatch/dispatcher.ts';
import type { Core } from './compose-core.ts';

/** What sends what is owed, to whatever lanes there are. */
export function composeDispatcher({
  store,
  lanes,
  routing,
  settings,
  clock,
  log,
  operators,
  holder,
  isCaretaker,
}: Core): Dispatcher {
  return createDispatcher({
    store,
    platforms: lanes.all,
    routes: routing.routes,
    policy: settings.policy,
    clock,
    log,
    holder: holder.name,
    isGone: holder.isGone,
    isCaretaker,
    describeLane: lanes.describe,
    random: Math.random,
    tellOperators: operators.tell,
  });
}

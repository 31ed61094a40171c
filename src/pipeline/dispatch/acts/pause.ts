import type { PauseScope } from '../../../domain/pause.ts';
import type { ActScene } from './act-scene.ts';

/** Nothing more is said there until it is resumed. Posted cards are kept true meanwhile. */
export function pause({ store, clock, by }: ActScene, scope: PauseScope): Promise<void> {
  return store.transaction((tx) => tx.directory.putPause({ scope, since: clock.now(), by }));
}

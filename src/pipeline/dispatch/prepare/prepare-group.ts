import type { Notice } from '../../../domain/notice.ts';
import type { Log } from '../../../ports/log.ts';
import type { Decision } from '../decision.ts';
import { WORDS } from '../ledger-words.ts';
import type { Scene } from '../scene.ts';
import { wait } from '../verdicts.ts';
import { prepare } from './prepare.ts';

/** A notice that cannot be prepared must neither take the others down nor be tried in a tight circle. */
const AFTER_FAULT = { minutes: 1 };

/** Decides for a group. What many of them share is read once. */
export async function prepareGroup(
  notices: readonly Notice[],
  log: Log,
  scene: Scene,
): Promise<readonly Decision[]> {
  if (notices.length === 0) return [];
  await scene.facts.prefetch(notices);
  return Promise.all(
    notices.map(async (notice) => {
      try {
        return await prepare(notice, scene);
      } catch (error) {
        log.error('a notice could not be prepared', { notice: notice.id, error });
        return wait(notice, scene.now, scene.now.add(AFTER_FAULT), WORDS.fault);
      }
    }),
  );
}

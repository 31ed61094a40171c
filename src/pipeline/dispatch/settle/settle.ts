import type { LaneId } from '../../../domain/ids.ts';
import type { NoticeStep } from '../../../ports/store/outbox.ts';
import type { Store } from '../../../ports/store.ts';
import type { Landing } from '../flight.ts';
import { settleEdit } from './settle-edit.ts';
import { SettleGroup } from './settle-group.ts';
import { settlePost } from './settle-post.ts';
import { settleRemoval } from './settle-removal.ts';
import type { SettleScene, Settling } from './settling.ts';

interface SettleOptions {
  /** The lane whose turn it is. */
  readonly by?: LaneId;
  /** Called with the steps when they can be read, before they are on disk. */
  readonly readable?: (steps: readonly NoticeStep[]) => void;
}

/**
 * Records what came back, a group in one transaction. A result counts only while its notice is still where the request
 * left it; of any other, what it did all the same is seen to. Throws if nothing was recorded: the landings are to be kept.
 * Returns what the operators are to hear.
 */
export function settleGroup(
  store: Store,
  landings: readonly Landing[],
  scene: SettleScene,
  { by, readable }: SettleOptions = {},
): Promise<readonly string[]> {
  const settlings = landings.map((landing) => settlingOf(landing, scene));
  const steps = settlings.flatMap((settling) => settling.steps);
  return store.transaction(
    async (tx) => {
      const applied = await tx.outbox.step(steps);
      const group = new SettleGroup(tx);
      const reports: string[] = [];
      for (const { notice, arrival, record, disowned } of settlings) {
        const isOurs = applied.has(notice.id);
        if (isOurs && arrival) group.arrive(arrival);
        else await group.recordGathered();
        const report = isOurs ? await record(group) : await disowned?.(group);
        if (report !== undefined) reports.push(report);
      }
      await group.finish(scene.now);
      return reports;
    },
    { by, committed: () => readable?.(steps) },
  );
}

function settlingOf({ flight, outcome }: Landing, scene: SettleScene): Settling {
  const { job } = flight;
  switch (job.type) {
    case 'post':
      return settlePost(flight, job, outcome, scene);
    case 'edit':
      return settleEdit(flight, job, outcome, scene);
    case 'removal':
      return settleRemoval(flight, job, outcome, scene);
  }
}

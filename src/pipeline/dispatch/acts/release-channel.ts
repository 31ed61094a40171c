import { type ChannelId, type LaneId, splitChannelId } from '../../../domain/ids.ts';
import type { NoticeStep } from '../../../ports/store/outbox.ts';
import type { StoreWriter } from '../../../ports/store.ts';
import { byHand, WORDS } from '../ledger-words.ts';
import type { ActScene } from './act-scene.ts';

export interface Released {
  /** Held notices that may go out now. */
  readonly notices: number;
  /** It was set aside, and is tried again now. */
  readonly mended: boolean;
  /** All of its workspace had been stopped, because a second installation was at work there. */
  readonly resumed: boolean;
}

/**
 * Lets out what is held for a channel, and takes the channel back in if it was set aside; where its whole workspace was
 * stopped, that ends too.
 */
export function releaseChannel({ store, clock, by }: ActScene, channel: ChannelId): Promise<Released> {
  const at = clock.now();
  return store.transaction(async (tx) => {
    const resumed = await resumeLane(tx, splitChannelId(channel).lane, at);
    const known = await tx.directory.channel(channel);
    if (known?.aside) {
      const { aside: _, ...mended } = known;
      await tx.directory.putChannel(mended);
    }
    const waiting = await tx.outbox.find({ channel, states: ['held', 'due'], dueBefore: at });
    const ahead = await tx.outbox.find({ channel, states: ['held'], dueFrom: at });
    const steps = [...waiting, ...ahead].flatMap((notice): NoticeStep[] => {
      const base = { notice: notice.id, to: 'due', at, notBefore: null } as const;
      if (notice.state === 'held') return [{ ...base, from: ['held'], reason: byHand(WORDS.released, by) }];
      return known?.aside && notice.notBefore ? [{ ...base, from: ['due'], quiet: true }] : [];
    });
    const applied = await tx.outbox.step(steps);
    const held = [...waiting, ...ahead].filter(({ id, state }) => state === 'held' && applied.has(id));
    return { notices: held.length, mended: known?.aside !== undefined, resumed };
  });
}

/** What another installation posted until now is forgiven. */
async function resumeLane(tx: StoreWriter, id: LaneId, at: Temporal.Instant): Promise<boolean> {
  const known = await tx.laneBook.lane(id);
  if (!known?.stopped) return false;
  const { stopped: _, ...lane } = known;
  await tx.laneBook.putLane({ ...lane, since: at });
  return true;
}

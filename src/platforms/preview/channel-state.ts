import { type ChannelId, splitChannelId } from '../../domain/ids.ts';
import { type Pause, pauseOn } from '../../domain/pause.ts';
import type { StoreReader } from '../../ports/store.ts';
import { PREVIEW_LANE } from './preview-address.ts';

/** What holds a channel still. */
export interface ChannelState {
  /** The pause that began first. */
  readonly pause?: Pause;
  /** Messages that wait until somebody releases them. */
  readonly held: number;
}

export const UNHINDERED: ChannelState = { held: 0 };

export type ReadStates = () => Promise<(channel: ChannelId) => ChannelState>;

export function createReadStates(read: StoreReader): ReadStates {
  return async () => {
    const pauses = await read.directory.pauses();
    const held = await read.outbox.find({ lane: PREVIEW_LANE, states: ['held'] });
    const counts = Map.groupBy(held, ({ channel }) => channel);
    return (channel) => {
      const pause = pauseOn(pauses, channel, undefined);
      return { held: counts.get(channel)?.length ?? 0, ...(pause ? { pause } : {}) };
    };
  };
}

/** Two texts are the same where no channel of the preview is held otherwise. */
export async function writeStates(read: StoreReader): Promise<string> {
  const pauses = await read.directory.pauses();
  const held = await read.outbox.find({ lane: PREVIEW_LANE, states: ['held'] });
  const ours = pauses.filter(
    ({ scope }) => scope.type !== 'channel' || splitChannelId(scope.channel).lane === PREVIEW_LANE,
  );
  return JSON.stringify([ours, held.map(({ id }) => id)]);
}

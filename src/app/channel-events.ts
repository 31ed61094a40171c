import type { LaneId } from '../domain/ids.ts';
import type { LaneNames } from '../domain/workspace.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { ChannelEvents } from '../ports/platform-service.ts';
import type { Store } from '../ports/store.ts';

/** Keeps what platforms tell of their channels; one that was lost is set aside, one that is seen again is mended. */
export function createChannelEvents(options: {
  readonly store: Store;
  readonly log: Log;
  readonly clock: Clock;
  readonly tellOperators: (text: string) => Promise<void>;
  readonly names: Pick<LaneNames, 'tell'>;
  /** What leads into the lane may lead elsewhere now. */
  readonly refresh: (lane: LaneId) => Promise<void>;
}): ChannelEvents {
  const { store, log, clock } = options;
  return {
    async seen(told) {
      const channel = { ...told, name: options.names.tell(told.lane, told.name) };
      const before = await store.read.directory.channel(channel.id);
      const look = JSON.stringify([
        before?.name,
        before?.kind,
        before?.reference,
        before?.aside === undefined,
      ]);
      await store.transaction((tx) => tx.directory.putChannel(channel));
      if (look === JSON.stringify([channel.name, channel.kind, channel.reference, true])) return;
      log.info('a channel is known', { channel: channel.id, name: channel.name });
      await options.refresh(channel.lane);
    },
    async lost(id, reason, mend) {
      const before = await store.read.directory.channel(id);
      if (!before || before.aside) return;
      const aside = { since: clock.now(), reason, mend };
      await store.transaction((tx) => tx.directory.putChannel({ ...before, aside }));
      log.warn('a channel was lost', { channel: id, name: before.name, reason });
      await options.tellOperators(`${before.name}: ${reason}. ${mend}`);
    },
  };
}

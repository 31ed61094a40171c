import type { ChannelId } from '../../domain/ids.ts';
import type { KnownChannel } from '../../ports/store/directory.ts';
import { ASIDE_RECHECK } from './prepare/gates.ts';

/** Which channels that are set aside may be tried once more: one notice a channel, now and then, in case it was mended. */
export class Probes {
  readonly #tried = new Map<ChannelId, Temporal.Instant>();

  /** Takes the permission: the next is given after a while. */
  mayProbe(channel: KnownChannel, now: Temporal.Instant): boolean {
    if (!channel.aside) return false;
    const last = this.#tried.get(channel.id) ?? channel.aside.since;
    // A clock that was put back must not hold a channel aside for longer.
    const isFuture = Temporal.Instant.compare(last, now) > 0;
    if (!isFuture && Temporal.Instant.compare(last.add(ASIDE_RECHECK), now) > 0) return false;
    this.#tried.set(channel.id, now);
    return true;
  }

  /** Whether something is on its way there only to see. */
  isProbing(channel: ChannelId): boolean {
    return this.#tried.has(channel);
  }

  forget(channel: ChannelId): void {
    this.#tried.delete(channel);
  }
}

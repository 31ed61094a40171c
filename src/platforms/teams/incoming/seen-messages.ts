import type { Clock } from '../../../ports/clock.ts';
import { SEEN } from '../limits.ts';
import type { Activity } from './activity-schema.ts';

/** Which messages were taken already: the Bot Framework sends one again whose receipt it did not see. */
export interface SeenMessages {
  /** True the first time, and for a message without an id. */
  isNew(activity: Activity): boolean;
}

export function createSeenMessages(clock: Clock): SeenMessages {
  /** Oldest first. */
  const seen = new Map<string, Temporal.Instant>();
  const drop = (now: Temporal.Instant): void => {
    for (const [id, at] of seen) {
      const held = now.since(at).total('milliseconds') < SEEN.keptMs;
      if (held && seen.size < SEEN.most) return;
      seen.delete(id);
    }
  };
  return {
    isNew: ({ id, conversation }) => {
      if (id === undefined) return true;
      const now = clock.now();
      drop(now);
      // Ids are unique within a conversation only.
      const key = JSON.stringify([conversation.id, id]);
      if (seen.has(key)) return false;
      seen.set(key, now);
      return true;
    },
  };
}

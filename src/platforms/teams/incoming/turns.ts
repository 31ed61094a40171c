import type { Log } from '../../../ports/log.ts';
import type { Activity } from './activity-schema.ts';
import type { Asking } from './asking.ts';
import type { Installations } from './installations.ts';
import { answerMessage } from './message.ts';
import { answerPress, type PressAnswer } from './press.ts';
import type { SeenMessages } from './seen-messages.ts';

/** What each sort of activity leads to, and which are under way. */
export interface Turns {
  /** Begins to answer, once however often it is delivered; the answer comes as a message of its own. */
  message(activity: Activity): void;
  /** Undefined for invokes that we never asked for. */
  invoke(activity: Activity): Promise<PressAnswer | undefined>;
  /** Resolves once what it tells is on record. */
  event(activity: Activity): Promise<void>;
  closing(): boolean;
  /** Takes nothing more and waits for what is under way. Idempotent. */
  close(): Promise<void>;
}

export function createTurns(
  asking: Asking,
  installations: Installations,
  seen: SeenMessages,
  log: Log,
): Turns {
  const underWay = new Set<Promise<unknown>>();
  let closing = false;
  const track = <T>(turn: Promise<T>): Promise<T> => {
    underWay.add(turn);
    const forget = (): void => void underWay.delete(turn);
    turn.then(forget, forget);
    return turn;
  };
  return {
    message: (activity) => {
      if (!seen.isNew(activity)) return;
      track(
        converse(activity, asking, installations).catch((error: unknown) =>
          log.error('a message could not be answered', { error }),
        ),
      );
    },
    invoke: (activity) => {
      if (activity.name !== 'adaptiveCard/action') return Promise.resolve(undefined);
      return track(answerPress(activity, asking));
    },
    event: (activity) => track(takeEvent(activity, installations)),
    closing: () => closing,
    close: async () => {
      closing = true;
      await Promise.allSettled(underWay);
    },
  };
}

/** A message tells of its place too: after a lost store, the first word from there brings it back. */
async function converse(activity: Activity, asking: Asking, installations: Installations): Promise<void> {
  await installations.notice(activity);
  await answerMessage(activity, asking);
}

async function takeEvent(activity: Activity, installations: Installations): Promise<void> {
  const isBot = ({ id }: { readonly id: string }): boolean => id === activity.recipient.id;
  switch (activity.type) {
    case 'installationUpdate':
      // `add-upgrade` and `remove-upgrade` come in pairs with a new version: the second of them is an installation again.
      if (activity.action === 'remove') return installations.removed(activity);
      if (activity.action === 'add' || activity.action === 'add-upgrade')
        return installations.installed(activity);
      return;
    case 'conversationUpdate':
      if (activity.membersRemoved?.some(isBot)) return installations.removed(activity);
      if (activity.membersAdded?.some(isBot)) return installations.installed(activity);
      return installations.changed(activity);
    default:
      return;
  }
}

import { type Notice, opaqueKeyOf } from '../../../src/domain/notice.ts';
import type { Exhibit } from './evidence.ts';
import type { Case } from './verdict.ts';

/** What a process had on its way when it was frozen leaves within this after it thaws. */
const THAWS_MS = 5_000;
/** Between the instant that the ledger names for `sending` and the request, where nothing holds it up. */
const LEAVES_MS = 5_000;

type Facts = Pick<Case, 'freezes' | 'history' | 'notices'> & {
  readonly store: Pick<Case['store'], 'installation'>;
};

/**
 * Whether the message is what rule 11 cannot prevent: begun by a process that held the lane, which was frozen, for longer
 * than its lease, between its last look at the lease and the request, and sent when it thawed. Slack's requests name their
 * sender; on Teams it must have held the lane when it was frozen.
 */
export function isBeyondFencing(exhibit: Exhibit, facts: Facts): boolean {
  const { platform, at, via } = exhibit;
  const freezes = facts.freezes.filter(
    ({ replica, to }) => at >= to && at <= to + THAWS_MS && (platform === 'teams' || via === replica),
  );
  return freezes.some(({ lanes, from }) =>
    ownersOf(exhibit, facts).some(
      ({ id, lane }) =>
        lanes.includes(lane) &&
        facts.history
          .get(id)
          ?.some(
            ({ state, at: begun }) =>
              state === 'sending' &&
              begun.epochMilliseconds <= from &&
              begun.epochMilliseconds >= from - LEAVES_MS,
          ),
    ),
  );
}

/** Slack by the key; Teams' activities carry none, so that all of their sort may be meant. */
function ownersOf({ platform, key, seminar, channel, kind }: Exhibit, facts: Facts): readonly Notice[] {
  const notices = [...facts.notices.values()];
  return platform === 'slack'
    ? notices.filter(({ id }) => opaqueKeyOf(id, facts.store.installation) === key)
    : notices.filter((one) => one.seminar === seminar && one.channel === channel && one.kind === kind);
}

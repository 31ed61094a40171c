import type { Notice } from '../../../domain/notice.ts';
import { noticeIdOf } from '../../../domain/notice.ts';
import { pauseOn } from '../../../domain/pause.ts';
import type { Seminar } from '../../../domain/seminar.ts';
import { quietUntil } from '../../../domain/time/quiet-hours.ts';
import type { Verdict } from '../decision.ts';
import { byHand, nameOf, sayTime, WORDS } from '../ledger-words.ts';
import type { Scene } from '../scene.ts';
import { skip, wait } from '../verdicts.ts';

/** Reasons for not sending now that several kinds share. Each returns undefined where it finds none. */

/** Within this of the start, quiet hours are no reason to wait (rule 4). */
const NEAR_START = { hours: 1 };
/** A channel that is set aside is looked at again after this long, in case nobody tells us that it was mended. */
export const ASIDE_RECHECK = { minutes: 10 };
/**
 * Ending a pause frees what waits for it. One that was in hand just then waits on, having looked before; it looks again
 * after this.
 */
const PAUSE_RECHECK = { minutes: 1 };

/** It lost its use while it waited. */
export function checkExpiry(notice: Notice, { now }: Scene): Verdict | undefined {
  if (Temporal.Instant.compare(now, notice.expires) < 0) return undefined;
  return skip(notice, now, WORDS.tooLate(nameOf(notice), notice.attempts));
}

/**
 * Taken back while its outcome was not known, or while it waited for another try: only what was begun before can have
 * been taken back without its notice being skipped on the spot.
 */
export async function checkTakenBack(notice: Notice, { now, facts }: Scene): Promise<Verdict | undefined> {
  if (notice.attempts === 0) return undefined;
  const removal = await facts.notice(noticeIdOf({ kind: 'removal', post: notice.id }));
  return removal ? skip(notice, now, WORDS.takenBack) : undefined;
}

/**
 * The seminar was taken back here for good: whatever was planned of it before that was known is not sent. What a person
 * sends by hand is; and of what they sent since, changes are told.
 */
export async function checkRetracted(
  notice: Notice,
  seminar: Seminar,
  { now, facts }: Scene,
): Promise<Verdict | undefined> {
  const retraction = await facts.retraction(seminar.id, notice.channel);
  if (!retraction) return undefined;
  const sentSince =
    notice.kind === 'change' &&
    (await facts.postsOf(seminar.id)).some(
      ({ channel, removed, postedAt }) =>
        channel === notice.channel &&
        removed === undefined &&
        Temporal.Instant.compare(postedAt, retraction.at) > 0,
    );
  return sentSince ? undefined : skip(notice, now, byHand(WORDS.takenBack, retraction.by));
}

/** The channel is set aside; now and then one notice may see whether it still is. */
export async function checkChannel(notice: Notice, scene: Scene): Promise<Verdict | undefined> {
  const channel = await scene.facts.channel(notice.channel);
  if (!channel?.aside || scene.mayProbe(channel)) return undefined;
  const { reason, mend } = channel.aside;
  return wait(notice, scene.now, scene.now.add(ASIDE_RECHECK), WORDS.channelAside(reason, mend));
}

/**
 * Held still by an operator: nothing is said, though what stands is kept true. What loses its use meanwhile is skipped as
 * anything is that waits too long; `resume` looks at the rest.
 */
export async function checkPaused(
  notice: Notice,
  seminar: Seminar | undefined,
  { now, facts, policy }: Scene,
): Promise<Verdict | undefined> {
  const pause = pauseOn(await facts.pauses(), notice.channel, seminar?.series);
  if (!pause) return undefined;
  const look = now.add(PAUSE_RECHECK);
  const until = Temporal.Instant.compare(look, notice.expires) < 0 ? look : notice.expires;
  return wait(notice, now, until, WORDS.paused(pause.by, sayTime(pause.since, now, policy.timezone)));
}

/** Quiet hours delay, unless the quiet would end after its use or within an hour of the start. */
export function checkQuiet(
  notice: Notice,
  seminar: Seminar | undefined,
  { now, policy }: Scene,
): Verdict | undefined {
  if (!policy.quietHours) return undefined;
  const until = quietUntil(now, policy.quietHours, policy.timezone);
  if (!until || Temporal.Instant.compare(until, notice.expires) >= 0) return undefined;
  const near = seminar?.start?.subtract(NEAR_START);
  if (near && Temporal.Instant.compare(until, near) > 0) return undefined;
  return wait(notice, now, until, WORDS.quiet(sayTime(until, now, policy.timezone)));
}

import type { Failure } from '../../../domain/failure.ts';
import type { MessageId } from '../../../domain/ids.ts';
import type { Notice } from '../../../domain/notice.ts';
import type { NoticeStep } from '../../../ports/store/outbox.ts';
import type { StoreWriter } from '../../../ports/store.ts';
import { postOf } from '../begin.ts';
import type { PostJob } from '../decision.ts';
import type { Flight, Outcome } from '../flight.ts';
import { WORDS } from '../ledger-words.ts';
import { recordPossibleSaying } from './arrival.ts';
import { setAside, takeBackIn } from './channel-aside.ts';
import { settleDisownedPost } from './disowned.ts';
import { afterSetback } from './setback.ts';
import { NOTHING, type SettleScene, type Settling } from './settling.ts';
import { byPolicy, mayRepeat, ripeAt } from './unknown.ts';

/** What becomes of a post whose request came back. */
export function settlePost(flight: Flight, job: PostJob, outcome: Outcome, scene: SettleScene): Settling {
  switch (outcome.type) {
    case 'posted':
      return settleArrived(flight, job, outcome.message, scene);
    case 'done':
    case 'unknown':
      return settleUnknown(flight, job, outcome, scene);
    case 'messageGone':
      return settleRootGone(flight, job, scene);
    case 'editRefused':
      return settleSetback(flight, job, { type: 'giveUp', reason: outcome.reason }, scene);
    default:
      return settleSetback(flight, job, outcome, scene);
  }
}

function settleArrived(flight: Flight, job: PostJob, message: MessageId, scene: SettleScene): Settling {
  return {
    notice: job.notice,
    steps: [
      {
        ...base(flight, scene),
        // Even if a new holder has taken it over as unknown meanwhile: now it is known.
        from: ['sending', 'unknown'],
        to: 'sent',
        notBefore: null,
        reason: sayLateness(flight),
      },
    ],
    arrival: { post: { ...postOf(job, flight.begunAt), message }, face: job.face, scene },
    record: flight.probe ? ({ tx }) => takeBackIn(tx, job.notice.channel) : NOTHING,
    disowned: (group) => settleDisownedPost(group, flight, job, message, scene),
  };
}

/** Late is told in the ledger where nothing on purpose delayed it, and nobody can be late with what nobody knew. */
function sayLateness({ job, begunAt }: Flight): string {
  const { due, notBefore, detail } = job.notice;
  if (detail.late !== undefined) {
    const overdue = minutesBetween(due, Temporal.Instant.from(detail.late));
    if (overdue >= 2) return WORDS.sentOverdue(overdue);
  }
  const wanted = notBefore && Temporal.Instant.compare(notBefore, due) > 0 ? notBefore : due;
  const minutes = minutesBetween(wanted, begunAt);
  return minutes >= 2 ? WORDS.sentLate(minutes) : WORDS.sent;
}

/** Whole ones; fewer than none where the second is earlier. */
function minutesBetween(from: Temporal.Instant, to: Temporal.Instant): number {
  return Math.floor((to.epochMilliseconds - from.epochMilliseconds) / 60_000);
}

/** It may have arrived. Where it can be looked for, it is; else the policy of its kind decides at once. */
function settleUnknown(
  flight: Flight,
  job: PostJob,
  outcome: Extract<Outcome, { type: 'unknown' | 'done' }>,
  scene: SettleScene,
): Settling {
  const { capabilities, timeoutMs } = flight.platform;
  const reason = outcome.type === 'unknown' ? outcome.reason : 'the answer named no message';
  const { notice } = job;
  const unknown: NoticeStep = {
    ...base(flight, scene),
    to: 'unknown',
    notBefore: ripeAt(flight.begunAt, timeoutMs),
    reason: capabilities.find ? WORDS.unknown(reason) : WORDS.unknownUnseen(reason),
  };
  if (capabilities.find) return { notice, steps: [unknown], record: async () => undefined };
  return {
    notice,
    steps: [unknown, byPolicy(notice, scene.now, '')],
    record: async ({ tx }) => {
      if (mayRepeat(notice.kind)) await tx.posts.drop(notice.id);
      else await recordPossibleSaying(tx, notice);
      return undefined;
    },
  };
}

/** The thread's root was deleted by somebody: it is not posted again, and what was to be said goes to the channel. */
function settleRootGone(flight: Flight, job: PostJob, scene: SettleScene): Settling {
  return {
    notice: job.notice,
    steps: [{ ...base(flight, scene), to: 'due', notBefore: null, reason: WORDS.rootGone }],
    record: async ({ tx }) => {
      await tx.posts.drop(job.notice.id);
      const root = job.thread && (await tx.posts.byMessage(job.notice.channel, job.thread));
      if (root) await tx.posts.put({ ...root, removed: 'person' });
      return undefined;
    },
  };
}

function settleSetback(
  flight: Flight,
  job: PostJob,
  failure: Exclude<Failure, { type: 'unknown' | 'messageGone' | 'editRefused' }>,
  scene: SettleScene,
): Settling {
  const { notice } = job;
  return {
    notice,
    steps: [{ ...base(flight, scene), ...afterSetback(notice, failure, scene) }],
    record: async ({ tx }) => {
      await tx.posts.drop(notice.id);
      if (failure.type === 'giveUp') return reportRefusal(tx, notice, failure.reason);
      if (failure.type !== 'channelGone') return undefined;
      return setAside(tx, notice.channel, failure.reason, failure.mend, scene.now);
    },
  };
}

async function reportRefusal(tx: StoreWriter, notice: Notice, reason: string): Promise<string> {
  const channel = await tx.directory.channel(notice.channel);
  const where = channel?.name ?? notice.channel;
  return `In ${where} a message was refused: ${reason}. “status” shows what was not delivered, “lectern retry” tries it again.`;
}

function base(flight: Flight, { now }: SettleScene): Pick<NoticeStep, 'notice' | 'from' | 'token' | 'at'> {
  return { notice: flight.job.notice.id, from: ['sending'], token: flight.token, at: now };
}

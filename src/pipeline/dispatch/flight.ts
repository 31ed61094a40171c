import type { Failure } from '../../domain/failure.ts';
import type { LeaseToken } from '../../domain/ids.ts';
import { opaqueKeyOf } from '../../domain/notice.ts';
import type { ChatPlatform, Done, PostMark, PostOutcome } from '../../ports/chat-platform.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Job } from './decision.ts';

/** A request on its way: committed as `sending` before it left. */
export interface Flight {
  readonly job: Job;
  readonly token: LeaseToken;
  readonly begunAt: Temporal.Instant;
  /** By which it went; it may have been connected anew when this comes back. */
  readonly platform: ChatPlatform;
  /** Sent to a channel that is set aside, to see whether it was mended. */
  readonly probe: boolean;
}

export type Outcome = PostOutcome | Done | Failure;

/** A request that came back, or did not. Kept until it is recorded, however often recording fails. */
export interface Landing {
  readonly flight: Flight;
  readonly outcome: Outcome;
  readonly at: Temporal.Instant;
}

/** A platform promises to end each call within its time-out; one that breaks the promise must not keep its slot. */
const GRACE_MS = 5_000;

/** Sends the one request. Never rejects: whatever is thrown may have happened after the request had left. */
export async function send(job: Job, platform: ChatPlatform, mark: PostMark, clock: Clock): Promise<Outcome> {
  return settleWithin(() => request(job, platform, mark), platform.timeoutMs + GRACE_MS, clock);
}

/** Ends within `ms`, whatever the call does. */
export function settleWithin<T>(
  call: () => Promise<T>,
  ms: number,
  clock: Clock,
): Promise<T | Extract<Failure, { type: 'unknown' }>> {
  return new Promise((resolve) => {
    const cancel = clock.at(clock.now().add({ milliseconds: ms }), () =>
      resolve({ type: 'unknown', reason: 'no answer came' }),
    );
    const settle = (outcome: T | Extract<Failure, { type: 'unknown' }>): void => {
      cancel();
      resolve(outcome);
    };
    begin(call).then(settle, () => settle({ type: 'unknown', reason: 'the request broke off' }));
  });
}

/** Whatever is thrown is a promise that is rejected. */
async function begin<T>(call: () => Promise<T>): Promise<T> {
  return call();
}

async function request(job: Job, platform: ChatPlatform, mark: PostMark): Promise<Outcome> {
  const { channel } = job.notice;
  switch (job.type) {
    case 'post':
      return platform.post({
        channel,
        card: job.card,
        key: opaqueKeyOf(job.notice.id, mark.installation),
        mark,
        ...(job.thread ? { thread: job.thread } : {}),
      });
    case 'edit':
      return platform.capabilities.update
        ? platform.update(addressOf(job.post), job.card)
        : { type: 'editRefused', reason: 'messages cannot be edited here' };
    case 'removal':
      if (platform.capabilities.remove) return platform.remove(addressOf(job.post));
      return platform.capabilities.update
        ? platform.update(addressOf(job.post), job.mark)
        : { type: 'editRefused', reason: 'messages can be neither deleted nor edited here' };
  }
}

function addressOf({ channel, message, thread }: Extract<Job, { type: 'edit' }>['post']) {
  return { channel, message, ...(thread ? { thread } : {}) };
}

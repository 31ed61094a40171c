import { nextTry } from '../../../domain/backoff.ts';
import type { Notice } from '../../../domain/notice.ts';
import type { NoticeStep } from '../../../ports/store/outbox.ts';
import { sayTime, WORDS } from '../ledger-words.ts';
import { ASIDE_RECHECK } from '../prepare/gates.ts';
import type { Setback, SettleScene } from './settling.ts';

type Outcome = Pick<NoticeStep, 'to' | 'reason' | 'notBefore'>;

/** Where a notice goes whose request certainly reached nobody: back to wait, or to an end with its reason. */
export function afterSetback(notice: Notice, failure: Setback, scene: SettleScene): Outcome {
  const { now, policy } = scene;
  switch (failure.type) {
    case 'retry':
      return afterFailedTry(notice, failure.reason, scene);
    case 'throttled': {
      const at = now.add({ milliseconds: failure.afterMs });
      return { to: 'due', notBefore: at, reason: WORDS.throttled(sayTime(at, now, policy.timezone)) };
    }
    case 'channelGone':
      return {
        to: 'due',
        notBefore: now.add(ASIDE_RECHECK),
        reason: WORDS.channelAside(failure.reason, failure.mend),
      };
    case 'credentialsBad':
      return { to: 'due', notBefore: scene.credentialsAt, reason: WORDS.credentials(failure.reason) };
    case 'giveUp':
      return { to: 'failed', reason: WORDS.refused(failure.reason) };
  }
}

/** Later and later, but often enough before it loses its use. */
export function afterFailedTry(
  notice: Notice,
  reason: string,
  { now, policy, random }: SettleScene,
): Outcome {
  const at = nextTry(now, notice.expires, notice.attempts + 1, random());
  return at
    ? { to: 'due', notBefore: at, reason: WORDS.retry(reason, sayTime(at, now, policy.timezone)) }
    : { to: 'skipped', reason: WORDS.retryTooLate(reason) };
}

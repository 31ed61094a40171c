import { sleep } from '../../support/sleep.ts';
import type { SlackMessage } from './card/slack-message.ts';
import { isCertainNonArrival } from './non-arrival.ts';

const TIMEOUT_MS = 5000;
const PAUSE_MS = 500;
/** A longer Retry-After is not waited for: whoever asked has given up by then. */
const LONGEST_WAIT_MS = 3000;

export type Responded = { readonly type: 'shown' } | { readonly type: 'failed'; readonly reason: string };

/**
 * Shows an answer to the one who asked, and to nobody else. Best effort: one more try where the first certainly did not
 * arrive, none where it may have. Ends within about fourteen seconds.
 */
export async function respond(
  responseUrl: string,
  message: SlackMessage,
  signal: AbortSignal,
): Promise<Responded> {
  const first = await attempt(responseUrl, message, signal);
  if (first.type !== 'again') return first;
  await sleep(first.afterMs, signal);
  const second = await attempt(responseUrl, message, signal);
  return second.type === 'again' ? { type: 'failed', reason: 'it could not be delivered twice' } : second;
}

type Attempt = Responded | { readonly type: 'again'; readonly afterMs: number };

async function attempt(responseUrl: string, message: SlackMessage, signal: AbortSignal): Promise<Attempt> {
  try {
    const response = await fetch(responseUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        ...message,
        response_type: 'ephemeral',
        replace_original: false,
        mrkdwn: false,
      }),
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    await response.body?.cancel();
    if (response.ok) return { type: 'shown' };
    const afterMs = Number(response.headers.get('retry-after') ?? Number.NaN) * 1000;
    if (response.status === 429 && afterMs <= LONGEST_WAIT_MS) return { type: 'again', afterMs };
    return { type: 'failed', reason: `status ${response.status}` };
  } catch (error) {
    if (isCertainNonArrival(error)) return { type: 'again', afterMs: PAUSE_MS };
    return { type: 'failed', reason: 'the connection failed before an answer' };
  }
}

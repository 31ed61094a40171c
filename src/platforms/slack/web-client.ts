import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { Log } from '../../ports/log.ts';
import { DEFAULT_RETRY_AFTER_SECONDS, SLACK_LIMITS } from './rate-limits.ts';
import { createSdkLog } from './sdk-log.ts';

/** How long a call takes at most, in milliseconds, where nothing else is said. */
export const CALL_MS = 10_000;

export interface ClientSettings {
  readonly apiUrl: string;
  /** Of one request, its answer read to the end. */
  readonly timeoutMs: number;
  readonly log: Log;
}

/**
 * Options under which one call is one request. By default the SDK repeats a request after resets, time-outs and every
 * status but 200, ten times, which posts a message again that Slack has stored already; and it answers a 429 by holding
 * all calls and reordering them. A fresh object each time: the SDK writes into what it is given.
 */
export function clientOptions({ apiUrl, timeoutMs, log }: ClientSettings): WebClientOptions {
  return {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: timeoutMs,
    // The time-out runs from the moment a request leaves the SDK's queue, so nothing may wait in there.
    maxRequestConcurrency: SLACK_LIMITS.inFlight * 4,
    logger: createSdkLog(log),
    fetch: fetchWithRetryAfter,
  };
}

export function createWebClient(token: string, settings: ClientSettings): WebClient {
  return new WebClient(token, clientOptions(settings));
}

/**
 * A 429 without a usable Retry-After becomes a plain Error in the SDK, which nothing but its message tells apart; so it
 * gets the header that it lacks.
 */
async function fetchWithRetryAfter(url: string | URL | Request, init?: RequestInit): Promise<Response> {
  const response = await fetch(url, init);
  if (response.status !== 429 || /^\d+$/.test(response.headers.get('retry-after') ?? '')) return response;
  const headers = new Headers(response.headers);
  headers.set('retry-after', String(DEFAULT_RETRY_AFTER_SECONDS));
  return new Response(response.body, { status: response.status, headers });
}

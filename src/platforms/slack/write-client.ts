import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import { z } from 'zod';
import { createHttpConnections, type Exchange, type HttpConnections } from '../../support/http-once.ts';
import { DEFAULT_RETRY_AFTER_SECONDS, SLACK_LIMITS } from './rate-limits.ts';
import { CALL_MS, type ClientSettings } from './web-client.ts';

/** The methods that change a channel. Each of them is asked for far more often than everything else together. */
type WriteMethod = 'chat.postMessage' | 'chat.update' | 'chat.delete';

export interface WriteClient {
  /**
   * One request. Resolves with Slack's answer where it says `ok`; rejects with the errors that the SDK's client would
   * throw, so that one function (`failureOf`) reads both, and with a WebAPIRequestError whose cause tells a request that
   * certainly never left. `shared`: a form that was encoded before, because many calls have it in common.
   */
  call(
    method: WriteMethod,
    parameters: Readonly<Record<string, unknown>>,
    shared?: Buffer,
  ): Promise<WriteAnswer>;
  close(): Promise<void>;
}

const WriteAnswer = z.object({ ok: z.literal(true), ts: z.string().exactOptional() });
type WriteAnswer = z.infer<typeof WriteAnswer>;
const Refusal = z.looseObject({ ok: z.literal(false), error: z.string() });

/**
 * What is said goes out over connections of our own instead of through the SDK's client. That one writes each message
 * out several times for a debug log that nobody reads, and takes `fetch`'s way: 0.35 ms of the processor a message, of
 * which 0.05 are left here. The request is the same to the letter.
 */
export function createWriteClient(
  token: string,
  { apiUrl, timeoutMs }: ClientSettings,
  connections: HttpConnections = createWriteConnections(timeoutMs),
): WriteClient {
  const http = connections.open(SLACK_LIMITS.inFlight);
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/x-www-form-urlencoded',
    accept: 'application/json',
  };
  return {
    // Not a function that waits: it would keep the body until the answer is there.
    call: (method, parameters, shared) => {
      const address = new URL(method, apiUrl);
      const own = encodeForm(parameters);
      const body = shared ? Buffer.concat([own, AND, shared]) : own;
      return http.send({ method: 'POST', address, headers, body }, timeoutMs).then(readAnswer);
    },
    close: () => http.close(),
  };
}

/** For the write clients of all workspaces: they call one host. Connecting takes half of a call's time at most. */
export function createWriteConnections(timeoutMs: number = CALL_MS): HttpConnections {
  return createHttpConnections(timeoutMs / 2);
}

const AND = Buffer.from('&');

/** As the SDK has it: what is no plain value goes as JSON, what is not there is left out. */
export function encodeForm(parameters: Readonly<Record<string, unknown>>): Buffer {
  const fields: string[] = [];
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined || value === null) continue;
    const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
    // Half a surrogate pair cannot be encoded: it would throw.
    const text = isPlain ? String(value).toWellFormed() : JSON.stringify(value);
    fields.push(`${name}=${encodeURIComponent(text)}`);
  }
  return Buffer.from(fields.join('&'), 'latin1');
}

function readAnswer(exchange: Exchange): WriteAnswer {
  if (exchange.type === 'broken') {
    throw new WebAPIRequestError(exchange.begun ? exchange.error : new NeverLeft(exchange.error));
  }
  const { status, headers, text } = exchange;
  if (status === 429) {
    const wait = headers['retry-after'];
    throw new WebAPIRateLimitedError(/^\d+$/.test(wait ?? '') ? Number(wait) : DEFAULT_RETRY_AFTER_SECONDS);
  }
  if (status !== 200) throw new WebAPIHTTPError(status, '', {});
  const body = parseJson(text);
  const answer = WriteAnswer.safeParse(body);
  if (answer.success) return answer.data;
  const refusal = Refusal.safeParse(body);
  // What is no answer of Slack's stands in the place of its error's name, as with the SDK.
  throw new WebAPIPlatformError(refusal.success ? refusal.data : { ok: false, error: text });
}

/** No connection ever took the request. `syscall` says so to `isCertainNonArrival`, as Node's own errors do. */
class NeverLeft extends Error {
  readonly syscall = 'connect';

  constructor(cause: Error) {
    super('the request never left', { cause });
    this.name = 'NeverLeft';
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

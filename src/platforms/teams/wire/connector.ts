import { z } from 'zod';
import {
  createHttpConnections,
  type Exchange,
  type HttpOnce,
  type OnceRequest,
} from '../../../support/http-once.ts';
import type { TokenOutcome } from './authentication.ts';
import { writeJson } from './written-json.ts';

/**
 * The Bot Framework's connector, spoken to directly: each call is exactly one HTTP request, never repeated, never
 * redirected. The SDK's own client repeats POSTs by itself after a reset or a 5xx (and ignores `noRetryPolicy`), which says
 * things twice; what is repeated is the outbox' decision.
 */
export interface Connector {
  call(call: ConnectorCall): Promise<ConnectorAnswer>;
  close(): Promise<void>;
}

export interface ConnectorCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** As told by Teams for the conversation's region, e.g. `https://smba.trafficmanager.net/emea/`. */
  readonly serviceUrl: string;
  /** Unencoded segments after the service's address: `['v3', 'conversations', id, 'activities']`. */
  readonly path: readonly string[];
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export type ConnectorAnswer =
  | {
      readonly type: 'answered';
      readonly status: number;
      readonly body: unknown;
      readonly error?: ServiceError;
    }
  /** `sent`: whether the request may have reached Teams. */
  | { readonly type: 'unanswered'; readonly sent: 'no' | 'maybe'; readonly reason: string }
  | { readonly type: 'noToken'; readonly refused: boolean; readonly reason: string };

interface ServiceError {
  /** Teams' own word for it, e.g. `MessageWritesBlocked`. */
  readonly codes: readonly string[];
  readonly retryAfterMs?: number;
}

export interface ConnectorOptions {
  readonly token: () => Promise<TokenOutcome>;
  /** Every call ends within this many milliseconds. */
  readonly timeoutMs: number;
  readonly userAgent: string;
}

export function createConnector(options: ConnectorOptions): Connector {
  // Connecting takes half of the time at most, so that what never connected is known.
  const http = createHttpConnections(options.timeoutMs / 2).open();
  return {
    call: (call) => sendOnce(call, options, http),
    close: () => http.close(),
  };
}

async function sendOnce(
  call: ConnectorCall,
  options: ConnectorOptions,
  http: HttpOnce,
): Promise<ConnectorAnswer> {
  const began = performance.now();
  const token = await tokenWithin(options.token(), options.timeoutMs);
  if (token.type === 'refused') return { type: 'noToken', refused: true, reason: token.reason };
  if (token.type === 'unreachable') return { type: 'noToken', refused: false, reason: token.reason };
  const left = Math.max(1, options.timeoutMs - (performance.now() - began));
  return readExchange(await http.send(writeRequest(call, token, options.userAgent), left));
}

function writeRequest(call: ConnectorCall, token: TokenOutcome, userAgent: string): OnceRequest {
  const headers = {
    accept: 'application/json',
    'user-agent': userAgent,
    ...(token.type === 'token' ? { authorization: `Bearer ${token.token}` } : {}),
    ...(call.body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
  };
  const body = call.body === undefined ? {} : { body: writeJson(call.body) };
  return { method: call.method, address: addressOf(call), headers, ...body };
}

function readExchange(exchange: Exchange): ConnectorAnswer {
  if (exchange.type === 'broken') return describeBreak(exchange);
  const { status, headers } = exchange;
  const body = readJson(exchange.text);
  if (status >= 200 && status < 300) return { type: 'answered', status, body };
  const retryAfterMs = readRetryAfter(headers['retry-after'], Date.now());
  const error = { codes: readCodes(body), ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  return { type: 'answered', status, body, error };
}

/** A timer of its own, because a signal that aborts by itself costs a tenth of the whole call. */
function tokenWithin(token: Promise<TokenOutcome>, ms: number): Promise<TokenOutcome> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(TOO_LATE), ms);
    token.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

const TOO_LATE: TokenOutcome = {
  type: 'unreachable',
  reason: 'Microsoft’s sign-in service did not answer in time',
};

/** The token server must not hold up a call for longer than the call itself may take. */
export function settleWithin(token: Promise<TokenOutcome>, signal: AbortSignal): Promise<TokenOutcome> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => resolve(TOO_LATE);
    signal.addEventListener('abort', giveUp, { once: true });
    token.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}

function addressOf({ serviceUrl, path, query }: ConnectorCall): URL {
  const base = serviceUrl.endsWith('/') ? serviceUrl : `${serviceUrl}/`;
  const url = new URL(path.map(encodeURIComponent).join('/'), base);
  for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value);
  return url;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const ErrorBody = z.object({
  error: z.object({ code: z.string().optional(), subCode: z.string().optional() }).optional(),
  subCode: z.string().optional(),
});

/** The connector's own form, `{ error: { code } }`; Teams sometimes adds a `subCode` in one place or the other. */
function readCodes(body: unknown): readonly string[] {
  const parsed = ErrorBody.safeParse(body);
  if (!parsed.success) return [];
  const { error, subCode } = parsed.data;
  return [error?.code, error?.subCode, subCode].filter((code) => code !== undefined);
}

/** Seconds or an HTTP date (RFC 9110, 10.2.3), in milliseconds from now; undefined where it is neither. */
export function readRetryAfter(header: string | string[] | undefined, now: number): number | undefined {
  const text = Array.isArray(header) ? header[0] : header;
  if (text === undefined) return undefined;
  if (/^\s*\d+\s*$/.test(text)) return Number(text) * 1_000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(date - now, 0);
}

const Coded = z.object({ code: z.string() });

function describeBreak({ begun, timedOut, error }: Extract<Exchange, { type: 'broken' }>): ConnectorAnswer {
  const code = Coded.safeParse(error).data?.code;
  if (!begun) {
    const reason = `Teams could not be reached${code ? ` (${code})` : ''}`;
    return { type: 'unanswered', sent: 'no', reason };
  }
  const reason = timedOut ? 'Teams did not answer in time' : 'the connection to Teams broke off';
  return { type: 'unanswered', sent: 'maybe', reason: code ? `${reason} (${code})` : reason };
}

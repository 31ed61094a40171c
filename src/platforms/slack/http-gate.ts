import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { HttpRoute } from '../../ports/platform-service.ts';
import { type Claim, claimOfRequest } from './claim.ts';
import { type Verdict, verifySignature } from './verify-signature.ts';

export const EVENTS_PATH = '/slack/events';
/** Slack's payloads are far smaller; whoever sends more is not Slack. */
const MOST_BYTES = 1_000_000;

/** Where requests for one workspace go, once they are believed. */
export interface Door {
  readonly secret: string;
  /** Whether a request that was signed with its secret is for its workspace. */
  compare(claim: Claim): 'exactly' | 'perhaps' | 'no';
  /** `body`: as it came; the request's own is read. */
  take(request: IncomingMessage, response: ServerResponse, body: Buffer): void;
}

/**
 * The one address to which Slack sends requests for every app over HTTP. Which app a request is for is told by the secret
 * that it was signed with, and by nothing that stands in it; only then what it says of its workspace is compared. One
 * app may be installed in several workspaces, which then share its secret.
 */
export class SlackGate {
  readonly route: HttpRoute = {
    method: 'POST',
    path: EVENTS_PATH,
    handle: (request, response) => this.#handle(request, response),
  };
  readonly #clock: Clock;
  readonly #log: Log;
  /** How many workspaces have each secret, connected or not. */
  readonly #awaited = new Map<string, number>();
  readonly #open = new Set<Door>();

  /** `secrets`: of all that are configured, one a workspace: before it is connected its requests are put off. */
  constructor(secrets: readonly string[], clock: Clock, log: Log) {
    for (const secret of secrets) this.#awaited.set(secret, (this.#awaited.get(secret) ?? 0) + 1);
    this.#clock = clock;
    this.#log = log;
  }

  open(door: Door): void {
    this.#open.add(door);
  }

  /** Slack repeats events that are answered with 503, and another process may take them. */
  close(door: Door): void {
    this.#open.delete(door);
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.#open.size === 0) return end(response, 503);
    const body = await readBody(request);
    if (body === undefined) return end(response, 413);
    // Slack looks at the certificate now and then, without a signature; nothing of such a request is believed.
    if (isCertificateCheck(request, body)) return end(response, 200);
    const verified = this.#verify(request, body);
    if (verified.type === 'refused') {
      const { verdict } = verified;
      this.#log.warn('A request that claims to come from Slack was refused', { verdict });
      return end(response, 401);
    }
    const { secret } = verified;
    const claim = claimOfRequest(body, request.headers['content-type'] ?? '');
    const doors = [...this.#open].filter((door) => door.secret === secret);
    const door =
      doors.find((one) => one.compare(claim) === 'exactly') ??
      doors.find((one) => one.compare(claim) === 'perhaps');
    if (door) return door.take(request, response, body);
    // It may be for one that shares this secret and is not connected yet.
    if (doors.length < (this.#awaited.get(secret) ?? 0)) return end(response, 503);
    this.#log.warn('A request of Slack for another workspace than its app’s was refused');
    return end(response, 403);
  }

  #verify(
    request: IncomingMessage,
    body: Buffer,
  ): { readonly type: 'genuine'; readonly secret: string } | { type: 'refused'; readonly verdict: Verdict } {
    const signed = {
      timestamp: headerOf(request, 'x-slack-request-timestamp'),
      signature: headerOf(request, 'x-slack-signature'),
      body,
      now: this.#clock.now(),
    };
    let verdict: Verdict = 'forged';
    for (const secret of this.#awaited.keys()) {
      verdict = verifySignature({ secret, ...signed });
      if (verdict === 'genuine') return { type: 'genuine', secret };
      // Nothing but another signature makes another secret worth trying.
      if (verdict !== 'forged') break;
    }
    return { type: 'refused', verdict };
  }
}

export function end(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}

/** Undefined: too long, or broken off. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request) {
      const bytes = Buffer.from(chunk);
      length += bytes.length;
      if (length > MOST_BYTES) return undefined;
      chunks.push(bytes);
    }
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks);
}

function isCertificateCheck(request: IncomingMessage, body: Buffer): boolean {
  if (!request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) return false;
  const form = new URLSearchParams(body.toString());
  return form.get('ssl_check') === '1' && !form.has('command') && !form.has('payload');
}

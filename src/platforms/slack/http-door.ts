import type { IncomingMessage, ServerResponse } from 'node:http';
import { HTTPReceiver, HTTPReceiverDeferredRequestError } from '@slack/bolt';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { HttpRoute } from '../../ports/platform-service.ts';
import { createSdkLog } from './sdk-log.ts';
import { verifySignature } from './verify-signature.ts';

export const EVENTS_PATH = '/slack/events';
/** Slack's payloads are far smaller; whoever sends more is not Slack. */
const MOST_BYTES = 1_000_000;

/** Slack over HTTP, on the one server of the service: Bolt's receiver, which never listens itself. */
export class HttpDoor {
  readonly receiver: HTTPReceiver;
  readonly route: HttpRoute = {
    method: 'POST',
    path: EVENTS_PATH,
    handle: (request, response) => this.#handle(request, response),
  };
  readonly #secret: string;
  readonly #clock: Clock;
  readonly #log: Log;
  #open = false;

  constructor(signingSecret: string, clock: Clock, log: Log) {
    this.#secret = signingSecret;
    this.#clock = clock;
    this.#log = log;
    this.receiver = new HTTPReceiver({
      signingSecret,
      endpoints: EVENTS_PATH,
      // Verified before the receiver sees it, against our clock and in both directions.
      signatureVerification: false,
      logger: createSdkLog(log),
    });
  }

  open(): void {
    this.#open = true;
  }

  /** Slack repeats events that are answered with 503, and another process may take them. */
  close(): void {
    this.#open = false;
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!this.#open) return end(response, 503);
    const body = await readBody(request);
    if (body === undefined) return end(response, 413);
    // Slack looks at the certificate now and then, without a signature; nothing of such a request is believed.
    if (isCertificateCheck(request, body)) return end(response, 200);
    const verdict = verifySignature({
      secret: this.#secret,
      timestamp: headerOf(request, 'x-slack-request-timestamp'),
      signature: headerOf(request, 'x-slack-signature'),
      body,
      now: this.#clock.now(),
    });
    if (verdict !== 'genuine') {
      this.#log.warn('A request that claims to come from Slack was refused', { verdict });
      return end(response, 401);
    }
    try {
      this.receiver.requestListener(Object.assign(request, { rawBody: body }), response);
    } catch (error) {
      if (!(error instanceof HTTPReceiverDeferredRequestError)) throw error;
      end(response, 404);
    }
  }
}

function end(response: ServerResponse, status: number): void {
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

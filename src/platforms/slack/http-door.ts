import type { IncomingMessage, ServerResponse } from 'node:http';
import { HTTPReceiver, HTTPReceiverDeferredRequestError } from '@slack/bolt';
import type { Log } from '../../ports/log.ts';
import { type Claim, compareClaim } from './claim.ts';
import { type Door, EVENTS_PATH, end } from './http-gate.ts';
import type { SlackIdentity } from './identity.ts';
import { createSdkLog } from './sdk-log.ts';

/** One workspace's own way in behind the gate: Bolt's receiver, which never listens itself and verifies nothing. */
export class HttpDoor implements Door {
  readonly receiver: HTTPReceiver;
  readonly secret: string;
  readonly #identity: SlackIdentity;

  constructor(signingSecret: string, identity: SlackIdentity, log: Log) {
    this.secret = signingSecret;
    this.#identity = identity;
    this.receiver = new HTTPReceiver({
      signingSecret,
      endpoints: EVENTS_PATH,
      // Verified at the gate, against our clock and in both directions.
      signatureVerification: false,
      logger: createSdkLog(log),
    });
  }

  compare(claim: Claim): 'exactly' | 'perhaps' | 'no' {
    return compareClaim(claim, this.#identity);
  }

  take(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
    try {
      this.receiver.requestListener(Object.assign(request, { rawBody: body }), response);
    } catch (error) {
      if (!(error instanceof HTTPReceiverDeferredRequestError)) throw error;
      end(response, 404);
    }
  }
}

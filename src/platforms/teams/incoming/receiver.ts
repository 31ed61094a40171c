import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '../../../ports/log.ts';
import { readBody } from '../../../support/http-reply.ts';
import { isLocalRequest, mayAct } from '../../../support/local-request.ts';
import { REQUEST_BYTES } from '../limits.ts';
import type { Tenant } from '../outgoing/tenant.ts';
import type { Adapter, InvokeAnswer } from '../wire/adapter.ts';
import { type Activity, parseActivity } from './activity-schema.ts';
import { tenantOf } from './place.ts';
import type { Turns } from './turns.ts';

export interface ReceiverOptions {
  readonly adapter: Adapter;
  readonly turns: Turns;
  readonly tenant: Tenant;
  /** Only this tenant's activities are heard. Absent: local, whatever the client calls its tenant. */
  readonly tenantId?: string;
  /** Without authentication: then only this very machine may speak, and only with addresses on it. */
  readonly local: boolean;
  readonly log: Log;
}

/**
 * `POST /api/messages`. Whatever arrives gets an answer: garbage must neither crash the process nor be worth an exception.
 * Nothing of an activity is looked at before it is known who sent it, but its form.
 */
export function createReceiver(
  options: ReceiverOptions,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    try {
      await receive(request, response, options);
    } catch (error) {
      options.log.error('an activity of Teams could not be taken', { error });
      // 500: the Bot Framework may send it again.
      if (!response.headersSent) response.writeHead(500);
      response.end();
    }
  };
}

async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  options: ReceiverOptions,
): Promise<void> {
  const { local, adapter, turns, log } = options;
  if (turns.closing()) return end(response, 503);
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) return end(response, 415);
  if (local && !(isLocalRequest(request, true) && mayAct(request))) return end(response, 403);
  const body = await readBody(request, REQUEST_BYTES);
  if (body === undefined) return end(response, 413);
  const parsed = parseActivity(body);
  if (parsed.type === 'garbage') return end(response, 400);
  let heard = false;
  const processed = await adapter.process(parsed.raw, request.headers.authorization ?? '', async () => {
    heard = isAcceptable(parsed.activity, options);
    return heard ? takeTurn(parsed.activity, options) : undefined;
  });
  switch (processed.type) {
    case 'unavailable':
      log.warn('the sender of an activity could not be checked', { error: processed.error });
      return end(response, 503);
    case 'refused':
      return end(response, 401);
    case 'answered':
      if (heard) return end(response, processed.status, processed.body);
      log.warn('an activity of another tenant was refused', { type: parsed.activity.type });
      return end(response, 403);
  }
}

function isAcceptable(activity: Activity, { tenantId, local }: ReceiverOptions): boolean {
  const { protocol, hostname } = new URL(activity.serviceUrl);
  if (local) return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
  return protocol === 'https:' && tenantOf(activity) === tenantId;
}

/** An invoke waits for its answer; a message is acknowledged at once, or Teams would send it again after some seconds. */
async function takeTurn(
  activity: Activity,
  { tenant, turns }: ReceiverOptions,
): Promise<InvokeAnswer | undefined> {
  tenant.noteServiceUrl(activity.serviceUrl);
  switch (activity.type) {
    case 'invoke': {
      const body = await turns.invoke(activity);
      return body && { status: 200, body };
    }
    case 'message':
      turns.message(activity);
      return undefined;
    default:
      await turns.event(activity);
      return undefined;
  }
}

function end(response: ServerResponse, status: number, body?: unknown): void {
  if (body === undefined) {
    response.writeHead(status).end();
    return;
  }
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}

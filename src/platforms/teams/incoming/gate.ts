import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Log } from '../../../ports/log.ts';
import type { HttpRoute } from '../../../ports/platform-service.ts';
import { readBody } from '../../../support/http-reply.ts';
import { isLocalRequest, mayAct } from '../../../support/local-request.ts';
import { REQUEST_BYTES } from '../limits.ts';
import { parseActivity } from './activity-schema.ts';
import type { Listener } from './listener.ts';
import { tenantOf } from './place.ts';

/**
 * The one address to which the Bot Framework sends activities for every app and tenant. For which app one is stands in
 * its token, which is only then verified, as that app's; for which tenant stands in the activity, and is believed once
 * the token was. Whatever arrives gets an answer: garbage must neither crash the process nor be worth an exception.
 */
export class TeamsGate {
  readonly route: HttpRoute = {
    method: 'POST',
    path: '/api/messages',
    handle: (request, response) => this.#handle(request, response),
  };
  readonly #log: Log;
  readonly #awaited: readonly AwaitedTenant[];
  readonly #listeners = new Set<Listener>();

  /** `awaited`: all that are configured: before one is connected its activities are put off. */
  constructor(log: Log, awaited: readonly AwaitedTenant[] = []) {
    this.#log = log;
    this.#awaited = awaited;
  }

  open(listener: Listener): void {
    this.#listeners.add(listener);
  }

  close(listener: Listener): void {
    this.#listeners.delete(listener);
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await this.#receive(request, response);
    } catch (error) {
      this.#log.error('an activity of Teams could not be taken', { error });
      // 500: the Bot Framework may send it again.
      if (!response.headersSent) response.writeHead(500);
      response.end();
    }
  }

  async #receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const open = [...this.#listeners].filter((listener) => !listener.closing());
    if (open.length === 0) return end(response, 503);
    if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) return end(response, 415);
    const authorization = request.headers.authorization ?? '';
    const meant = listenersFor(authorization, open);
    const [first] = meant;
    if (first?.local && !(isLocalRequest(request, true) && mayAct(request))) return end(response, 403);
    const body = await readBody(request, REQUEST_BYTES);
    if (body === undefined) return end(response, 413);
    const parsed = parseActivity(body);
    if (parsed.type === 'garbage') return end(response, 400);
    if (!first) return end(response, this.#isAwaited(authorization) ? 503 : 401);
    const { activity, raw } = parsed;
    let heard = false;
    const processed = await first.adapter.process(raw, authorization, async () => {
      const listener = meant.find((one) => one.isFor(activity));
      heard = listener !== undefined;
      return listener?.take(activity);
    });
    switch (processed.type) {
      case 'unavailable':
        this.#log.warn('the sender of an activity could not be checked', { error: processed.error });
        return end(response, 503);
      case 'refused':
        return end(response, 401);
      case 'answered':
        if (heard) return end(response, processed.status, processed.body);
        if (this.#isAwaited(authorization, tenantOf(activity) ?? '')) return end(response, 503);
        this.#log.warn('an activity of another tenant was refused', { type: activity.type });
        return end(response, 403);
    }
  }

  /** Whether it may be for one that is not connected just now: the Bot Framework then sends it again. */
  #isAwaited(authorization: string, tenant?: string): boolean {
    const audience = audienceOf(authorization)?.toLowerCase();
    return this.#awaited.some(
      ({ appId, tenantId }) =>
        appId !== undefined &&
        appId.toLowerCase() === audience &&
        (tenant === undefined || tenantId === tenant),
    );
  }
}

/** A tenant that has an app's credentials, connected or not. */
export interface AwaitedTenant {
  readonly appId?: string;
  readonly tenantId?: string;
}

/** Those of the app that the token is for, which it may say freely: it is verified as that app's. Without one, the local. */
function listenersFor(authorization: string, open: readonly Listener[]): readonly Listener[] {
  const audience = audienceOf(authorization);
  const signed = open.filter(
    ({ appId, local }) => !local && appId !== undefined && appId.toLowerCase() === audience?.toLowerCase(),
  );
  return signed.length > 0 ? signed : open.filter(({ local }) => local);
}

const Claims = z.object({ aud: z.string() });

/** Undefined for what is no token of Microsoft's form. */
function audienceOf(authorization: string): string | undefined {
  const payload = /^Bearer [\w-]+\.([\w-]+)\.[\w-]+$/.exec(authorization)?.[1];
  if (payload === undefined) return undefined;
  try {
    return Claims.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString())).data?.aud;
  } catch {
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

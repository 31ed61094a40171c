import type { IncomingHttpHeaders } from 'node:http';
import { Agent, type Dispatcher } from 'undici';

/** What is to leave: one request with a whole body, if any. `address`: absolute. */
export interface OnceRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly address: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export type Exchange =
  | {
      readonly type: 'answered';
      readonly status: number;
      readonly headers: IncomingHttpHeaders;
      readonly text: string;
    }
  /**
   * No answer, or half of one. `begun`: whether the request was given to a connection; where it was not, no byte of it
   * has left or ever will.
   */
  | { readonly type: 'broken'; readonly begun: boolean; readonly timedOut: boolean; readonly error: Error };

export interface HttpOnce {
  /** One request, never repeated, never redirected. Never rejects; ends within `timeoutMs`. */
  send(request: OnceRequest, timeoutMs: number): Promise<Exchange>;
  /** Breaks what is under way. Idempotent. */
  close(): Promise<void>;
}

/** Connections that several have in common: what one has done with, another takes. */
export interface HttpConnections {
  /**
   * At most `atOnce` requests of this one have a connection at a time; more wait, and their time runs. So one whose
   * requests hang takes nothing from the others, who share no bound.
   */
  open(atOnce?: number): HttpOnce;
}

/** Idle connections are let go before the far side does: a request on one that is just being closed is of unknown outcome. */
const KEEP_ALIVE_MS = 4_000;

/**
 * Requests of which it must be known whether they left, over connections that are kept alive. HTTP/1.1 only: a connection
 * carries one request at a time, so that one which breaks leaves one outcome unknown. Undici's `dispatch` is used as it
 * stands: it costs half of its `request` and a tenth of `fetch`, and tells when a request is given to its connection.
 * `connectMs`: connecting takes this long at most, so that what never connected is known before the call's time is over.
 */
export function createHttpConnections(connectMs: number): HttpConnections {
  let agent: Agent | undefined;
  let users = 0;
  const letGo = async (): Promise<void> => {
    users -= 1;
    if (users > 0) return;
    const last = agent;
    agent = undefined;
    await last?.destroy();
  };
  return {
    open: (atOnce = Number.POSITIVE_INFINITY) => {
      agent ??= openAgent(connectMs);
      users += 1;
      return new Sender(agent, atOnce, letGo);
    },
  };
}

function openAgent(connectMs: number): Agent {
  return new Agent({
    allowH2: false,
    pipelining: 1,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connect: { timeout: connectMs },
    // The call's own time-out bounds both.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
}

class Sender implements HttpOnce {
  readonly #agent: Agent;
  readonly #atOnce: number;
  readonly #letGo: () => Promise<void>;
  readonly #running = new Set<Handler>();
  readonly #waiting = new Set<Handler>();
  #closed: Promise<void> | undefined;

  constructor(agent: Agent, atOnce: number, letGo: () => Promise<void>) {
    this.#agent = agent;
    this.#atOnce = atOnce;
    this.#letGo = letGo;
  }

  send(request: OnceRequest, timeoutMs: number): Promise<Exchange> {
    return new Promise((resolve) => {
      const handler = new Handler(request, timeoutMs, (exchange) => {
        this.#leave(handler);
        resolve(exchange);
      });
      if (this.#closed) handler.giveUp(new Error('closed'));
      else if (this.#running.size < this.#atOnce) this.#begin(handler);
      else this.#waiting.add(handler);
    });
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    const open = [...this.#waiting, ...this.#running];
    this.#waiting.clear();
    for (const handler of open) handler.giveUp(new Error('closed'));
    await this.#letGo();
  }

  #begin(handler: Handler): void {
    this.#running.add(handler);
    // A connection that the far side has closed meanwhile is known to the kernel, and after one turn of the loop to the
    // agent, which then opens another one: written to, it would leave the outcome unknown.
    setImmediate(() => handler.dispatch(this.#agent));
  }

  #leave(handler: Handler): void {
    this.#waiting.delete(handler);
    if (!this.#running.delete(handler)) return;
    const [next] = this.#waiting;
    if (!next) return;
    this.#waiting.delete(next);
    this.#begin(next);
  }
}

class Handler implements Dispatcher.DispatchHandler {
  /** Until it was given to a connection: whole bodies must not be kept for as long as answers take. */
  #request: OnceRequest | undefined;
  readonly #settle: (exchange: Exchange) => void;
  readonly #timer: NodeJS.Timeout;
  readonly #chunks: Buffer[] = [];
  #controller: Dispatcher.DispatchController | undefined;
  #status = 0;
  #headers: IncomingHttpHeaders = {};
  #givenUp: Error | undefined;
  #timedOut = false;

  constructor(request: OnceRequest, timeoutMs: number, settle: (exchange: Exchange) => void) {
    this.#request = request;
    this.#settle = settle;
    this.#timer = setTimeout(() => {
      this.#timedOut = true;
      this.giveUp(new Error(`no answer within ${timeoutMs} ms`));
    }, timeoutMs);
  }

  dispatch(agent: Agent): void {
    const request = this.#request;
    this.#request = undefined;
    if (this.#givenUp || !request) return;
    const { method, address, headers, body } = request;
    try {
      const path = `${address.pathname}${address.search}`;
      agent.dispatch({ origin: address.origin, path, method, headers, body: body ?? null }, this);
    } catch (error) {
      this.onResponseError(undefined, error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** Its time is over, or nobody waits any more. */
  giveUp(why: Error): void {
    this.#givenUp ??= why;
    this.#break(why);
    this.#controller?.abort(why);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // It waited for a connection until its time was over: it must not leave after it was told of as not sent.
    if (this.#givenUp) controller.abort(this.#givenUp);
    else this.#controller = controller;
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    clearTimeout(this.#timer);
    const text = Buffer.concat(this.#chunks).toString('utf8');
    this.#settle({ type: 'answered', status: this.#status, headers: this.#headers, text });
  }

  onResponseError(_: Dispatcher.DispatchController | undefined, error: Error): void {
    this.#break(error);
  }

  /** Settling twice does nothing: the first word stands. */
  #break(error: Error): void {
    clearTimeout(this.#timer);
    const begun = this.#controller !== undefined;
    this.#settle({ type: 'broken', begun, timedOut: this.#timedOut, error });
  }
}

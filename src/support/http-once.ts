import type { IncomingHttpHeaders } from 'node:http';
import { Agent, type Dispatcher } from 'undici';

/** What is to leave: one request with a whole body, if any. `address`: absolute. */
export interface OnceRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly address: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
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
  close(): Promise<void>;
}

/** Idle connections are let go before the far side does: a request on one that is just being closed is of unknown outcome. */
const KEEP_ALIVE_MS = 4_000;

/**
 * Requests of which it must be known whether they left, over connections that are kept alive. HTTP/1.1 only: a connection
 * carries one request at a time, so that one which breaks leaves one outcome unknown. Undici's `dispatch` is used as it
 * stands: it costs half of its `request` and a tenth of `fetch`, and tells when a request is given to its connection.
 * `connectMs`: connecting takes this long at most, so that what never connected is known before the call's time is over.
 */
export function createHttpOnce(connectMs: number): HttpOnce {
  const agent = new Agent({
    allowH2: false,
    pipelining: 1,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connect: { timeout: connectMs },
    // The call's own time-out bounds both.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  return {
    send: (request, timeoutMs) => exchange(agent, request, timeoutMs),
    close: () => agent.destroy(),
  };
}

function exchange(agent: Agent, request: OnceRequest, timeoutMs: number): Promise<Exchange> {
  return new Promise((resolve) => {
    const handler = new Handler(timeoutMs, resolve);
    const { method, address, headers, body } = request;
    // A connection that the far side has closed meanwhile is known to the kernel, and after one turn of the loop to the
    // agent, which then opens another one: written to, it would leave the outcome unknown.
    setImmediate(() => {
      try {
        const path = `${address.pathname}${address.search}`;
        agent.dispatch({ origin: address.origin, path, method, headers, body: body ?? null }, handler);
      } catch (error) {
        handler.onResponseError(undefined, error instanceof Error ? error : new Error(String(error)));
      }
    });
  });
}

class Handler implements Dispatcher.DispatchHandler {
  readonly #settle: (exchange: Exchange) => void;
  readonly #timer: NodeJS.Timeout;
  readonly #chunks: Buffer[] = [];
  #controller: Dispatcher.DispatchController | undefined;
  #status = 0;
  #headers: IncomingHttpHeaders = {};
  #timeout: Error | undefined;

  constructor(timeoutMs: number, settle: (exchange: Exchange) => void) {
    this.#settle = settle;
    this.#timer = setTimeout(() => this.#giveUp(timeoutMs), timeoutMs);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // It waited for a connection until its time was over: it must not leave after it was told of as not sent.
    if (this.#timeout) controller.abort(this.#timeout);
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
    clearTimeout(this.#timer);
    this.#break(error);
  }

  #giveUp(timeoutMs: number): void {
    this.#timeout = new Error(`no answer within ${timeoutMs} ms`);
    this.#break(this.#timeout);
    this.#controller?.abort(this.#timeout);
  }

  /** Settling twice does nothing: the first word stands. */
  #break(error: Error): void {
    const timedOut = this.#timeout !== undefined;
    this.#settle({ type: 'broken', begun: this.#controller !== undefined, timedOut, error });
  }
}

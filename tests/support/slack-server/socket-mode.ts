import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { isRecord, type Json, parseJson, textOf } from './json.ts';
import { ServerWebSocket } from './web-socket.ts';

export interface Acknowledgement {
  readonly payload: Json;
  /** Milliseconds from sending to the acknowledgement. */
  readonly afterMs: number;
}

/** Slack's end of Socket Mode: tickets, hello, envelopes, acknowledgements within three seconds. */
export class SocketMode {
  readonly #tickets = new Set<string>();
  readonly #lines = new Set<ServerWebSocket>();
  readonly #awaited = new Map<string, (payload: Json) => void>();
  readonly #waiters: { readonly count: number; readonly resolve: () => void }[] = [];
  #serial = 0;
  /** Connections that said hello, ever. */
  connections = 0;
  /** How long an acknowledgement may take. */
  ackMs = 3000;
  /** Whether new connections are greeted: without a hello a client waits. */
  greets = true;

  issueTicket(): string {
    this.#serial += 1;
    const ticket = `ticket-${this.#serial}`;
    this.#tickets.add(ticket);
    return ticket;
  }

  accept(request: IncomingMessage, socket: Duplex): void {
    const ticket = new URL(request.url ?? '/', 'http://localhost').searchParams.get('ticket') ?? '';
    if (!this.#tickets.delete(ticket)) {
      socket.end('HTTP/1.1 408 Request Timeout\r\n\r\n');
      return;
    }
    const line = new ServerWebSocket(request, socket);
    this.#lines.add(line);
    line.onClose = () => this.#lines.delete(line);
    line.onMessage = (text) => this.#hear(text);
    if (!this.greets) return;
    line.send(
      JSON.stringify({
        type: 'hello',
        num_connections: this.#lines.size,
        connection_info: { app_id: 'A0STANDIN' },
        debug_info: { host: 'stand-in', approximate_connection_time: 3600 },
      }),
    );
    this.connections += 1;
    for (const waiter of this.#waiters) if (waiter.count <= this.connections) waiter.resolve();
  }

  /** Resolves when so many connections have been greeted, ever. */
  connected(count: number): Promise<void> {
    if (this.connections >= count) return Promise.resolve();
    return new Promise((resolve) => this.#waiters.push({ count, resolve }));
  }

  get open(): number {
    return this.#lines.size;
  }

  /** Rejects where nobody is connected, or nobody acknowledges in time: Slack then tells its user that it failed. */
  deliver(type: 'slash_commands' | 'interactive' | 'events_api', payload: Json): Promise<Acknowledgement> {
    const line = [...this.#lines].at(-1);
    if (!line) return Promise.reject(new Error('no connection to deliver to'));
    this.#serial += 1;
    const id = `envelope-${this.#serial}`;
    const began = performance.now();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#awaited.delete(id);
        reject(new Error(`not acknowledged within ${this.ackMs} ms`));
      }, this.ackMs);
      this.#awaited.set(id, (answer) => {
        clearTimeout(timer);
        this.#awaited.delete(id);
        resolve({ payload: answer, afterMs: performance.now() - began });
      });
      line.send(
        JSON.stringify({
          envelope_id: id,
          type,
          payload,
          accepts_response_payload: type !== 'events_api',
        }),
      );
    });
  }

  /** Slack recycles its connections every so often, with a warning. */
  refresh(): void {
    for (const line of this.#lines) {
      line.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested', debug_info: {} }));
    }
  }

  cut(): void {
    for (const line of this.#lines) line.cut();
  }

  #hear(text: string): void {
    const message = parseJson(text);
    if (!isRecord(message)) return;
    const payload = message.payload;
    this.#awaited.get(textOf(message.envelope_id))?.(isRecord(payload) ? payload : {});
  }
}

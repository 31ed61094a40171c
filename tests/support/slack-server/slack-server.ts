import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { refusalsOf } from './block-rules.ts';
import type { Identities } from './callers.ts';
import { type Displayed, displayMessage } from './displayed.ts';
import { Faults, type SlackFault, WRITES } from './faults.ts';
import { isRecord, type Json, parseJson, recordsOf, textOf } from './json.ts';
import { PUBLISHED, type RateRules, RateWatch } from './rate-watch.ts';
import { SocketMode } from './socket-mode.ts';
import { type Answer, type Form, type Identity, lacks, METHODS } from './web-api.ts';
import { type StandInMessage, Workspace } from './workspace.ts';

export interface SlackServerOptions {
  /** 0, the default: any free one. */
  readonly port?: number;
  readonly scopes?: readonly string[];
  /** `enforce` answers 429; `report` only counts. Off by default. */
  readonly rates?: 'off' | 'report' | 'enforce';
  readonly rateRules?: Partial<RateRules>;
  readonly teamId?: string;
  /** Its tokens and its secret carry it, so that those of two stand-ins differ. Lower case letters. */
  readonly name?: string;
}

export const ALL_SCOPES: readonly string[] = [
  'chat:write',
  'commands',
  'channels:read',
  'channels:history',
  'groups:read',
  'groups:history',
  'im:write',
  'im:history',
  'users:read',
  'usergroups:read',
];

/** One request at the door. */
export interface JournalEntry {
  readonly method: string;
  readonly channel: string;
  /** From the metadata of a post. */
  readonly key: string;
  /** By which of its addresses it came (`apiUrlVia`); empty for the usual one. */
  readonly via: string;
  /** Epoch milliseconds at arrival, with fractions. */
  readonly at: number;
  readonly form: Form;
  /** Whether it was carried out and accepted. */
  stored: boolean;
  /** What it was told: `ok`, an error, `429`, or the fault's name. */
  outcome: string;
}

/** An answer to a command or a button, as its asker gets it. */
export interface GivenResponse {
  readonly id: string;
  readonly at: number;
  readonly body: Json;
  readonly displayed: Displayed;
}

/**
 * Slack on loopback, strict where Slack is. Left out: user groups, files, views beyond their opening, Enterprise Grid,
 * the drawing of messages; how Slack answers is taken from its documentation, no real workspace was compared.
 */
export class SlackServer {
  readonly workspace = new Workspace();
  readonly faults = new Faults();
  readonly socket = new SocketMode();
  readonly journal: JournalEntry[] = [];
  readonly responses: GivenResponse[] = [];
  readonly rates: RateWatch;
  readonly scopes: Set<string>;
  readonly identity: Identity;
  readonly appToken: string;
  readonly signingSecret: string;
  botToken: string;
  readonly #rating: 'off' | 'report' | 'enforce';
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #uses = new Map<string, number>();
  readonly #arrivals: { readonly wanted: (entry: JournalEntry) => boolean; readonly done: () => void }[] = [];
  readonly #answers: { readonly count: number; readonly done: () => void }[] = [];
  #port = 0;

  private constructor(options: SlackServerOptions) {
    this.scopes = new Set(options.scopes ?? ALL_SCOPES);
    const name = options.name ?? 'stand-in';
    this.appToken = `xapp-${name}-app-token`;
    this.signingSecret = `${name}-signing-secret`;
    this.botToken = `xoxb-${name}-bot-token`;
    this.#rating = options.rates ?? 'off';
    this.rates = new RateWatch({ ...PUBLISHED, ...options.rateRules });
    this.identity = {
      teamId: options.teamId ?? 'T0STANDIN',
      team: 'Stand-in',
      botUserId: 'U0BOT',
      botId: 'B0BOT',
      botName: 'lectern',
    };
    this.#server = createServer((request, response) => void this.#receive(request, response));
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    this.#server.on('upgrade', (request, socket) => this.socket.accept(request, socket));
  }

  static async start(options: SlackServerOptions = {}): Promise<SlackServer> {
    const slack = new SlackServer(options);
    await slack.#listen(options.port ?? 0);
    return slack;
  }

  get apiUrl(): string {
    return `http://127.0.0.1:${this.#port}/api/`;
  }

  /** The same, at an address that tells in the journal who asked: letters and digits. */
  apiUrlVia(name: string): string {
    return `http://127.0.0.1:${this.#port}/via-${name}/api/`;
  }

  get writes(): readonly JournalEntry[] {
    return this.journal.filter((entry) => WRITES.includes(entry.method));
  }

  /** Messages of a channel and its threads, oldest first. */
  messagesIn(channel: string): readonly StandInMessage[] {
    return this.workspace.messages.filter((message) => message.channel === channel);
  }

  display(message: StandInMessage): Displayed {
    return displayMessage(message);
  }

  /** What `callers.ts` needs to speak as Slack. */
  get callers(): Identities {
    return {
      teamId: this.identity.teamId,
      responseUrl: () =>
        `http://127.0.0.1:${this.#port}/commands/${this.identity.teamId}/${this.workspace.mint('R')}`,
      mint: (prefix) => this.workspace.mint(prefix),
    };
  }

  /** Resolves when so many answers to commands and buttons have come, ever. */
  answered(count: number): Promise<void> {
    if (this.responses.length >= count) return Promise.resolve();
    return new Promise((done) => this.#answers.push({ count, done }));
  }

  /** Resolves at the next request that fits. */
  arrival(wanted: (entry: JournalEntry) => boolean): Promise<void> {
    return new Promise((done) => this.#arrivals.push({ wanted, done }));
  }

  /** Nobody listens any more: connections are refused until `comeBack`. */
  async goAway(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  comeBack(): Promise<void> {
    return this.#listen(this.#port);
  }

  async close(): Promise<void> {
    if (this.#server.listening) await this.goAway();
  }

  async #listen(port: number): Promise<void> {
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
    const address: AddressInfo | string | null = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    this.#port = address.port;
  }

  async #receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    try {
      for await (const chunk of request.setEncoding('utf8')) body += chunk;
    } catch {
      return;
    }
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const [, via = '', method] = /^(?:\/via-(\w+))?\/api\/([\w.]+)$/.exec(pathname) ?? [];
    const given = /^\/commands\/\w+\/(\w+)$/.exec(pathname)?.[1];
    if (given !== undefined) return this.#takeResponse(given, body, request, response);
    if (method === undefined || request.method !== 'POST') {
      response.writeHead(404).end();
      return;
    }
    const form: Form = Object.fromEntries(new URLSearchParams(body));
    const metadata = parseJson(form.metadata ?? '');
    const payload = isRecord(metadata) ? metadata.event_payload : undefined;
    const entry = this.#note(method, form, isRecord(payload) ? textOf(payload.key) : '', via);
    const wait = this.#rating === 'off' ? 0 : this.rates.admit(method, entry.channel, entry.at);
    const fault: SlackFault | undefined =
      wait > 0 && this.#rating === 'enforce'
        ? { type: 'throttle', seconds: Math.ceil(wait / 1000) }
        : this.faults.take(entry);
    await this.#answer(entry, fault, response, () => this.#carryOut(request, entry));
  }

  #note(method: string, form: Form, key: string, via = ''): JournalEntry {
    const entry: JournalEntry = {
      method,
      channel: form.channel ?? '',
      key,
      via,
      at: performance.timeOrigin + performance.now(),
      form,
      stored: false,
      outcome: 'pending',
    };
    this.journal.push(entry);
    for (const arrival of this.#arrivals.filter((one) => one.wanted(entry))) {
      this.#arrivals.splice(this.#arrivals.indexOf(arrival), 1);
      arrival.done();
    }
    return entry;
  }

  #carryOut(request: IncomingMessage, entry: JournalEntry): Answer {
    const { method, form } = entry;
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) return { ok: false, error: 'not_authed' };
    if (method === 'apps.connections.open') {
      if (token !== this.appToken) return { ok: false, error: 'invalid_auth' };
      return { ok: true, url: `ws://127.0.0.1:${this.#port}/link/?ticket=${this.socket.issueTicket()}` };
    }
    if (token !== this.botToken) return { ok: false, error: 'invalid_auth' };
    if (request.headers['content-type'] !== 'application/x-www-form-urlencoded') {
      return { ok: false, error: 'invalid_post_type' };
    }
    const known = METHODS[method];
    if (!known) return { ok: false, error: 'unknown_method' };
    // Slack ignores what it does not know; a misspelt argument must not pass unnoticed here.
    const strange = Object.keys(form).filter((field) => field !== 'team_id' && !known.fields.includes(field));
    if (strange.length > 0) return { ok: false, error: `stand_in_unknown_arguments_${strange.join('_')}` };
    const [needed] = known.scopes;
    if (needed !== undefined && !known.scopes.some((scope) => this.scopes.has(scope))) {
      return lacks(needed, this.scopes);
    }
    return known.call(form, { workspace: this.workspace, identity: this.identity, scopes: this.scopes });
  }

  async #answer(
    entry: JournalEntry,
    fault: SlackFault | undefined,
    response: ServerResponse,
    carryOut: () => Answer,
  ): Promise<void> {
    const scopes = { 'x-oauth-scopes': [...this.scopes].join(',') };
    const run = (): Answer => {
      const answer = carryOut();
      entry.stored = answer.ok;
      entry.outcome = fault?.type ?? (answer.ok ? 'ok' : textOf(answer.error));
      return answer;
    };
    switch (fault?.type) {
      case 'resetBefore':
        entry.outcome = fault.type;
        response.socket?.resetAndDestroy();
        return;
      case 'resetAfter':
        run();
        response.socket?.resetAndDestroy();
        return;
      case 'serverError':
        if (fault.stored) run();
        entry.outcome = fault.type;
        response.writeHead(fault.status ?? 500).end('Internal Server Error');
        return;
      case 'hang':
        if (fault.stored) run();
        entry.outcome = fault.type;
        return;
      case 'halfAnswer': {
        const whole = JSON.stringify(run());
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': whole.length });
        response.write(whole.slice(0, whole.length / 2), () => response.socket?.destroy());
        return;
      }
      case 'garbage':
        run();
        response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Captive portal</h1>');
        return;
      case 'throttle':
        entry.outcome = '429';
        if (fault.seconds !== undefined) response.setHeader('retry-after', fault.seconds);
        response.writeHead(429);
        response.end(JSON.stringify({ ok: false, error: 'ratelimited' }));
        return;
      case 'refuse':
        entry.outcome = fault.error;
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ ok: false, error: fault.error }));
        return;
      case 'slow':
        await new Promise((resolve) => setTimeout(resolve, fault.ms));
    }
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', ...scopes });
    response.end(JSON.stringify(run()));
  }

  /** Five uses in half an hour, JSON only, blocks as strict as anywhere. */
  async #takeResponse(
    id: string,
    body: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const entry = this.#note('response_url', { channel: id }, '');
    await this.#answer(entry, this.faults.take(entry), response, () => {
      const uses = (this.#uses.get(id) ?? 0) + 1;
      this.#uses.set(id, uses);
      if (uses > 5) return { ok: false, error: 'used_url' };
      const message = parseJson(body);
      if (request.headers['content-type'] !== 'application/json' || !isRecord(message)) {
        return { ok: false, error: 'invalid_payload' };
      }
      if (message.blocks !== undefined && refusalsOf(message.blocks).length > 0) {
        return { ok: false, error: 'invalid_blocks' };
      }
      const displayed = displayMessage({
        text: textOf(message.text),
        mrkdwn: message.mrkdwn !== false,
        blocks: recordsOf(message.blocks),
      });
      this.responses.push({ id, at: entry.at, body: message, displayed });
      for (const answer of this.#answers) if (answer.count <= this.responses.length) answer.done();
      return { ok: true };
    });
  }
}

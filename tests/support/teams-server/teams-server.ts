import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { BotClient } from './bot-client.ts';
import { planRequest, type Reply, refuse } from './connector-routes.ts';
import { FaultPlan, type TeamsFault } from './faults.ts';
import { findViolations, isWrite, type JournalEntry, type Violation } from './journal.ts';
import { BotFrameworkSigner } from './signing.ts';
import { makeWorld, Shelf, type World } from './world.ts';

export interface TeamsServerOptions {
  /** Default: a free one. */
  readonly port?: number;
  readonly world?: World;
  /** Demands this bearer token of every call. */
  readonly token?: string;
}

/**
 * A strict stand-in of the Bot Framework's connector and of Teams behind it, on loopback. It stores what is posted, checks it
 * more strictly than Teams does, keeps a journal, and goes wrong in the ways that networks and Teams do.
 */
export class TeamsServer {
  readonly world: World;
  readonly shelf: Shelf;
  readonly faults = new FaultPlan();
  readonly signer = new BotFrameworkSigner();
  readonly #journal: JournalEntry[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #hosts = new Set<string>();
  readonly #token: string | undefined;
  #server: Server;
  #port = 0;
  /** Called for paths that are not the connector's. */
  extra: ((request: IncomingMessage, response: ServerResponse, body: string) => Promise<boolean>) | undefined;

  private constructor(options: TeamsServerOptions) {
    this.world = options.world ?? makeWorld();
    this.shelf = new Shelf(this.world);
    this.#token = options.token;
    this.#server = this.#makeServer();
  }

  static async start(options: TeamsServerOptions = {}): Promise<TeamsServer> {
    const server = new TeamsServer(options);
    await server.#listen(options.port ?? 0);
    return server;
  }

  /** The service URL that a bot calls, with the slash that Teams' own has. */
  get url(): string {
    return `http://127.0.0.1:${this.#port}/`;
  }
  get base(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  clientFor(bot: string, authorization?: () => string): BotClient {
    const options = { bot, world: this.world, serviceUrl: this.url };
    return new BotClient(authorization ? { ...options, authorization } : options);
  }

  arrange(...faults: readonly TeamsFault[]): void {
    this.faults.arrange(...faults);
  }
  journal(): readonly JournalEntry[] {
    return [...this.#journal];
  }
  /** By which names it was called. */
  hosts(): readonly string[] {
    return [...this.#hosts];
  }
  /** Requests that post, edit or remove, refused ones too. */
  writes(): readonly JournalEntry[] {
    return this.#journal.filter(isWrite);
  }
  violations(): readonly Violation[] {
    return findViolations(this.#journal);
  }

  /** Nobody listens any more, and whoever is connected is cut off. */
  async goAway(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
  async restore(): Promise<void> {
    this.#server = this.#makeServer();
    await this.#listen(this.#port);
  }
  async stop(): Promise<void> {
    if (this.#server.listening) await this.goAway();
  }

  #makeServer(): Server {
    const server = createServer((request, response) => {
      this.#answer(request, response).catch(() => response.destroy());
    });
    server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    return server;
  }

  async #listen(port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', resolve);
    });
    const address: AddressInfo | string | null = this.#server.address();
    if (typeof address === 'object' && address !== null) this.#port = address.port;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = performance.timeOrigin + performance.now();
    this.#hosts.add(request.headers.host ?? '');
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const body = Buffer.concat(chunks).toString('utf8');
    const url = new URL(request.url ?? '/', this.base);
    const method = request.method ?? 'GET';
    if (url.pathname === '/openid/configuration')
      return answerJson(response, 200, this.signer.openIdDocument(this.base));
    if (url.pathname === '/openid/keys') return answerJson(response, 200, this.signer.keys());
    if (await this.extra?.(request, response, body)) return;
    const plan = planRequest(this.shelf, method, url, parse(body));
    if (!plan)
      return answerJson(response, 404, { error: { code: 'NotFound', message: `${method} ${url.pathname}` } });
    const entry = {
      at,
      method,
      path: decodeURIComponent(url.pathname),
      kind: plan.kind,
      ...(plan.conversation === undefined ? {} : { conversation: plan.conversation }),
    };
    const fault =
      plan.kind === 'read' || plan.kind === 'open'
        ? undefined
        : this.faults.next({ kind: plan.kind, conversation: plan.conversation ?? '' });
    const authorised = this.#token === undefined || request.headers.authorization === `Bearer ${this.#token}`;
    const apply = authorised ? plan.apply : () => refuse(401, 'Unauthorized');
    await this.#conclude(entry, fault, apply, response);
  }

  async #conclude(
    entry: Omit<JournalEntry, 'outcome'>,
    fault: TeamsFault | undefined,
    apply: () => Reply,
    response: ServerResponse,
  ): Promise<void> {
    const note = (outcome: JournalEntry['outcome'], reply?: Reply): void => {
      this.#journal.push({
        ...entry,
        outcome,
        ...(reply?.stored === undefined ? {} : { stored: reply.stored }),
      });
    };
    switch (fault?.type) {
      case 'resetBefore':
        note('reset');
        response.socket?.resetAndDestroy();
        return;
      case 'resetAfter':
        note('reset', apply());
        response.socket?.resetAndDestroy();
        return;
      case 'hang':
        note('hung', fault.stored ? apply() : undefined);
        return;
      case 'halfAnswer': {
        const reply = apply();
        const json = JSON.stringify(reply.body ?? {});
        note('broken', reply);
        response.writeHead(reply.status, {
          'Content-Type': 'application/json',
          'Content-Length': json.length + 20,
        });
        response.write(json, () => response.socket?.destroy());
        return;
      }
      case 'status': {
        note(fault.status, fault.stored ? apply() : undefined);
        const headers = fault.retryAfter === undefined ? {} : { 'Retry-After': fault.retryAfter };
        const code = fault.code ?? 'ServiceError';
        return answerJson(response, fault.status, { error: { code, message: code } }, headers);
      }
      case 'slow':
        await new Promise((resolve) => setTimeout(resolve, fault.ms));
        break;
      case undefined:
        break;
    }
    const reply = apply();
    note(reply.status, reply);
    answerJson(response, reply.status, reply.body);
  }
}

export function answerJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', ...headers });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

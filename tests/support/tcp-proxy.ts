import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/**
 * How the way stands. `refused`: whoever comes is reset, and whoever was there too. `silent`: connections stay open, new
 * ones are taken, and nothing passes in either direction, as behind a dead router.
 */
export type ProxyState = 'open' | 'refused' | 'silent';

/**
 * What becomes of connections that were there while nothing passed. `resumed`: everything held back passes after all, late.
 * `reset`: they break. `forgotten`: nothing ever passes on them again, and nobody is told; only new ones work.
 */
export type Reopening = 'resumed' | 'reset' | 'forgotten';

/** What somebody on the way does about bytes of a client before they pass. `answer`: they pass, their answer does not. */
export type Interception = 'pass' | 'reset before' | 'reset at answer' | 'silence at answer';

interface Link {
  readonly client: Socket;
  readonly server: Socket;
  isForgotten: boolean;
  atAnswer: (() => void) | undefined;
}

/** A TCP connection's way to 127.0.0.1:`port`, which can be cut in the ways in which networks cut. */
export class TcpProxy {
  readonly #target: number;
  readonly #server: Server;
  readonly #links = new Set<Link>();
  #state: ProxyState = 'open';
  /** Asked of whatever a client sends, before it passes. */
  intercept: (bytes: Buffer) => Interception = () => 'pass';

  private constructor(target: number) {
    this.#target = target;
    // Half-open ends are handed on as they are.
    this.#server = createServer({ allowHalfOpen: true }, (client) => this.#accept(client));
  }

  static async start(target: number): Promise<TcpProxy> {
    const proxy = new TcpProxy(target);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get port(): number {
    const address = this.#server.address();
    if (typeof address === 'object' && address) return address.port;
    throw new Error('the proxy is closed');
  }

  get state(): ProxyState {
    return this.#state;
  }

  refuse(): void {
    this.#state = 'refused';
    for (const link of this.#links) breakLink(link);
  }

  /** From now on nothing passes. */
  silence(): void {
    this.#state = 'silent';
    for (const { client, server } of this.#links) {
      client.pause();
      server.pause();
    }
  }

  reopen(how: Reopening): void {
    this.#state = 'open';
    for (const link of this.#links) {
      // An answer that was held back with everything else cuts nothing any more.
      link.atAnswer = undefined;
      if (how === 'reset') breakLink(link);
      else if (how === 'forgotten') link.isForgotten = true;
      else if (!link.isForgotten) {
        link.client.resume();
        link.server.resume();
      }
    }
  }

  async close(): Promise<void> {
    this.#server.close();
    for (const link of this.#links) breakLink(link);
    await once(this.#server, 'close');
  }

  #accept(client: Socket): void {
    if (this.#state === 'refused') {
      client.on('error', () => undefined);
      client.resetAndDestroy();
      return;
    }
    const server = connect({ port: this.#target, host: '127.0.0.1', allowHalfOpen: true });
    const link: Link = { client, server, isForgotten: false, atAnswer: undefined };
    this.#links.add(link);
    client.on('data', (bytes) => this.#fromClient(link, Buffer.from(bytes)));
    server.on('data', (bytes) => fromServer(link, Buffer.from(bytes)));
    client.on('drain', () => this.#passesOn(link) && server.resume());
    server.on('drain', () => this.#passesOn(link) && client.resume());
    client.on('end', () => server.end());
    server.on('end', () => client.end());
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      one.on('error', () => other.resetAndDestroy());
      one.on('close', (broken) => {
        if (!broken) other.destroy();
        this.#links.delete(link);
      });
    }
    if (this.#state === 'silent') {
      client.pause();
      server.pause();
    }
  }

  #passesOn({ isForgotten }: Link): boolean {
    return this.#state === 'open' && !isForgotten;
  }

  #fromClient(link: Link, bytes: Buffer): void {
    const { client, server } = link;
    switch (this.intercept(bytes)) {
      case 'reset before':
        breakLink(link);
        return;
      case 'reset at answer':
        link.atAnswer = () => breakLink(link);
        break;
      case 'silence at answer':
        link.atAnswer = () => this.silence();
        break;
      case 'pass':
    }
    if (!server.write(bytes)) client.pause();
  }
}

function fromServer(link: Link, bytes: Buffer): void {
  const { client, server, atAnswer } = link;
  link.atAnswer = undefined;
  atAnswer?.();
  if (client.destroyed) return;
  // Where the way fell silent just now, the answer is kept by the socket until it is open again.
  if (server.isPaused()) server.unshift(bytes);
  else if (!client.write(bytes)) server.pause();
}

/** Both ends see a reset, not an end. */
function breakLink({ client, server }: Link): void {
  client.resetAndDestroy();
  server.resetAndDestroy();
}

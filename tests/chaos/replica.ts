import { type Interception, type Reopening, TcpProxy } from '../support/tcp-proxy.ts';
import type { Database } from './database.ts';
import { Life } from './life.ts';
import type { Stage } from './stage.ts';

/** One of the processes that share the store, life after life, with a way of its own to the database's server. */
export class Replica {
  /** Travels in the address by which it asks Slack. */
  readonly name: string;
  readonly #stage: Stage;
  readonly #database: Database;
  readonly #proxy: TcpProxy | undefined;
  #life: Life | undefined;
  /** Something is being done to it: nobody else may do anything until it is over. */
  isTaken = false;
  /** Whether its database has been out of reach since its present life began. */
  #wasCutOff = false;

  private constructor(name: string, stage: Stage, proxy: TcpProxy | undefined) {
    this.name = name;
    this.#stage = stage;
    this.#database = stage.database;
    this.#proxy = proxy;
  }

  static async create(name: string, stage: Stage): Promise<Replica> {
    const { server } = stage.database;
    return new Replica(name, stage, server && (await TcpProxy.start(server.port)));
  }

  get life(): Life | undefined {
    return this.#life;
  }

  get logFile(): string {
    return this.#stage.logFileOf(this.name);
  }

  begin(): Life {
    this.#wasCutOff = this.#proxy !== undefined && this.#proxy.state !== 'open';
    this.#life = Life.begin(
      {
        ...this.#stage.variables,
        DATABASE_URL: this.#databaseUrl(),
        SLACK_API_URL: this.#stage.slack.apiUrlVia(this.name),
      },
      this.logFile,
    );
    return this.#life;
  }

  /** Without its database a service that starts ends with an error, for its supervisor to start it again. */
  get mayHaveEnded(): boolean {
    return this.#wasCutOff;
  }

  /** The database went away under everybody. */
  noteCut(): void {
    this.#wasCutOff = true;
  }

  refuseDatabase(): void {
    this.noteCut();
    this.#proxy?.refuse();
  }

  silenceDatabase(): void {
    this.noteCut();
    this.#proxy?.silence();
  }

  reopenDatabase(how: Reopening): void {
    this.#proxy?.reopen(how);
  }

  /** At the next COMMIT that it sends. Resolves to whether there was one in time. */
  async atNextCommit(what: Exclude<Interception, 'pass'>, withinMs: number): Promise<boolean> {
    const proxy = this.#proxy;
    if (!proxy) return false;
    return new Promise((resolve) => {
      const giveUp = setTimeout(() => {
        proxy.intercept = () => 'pass';
        resolve(false);
      }, withinMs);
      proxy.intercept = (bytes) => {
        if (!isCommit(bytes)) return 'pass';
        this.noteCut();
        clearTimeout(giveUp);
        proxy.intercept = () => 'pass';
        resolve(true);
        return what;
      };
    });
  }

  async close(): Promise<void> {
    this.#life?.signal('SIGCONT');
    await this.#life?.end('SIGKILL');
    await this.#proxy?.close();
  }

  #databaseUrl(): string {
    const { url } = this.#database;
    if (!this.#proxy) return url;
    const through = new URL(url);
    through.port = String(this.#proxy.port);
    return through.href;
  }
}

/** A simple query of PostgreSQL's protocol: Q, a length of four bytes, the text, a zero. */
function isCommit(bytes: Buffer): boolean {
  return bytes.at(0) === 0x51 && bytes.toString('latin1', 5, 11).toLowerCase() === 'commit';
}

import { AsyncLocalStorage } from 'node:async_hooks';
import type { DatabaseConnection, Dialect, Driver } from 'kysely';

/**
 * A transaction awaits only its own handle (rule 19): SQLite has one writing connection, so a look-up or a second
 * transaction awaited inside one would wait for itself for ever. This makes it throw at once instead, on both databases.
 */
export class TransactionGuard {
  readonly #scopes = new AsyncLocalStorage<Scope>();

  /** Runs a transaction's work; whatever that work starts is inside, until it has ended. */
  async enclose<T>(work: () => Promise<T>): Promise<T> {
    const scope: Scope = { open: true };
    try {
      return await this.#scopes.run(scope, work);
    } finally {
      // Timers and listeners set up inside inherit the scope and may run long after: they are outside then.
      scope.open = false;
    }
  }

  check(): void {
    if (this.#scopes.getStore()?.open) {
      throw new Error('inside a transaction only its own handle may be used, not the store');
    }
  }

  /** The same dialect, whose connections are given out only outside transactions and are dead once given back. */
  guard(dialect: Dialect): Dialect {
    return {
      createDriver: () => new GuardedDriver(dialect.createDriver(), this),
      createQueryCompiler: () => dialect.createQueryCompiler(),
      createAdapter: () => dialect.createAdapter(),
      createIntrospector: (db) => dialect.createIntrospector(db),
    };
  }
}

interface Scope {
  open: boolean;
}

class GuardedDriver implements Driver {
  readonly #driver: Driver;
  readonly #guard: TransactionGuard;

  constructor(driver: Driver, guard: TransactionGuard) {
    this.#driver = driver;
    this.#guard = guard;
  }

  init(): Promise<void> {
    return this.#driver.init();
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    this.#guard.check();
    return new GuardedConnection(await this.#driver.acquireConnection());
  }

  beginTransaction(connection: DatabaseConnection, settings: Parameters<Driver['beginTransaction']>[1]) {
    return this.#driver.beginTransaction(unwrap(connection), settings);
  }

  commitTransaction(connection: DatabaseConnection): Promise<void> {
    return this.#driver.commitTransaction(unwrap(connection));
  }

  rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    return this.#driver.rollbackTransaction(unwrap(connection));
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    const inner = unwrap(connection);
    if (connection instanceof GuardedConnection) connection.retire();
    await this.#driver.releaseConnection(inner);
  }

  destroy(): Promise<void> {
    return this.#driver.destroy();
  }
}

class GuardedConnection implements DatabaseConnection {
  readonly inner: DatabaseConnection;
  #retired = false;

  constructor(inner: DatabaseConnection) {
    this.inner = inner;
  }

  retire(): void {
    this.#retired = true;
  }

  async executeQuery<R>(query: Parameters<DatabaseConnection['executeQuery']>[0]) {
    this.#assertLive();
    return this.inner.executeQuery<R>(query);
  }

  streamQuery<R>(query: Parameters<DatabaseConnection['streamQuery']>[0], chunkSize: number) {
    this.#assertLive();
    return this.inner.streamQuery<R>(query, chunkSize);
  }

  #assertLive(): void {
    if (this.#retired) throw new Error('this transaction has ended; its handle cannot be used any more');
  }
}

function unwrap(connection: DatabaseConnection): DatabaseConnection {
  return connection instanceof GuardedConnection ? connection.inner : connection;
}

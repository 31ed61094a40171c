import { AsyncLocalStorage } from 'node:async_hooks';
import type { Dialect, Driver } from 'kysely';

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

  #check(): void {
    if (this.#scopes.getStore()?.open) {
      throw new Error('inside a transaction only its own handle may be used, not the store');
    }
  }

  /** The same dialect, whose connections are given out only outside transactions. */
  guard(dialect: Dialect): Dialect {
    return {
      createDriver: () => this.#guardDriver(dialect.createDriver()),
      createQueryCompiler: () => dialect.createQueryCompiler(),
      createAdapter: () => dialect.createAdapter(),
      createIntrospector: (db) => dialect.createIntrospector(db),
    };
  }

  /** Inside a transaction its queries go to the connection that it has: asking for one means going round the handle. */
  #guardDriver(driver: Driver): Driver {
    return {
      init: () => driver.init(),
      acquireConnection: async () => {
        this.#check();
        return driver.acquireConnection();
      },
      beginTransaction: (connection, settings) => driver.beginTransaction(connection, settings),
      commitTransaction: (connection) => driver.commitTransaction(connection),
      rollbackTransaction: (connection) => driver.rollbackTransaction(connection),
      releaseConnection: (connection) => driver.releaseConnection(connection),
      destroy: () => driver.destroy(),
    };
  }
}

interface Scope {
  open: boolean;
}

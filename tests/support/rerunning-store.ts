import type { Store } from '../../src/ports/store.ts';

class Undone extends Error {}

/**
 * The store as PostgreSQL is at its worst: each transaction is undone once and run again, as where another has changed
 * what it read. Whatever its work does but through its handle is done twice.
 */
export function rerunEach(store: Store): Store {
  return {
    ...store,
    transaction: async (work, options) => {
      const undone = store.transaction(async (tx) => {
        await work(tx);
        throw new Undone();
      });
      await undone.catch((error: unknown) => {
        if (!(error instanceof Undone)) throw error;
      });
      return store.transaction(work, options);
    },
  };
}

import type { Actor } from '../../ports/desk.ts';

/** Those whom the configuration names as administrators; they look after everything. */
export interface Admins {
  has(actor: Actor): Promise<boolean>;
  /** Whom to ask, as people of the asker's platform read it: an address, a group. May be empty. */
  names(actor: Actor): readonly string[];
}

export const NO_ADMINS: Admins = { has: async () => false, names: () => [] };

import { existsSync } from 'node:fs';
import type { Store } from '../ports/store.ts';
import { openStore, type StoreOptions } from '../store/open-store.ts';
import { openStoreToRead, type StoreToRead } from '../store/open-to-read.ts';
import { parseStoreUrl } from '../store/store-url.ts';

/** The store that `DATABASE_URL` names, created where it is not there yet. Throws with a sentence for the administrator. */
export function openConfiguredStore(databaseUrl: string, options: StoreOptions): Promise<Store> {
  return namingTheStore(databaseUrl, (url) => openStore(url, options));
}

/** A database's driver says what was refused, but not that it was the database. */
export async function namingTheStore<T>(databaseUrl: string, use: (url: string) => Promise<T>): Promise<T> {
  try {
    return await use(databaseUrl);
  } catch (error) {
    if (!databaseUrl.startsWith('postgres')) throw error;
    throw new Error('the database that DATABASE_URL names cannot be used', { cause: error });
  }
}

/** As `openConfiguredStore`, but a store that nobody has written yet is not made: undefined. */
export async function openExistingStore(
  databaseUrl: string,
  options: StoreOptions,
): Promise<Store | undefined> {
  const url = parseStoreUrl(databaseUrl);
  if (url.type === 'memory' || (url.type === 'sqlite' && !existsSync(url.path))) return undefined;
  return openConfiguredStore(databaseUrl, options);
}

/** What a store knows, for those who only ask: it is neither made nor changed. Undefined where nothing can be known. */
export async function openExistingStoreToRead(
  databaseUrl: string,
  options: StoreOptions,
): Promise<StoreToRead | undefined> {
  const url = parseStoreUrl(databaseUrl);
  if (url.type === 'sqlite' && !existsSync(url.path)) return undefined;
  return namingTheStore(databaseUrl, (text) => openStoreToRead(text, options));
}

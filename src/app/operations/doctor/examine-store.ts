import { accessSync, constants, existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ChannelId, LaneId } from '../../../domain/ids.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Log } from '../../../ports/log.ts';
import type { Store } from '../../../ports/store.ts';
import type { Settings } from '../../../settings/load-settings.ts';
import { parseStoreUrl } from '../../../store/store-url.ts';
import { describeError } from '../../describe-error.ts';
import { openExistingStore } from '../../open-configured-store.ts';
import { type Examination, look, ok, problem } from './examination.ts';

export interface ExaminedStore {
  readonly examination: Examination;
  /** To be closed by the caller; absent where there is none yet, or where it cannot be used. */
  readonly store?: Store;
}

/**
 * Opens the store, which brings it up to date, and writes to it, without leaving a trace. One that is not there yet is not
 * made: whoever looks may be another user than the one who runs the service.
 */
export async function examineStore(
  settings: Settings,
  deps: { readonly clock: Clock; readonly log: Log },
): Promise<ExaminedStore> {
  const mend = 'look at DATABASE_URL, and whether the user that runs Lectern may write there';
  let store: Store | undefined;
  try {
    store = await openExistingStore(settings.databaseUrl, deps);
    if (!store) return { examination: examineAbsence(settings.databaseUrl, mend) };
    await tryWriting(store);
    const notices = await store.read.outbox.count();
    const total = Object.values(notices).reduce((sum, count) => sum + count, 0);
    return { store, examination: ok('Store', `opens, is up to date and can be written; notices: ${total}`) };
  } catch (error) {
    await store?.close();
    return { examination: problem('Store', describeError(error), mend) };
  }
}

class Undo extends Error {}

/** A real write, which fails where the disk is full or the file read-only, and is rolled back. */
async function tryWriting(store: Store): Promise<void> {
  const lane = LaneId.parse('preview:doctor');
  const id = ChannelId.parse('preview:doctor/nobody');
  try {
    await store.transaction(async (tx) => {
      await tx.directory.putChannel({ id, lane, name: 'nobody', kind: 'channel' });
      throw new Undo();
    });
  } catch (error) {
    if (!(error instanceof Undo)) throw error;
  }
}

function examineAbsence(databaseUrl: string, mend: string): Examination {
  const url = parseStoreUrl(databaseUrl);
  if (url.type !== 'sqlite') {
    return look('Store', 'is in memory: a restart forgets everything', 'set DATABASE_URL to sqlite:PATH');
  }
  const file = resolve(url.path);
  const folder = nearestFolder(dirname(file));
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch {
    return problem('Store', `${file} is not there, and ${folder} cannot be written`, mend);
  }
  return look('Store', `${file} is not there yet`, 'nothing: the first start makes it');
}

function nearestFolder(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestFolder(dirname(path));
}

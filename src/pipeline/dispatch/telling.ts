import type { Log } from '../../ports/log.ts';

/** Tells the operators without waiting for it: what cannot be told is at least in the log. */
export function tellSafely(tell: (text: string) => Promise<void>, text: string, log: Log): void {
  log.warn('operators are told', { text });
  void Promise.resolve()
    .then(() => tell(text))
    .catch((error: unknown) => log.error('operators could not be told', { error }));
}

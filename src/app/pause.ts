import type { Clock } from '../ports/clock.ts';

/** Resolves after `ms` by this clock, or at once when the signal aborts. Never rejects. At most an hour. */
export function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const finish = (): void => {
      cancel();
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const cancel = clock.at(clock.now().add({ milliseconds: ms }), finish);
    signal.addEventListener('abort', finish, { once: true });
  });
}

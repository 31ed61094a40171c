import { sleep } from '../../support/sleep.ts';

export type Timed<T> =
  | { readonly type: 'done'; readonly value: T }
  | { readonly type: 'failed'; readonly error: unknown }
  /** It goes on by itself; nobody waits for it any more. */
  | { readonly type: 'late' };

/** Waits for work that may be given up (a read), but no longer than `ms`, or until the signal. Never rejects. */
export async function withinDeadline<T>(
  work: Promise<T>,
  ms: number,
  signal?: AbortSignal,
): Promise<Timed<T>> {
  const controller = new AbortController();
  const over = signal ? AbortSignal.any([controller.signal, signal]) : controller.signal;
  const settled = work.then(
    (value): Timed<T> => ({ type: 'done', value }),
    (error: unknown): Timed<T> => ({ type: 'failed', error }),
  );
  const late = sleep(Math.max(ms, 0), over).then((): Timed<T> => ({ type: 'late' }));
  const first = await Promise.race([settled, late]);
  controller.abort();
  return first;
}

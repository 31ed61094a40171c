export interface Patience {
  /** Milliseconds. */
  readonly within?: number;
  /** Milliseconds. */
  readonly every?: number;
  /** What there is instead, for whoever reads that it did not come true. */
  readonly explain?: () => string | Promise<string>;
}

/**
 * Resolves once the question is answered yes, asking again and again. Rejects after `within` milliseconds, which is no
 * measure of speed but of patience: a slow machine takes longer, a broken service never gets there.
 */
export async function untilTrue(
  ask: () => Promise<boolean>,
  { within = 120_000, every = 100, explain }: Patience = {},
): Promise<void> {
  const begin = performance.now();
  for (;;) {
    if (await ask()) return;
    if (performance.now() - begin > within) {
      const instead = explain === undefined ? '' : `\n${await explain()}`;
      throw new Error(`still not true after ${within} ms: ${ask.toString()}${instead}`);
    }
    await new Promise((resolve) => setTimeout(resolve, every));
  }
}

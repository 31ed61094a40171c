/**
 * Resolves once the question is answered yes, asking again and again. Rejects after `within` milliseconds, which is no
 * measure of speed but of patience: a slow machine takes longer, a broken service never gets there.
 */
export async function untilTrue(
  ask: () => Promise<boolean>,
  { within = 120_000, every = 100 }: { readonly within?: number; readonly every?: number } = {},
): Promise<void> {
  const begin = performance.now();
  for (;;) {
    if (await ask()) return;
    if (performance.now() - begin > within)
      throw new Error(`still not true after ${within} ms: ${ask.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, every));
  }
}

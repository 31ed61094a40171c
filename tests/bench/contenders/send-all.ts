/** Posts to the channels 0 to `count` - 1, `concurrency` at a time. Rejects with the first failure. */
export async function sendAll(
  count: number,
  concurrency: number,
  post: (n: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) {
      const n = next;
      next += 1;
      await post(n);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}

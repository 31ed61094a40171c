/**
 * What was acquired is released in reverse order. Every releaser runs even if one throws; the first error is thrown at
 * the end. Releasing twice does nothing the second time.
 */
export class ReleaseStack {
  #releasers: (() => void | Promise<void>)[] = [];
  #released: Promise<void> | undefined;

  add(release: () => void | Promise<void>): void {
    this.#releasers.push(release);
  }

  release(): Promise<void> {
    this.#released ??= this.#unwind();
    return this.#released;
  }

  async #unwind(): Promise<void> {
    const errors: unknown[] = [];
    while (this.#releasers.length > 0) {
      const release = this.#releasers.pop();
      try {
        await release?.();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }
}

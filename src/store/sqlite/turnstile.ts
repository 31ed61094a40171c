/** One at a time, in the order in which they came. */
export class Turnstile {
  readonly #waiting: (() => void)[] = [];
  #occupied = false;

  async enter(): Promise<void> {
    if (!this.#occupied) {
      this.#occupied = true;
      return;
    }
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Whoever waits longest enters at once: nobody can slip in between. */
  leave(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#occupied = false;
  }
}

/** The document could not be had. The message is for people and never holds the address's query, which may be secret. */
export class FetchError extends Error {
  /** When the server asks to come back, if it does. */
  readonly retryAfterMs: number | undefined;
  /** What the server answered, if it did. */
  readonly status: number | undefined;

  constructor(message: string, options?: { retryAfterMs?: number; status?: number; cause?: unknown }) {
    super(message, { cause: options?.cause });
    this.name = 'FetchError';
    this.retryAfterMs = options?.retryAfterMs;
    this.status = options?.status;
  }
}

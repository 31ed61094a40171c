/** What happens to a request besides, or instead of, being carried out. */
export type SlackFault =
  /** Read, not carried out, connection reset. */
  | { readonly type: 'resetBefore' }
  /** Carried out, connection reset before an answer. */
  | { readonly type: 'resetAfter' }
  | { readonly type: 'serverError'; readonly status?: number; readonly stored: boolean }
  /** No answer ever. */
  | { readonly type: 'hang'; readonly stored: boolean }
  /** Carried out; the answer breaks off in its body. */
  | { readonly type: 'halfAnswer' }
  /** Carried out; something in between answers 200 with a page of its own. */
  | { readonly type: 'garbage' }
  /** 429. `seconds` goes into Retry-After; without it the header is missing. */
  | { readonly type: 'throttle'; readonly seconds?: number | string }
  /** Slack's own refusal: `{ ok: false, error }`. */
  | { readonly type: 'refuse'; readonly error: string }
  /** Carried out after a while. */
  | { readonly type: 'slow'; readonly ms: number };

export interface RequestFacts {
  /** `chat.postMessage`, …, or `response_url`. */
  readonly method: string;
  readonly channel: string;
  /** From the metadata of a post; empty where there is none. */
  readonly key: string;
  /** By which address it came; empty for the usual one. */
  readonly via: string;
}

export const WRITES: readonly string[] = ['chat.postMessage', 'chat.update', 'chat.delete'];

/** Which fault meets which request: those arranged for the next ones first, then `decide`. */
export class Faults {
  readonly #next: { readonly fault: SlackFault; readonly methods: readonly string[] }[] = [];
  /** For long runs: asked of every request that nothing was arranged for. */
  decide: (request: RequestFacts) => SlackFault | undefined = () => undefined;

  /** Meets the next request to one of these methods (any that writes, if none is named), once. */
  next(fault: SlackFault, ...methods: string[]): void {
    this.#next.push({ fault, methods: methods.length > 0 ? methods : WRITES });
  }

  take(request: RequestFacts): SlackFault | undefined {
    const at = this.#next.findIndex((one) => one.methods.includes(request.method));
    if (at < 0) return this.decide(request);
    return this.#next.splice(at, 1)[0]?.fault;
  }
}

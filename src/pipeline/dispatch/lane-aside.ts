import { backoffMs } from '../../domain/backoff.ts';
import type { Failure } from '../../domain/failure.ts';
import type { LaneId } from '../../domain/ids.ts';
import type { DispatcherOptions } from './options.ts';
import { tellSafely } from './telling.ts';

/** Refused credentials are tried again after half an hour at the latest: somebody may have mended them elsewhere. */
const LONGEST_MS = 30 * 60_000;
/** The first pause is about a minute: what is revoked seldom comes back by itself. */
const FIRST_ATTEMPT = 6;

/**
 * A lane whose credentials are refused: nothing is sent, one request now and then sees whether that has changed. The
 * operators are told once. Fresh credentials (the platform connected anew) end it at once.
 */
export class LaneAside {
  readonly #options: DispatcherOptions;
  readonly #lane: LaneId;
  #tries = 0;
  #notedAt: Temporal.Instant | undefined;
  #pauseMs = 0;
  #reason: string | undefined;

  constructor(options: DispatcherOptions, lane: LaneId) {
    this.#options = options;
    this.#lane = lane;
  }

  get reason(): string | undefined {
    return this.#reason;
  }

  /** When the next try may be; undefined: now. A clock that was put back ends the pause. */
  until(now: Temporal.Instant): Temporal.Instant | undefined {
    if (!this.#notedAt || Temporal.Instant.compare(now, this.#notedAt) < 0) return undefined;
    const until = this.#notedAt.add({ milliseconds: this.#pauseMs });
    return Temporal.Instant.compare(until, now) > 0 ? until : undefined;
  }

  note(failure: Failure): void {
    if (failure.type !== 'credentialsBad') return;
    const now = this.#options.clock.now();
    // Several requests that were in flight together say the same thing once.
    if (this.until(now)) return;
    this.#tries += 1;
    this.#notedAt = now;
    this.#pauseMs = backoffMs(this.#tries - 1 + FIRST_ATTEMPT, this.#options.random(), LONGEST_MS);
    this.#reason = failure.reason;
    if (this.#tries > 1) return;
    const mend = failure.mend ? ` What to do: ${failure.mend}.` : '';
    const name = this.#options.describeLane?.(this.#lane) ?? this.#lane;
    const text = `${name} refuses the service’s credentials: ${failure.reason}.${mend} Nothing is sent there until this is mended; what is still of use then goes out.`;
    tellSafely(this.#options.tellOperators, text, this.#options.log);
  }

  clear(): void {
    this.#tries = 0;
    this.#notedAt = undefined;
    this.#pauseMs = 0;
    this.#reason = undefined;
  }
}

import type { NoticeId } from '../../../domain/ids.ts';
import type { Notice } from '../../../domain/notice.ts';
import { SURFACES_MS } from '../settle/unknown.ts';

/**
 * From when on the absence of a message counts. It is written with the notice; but a clock that was put back since must
 * not move it further away than for a message that was sent just now.
 */
export class Ripeness {
  readonly #latest = new Map<NoticeId, number>();

  /** Takes note of what is unknown at `now`; what is not any more is forgotten. */
  note(unknown: readonly Notice[], timeoutMs: number, now: number): void {
    const ids = new Set(unknown.map(({ id }) => id));
    for (const id of this.#latest.keys()) if (!ids.has(id)) this.#latest.delete(id);
    for (const { id } of unknown) {
      const latest = now + timeoutMs + SURFACES_MS;
      this.#latest.set(id, Math.min(this.#latest.get(id) ?? latest, latest));
    }
  }

  /** In milliseconds. */
  of(notice: Notice): number {
    const written = (notice.notBefore ?? notice.due).epochMilliseconds;
    return Math.min(written, this.#latest.get(notice.id) ?? written);
  }
}

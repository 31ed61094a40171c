import { type LaneId, splitChannelId } from '../../src/domain/ids.ts';
import { type Notice, opaqueKeyOf } from '../../src/domain/notice.ts';
import type { Store } from '../../src/ports/store.ts';
import type { Doors, Knock } from './doors.ts';
import { patiently } from './patiently.ts';

/** What somebody had in hand when it was struck, by how far that had got. */
export interface Found {
  readonly claimed: number;
  readonly notLeft: number;
  readonly unanswered: number;
  readonly answered: number;
}

/** The notices that are in somebody's hands, as the store and the platforms' doors show it. */
export class Hands {
  readonly #store: Store;
  readonly #doors: Doors;
  /** Claims of those who were struck: they say nothing of whoever has the lane next. */
  readonly #left = new Set<string>();
  #found: Found = { claimed: 0, notLeft: 0, unanswered: 0, answered: 0 };

  constructor(store: Store, doors: Doors) {
    this.#store = store;
    this.#doors = doors;
  }

  get found(): Found {
    return this.#found;
  }

  /** Whether the lane's holder, which does nothing just now, stands there. */
  async standsAt(point: 'claimed' | 'committed', lane: LaneId): Promise<boolean> {
    if (point === 'claimed') return (await this.#fresh(lane, 'claimed')).length > 0;
    for (const notice of await this.#fresh(lane, 'sending')) {
      if (isPost(notice) && (await this.#arrivalOf(notice)) === undefined) return true;
    }
    return false;
  }

  /** Counts what the lanes' holder had in hand, which has been struck. */
  async count(lanes: readonly LaneId[]): Promise<void> {
    for (const lane of lanes) {
      const claimed = await this.#fresh(lane, 'claimed');
      const sending = await this.#fresh(lane, 'sending');
      for (const notice of [...claimed, ...sending]) this.#left.add(nameOf(notice));
      const counts = { ...this.#found };
      counts.claimed += claimed.length;
      for (const notice of sending.filter(isPost)) {
        const knock = await this.#arrivalOf(notice);
        if (!knock) counts.notLeft += 1;
        else if (knock.answered) counts.answered += 1;
        else counts.unanswered += 1;
      }
      this.#found = counts;
    }
  }

  async #fresh(lane: LaneId, state: 'claimed' | 'sending'): Promise<readonly Notice[]> {
    const inHand = await patiently(() => this.#store.read.outbox.find({ lane, states: [state] }));
    return inHand.filter((notice) => !this.#left.has(nameOf(notice)));
  }

  async #arrivalOf(notice: Notice): Promise<Knock | undefined> {
    const post = await patiently(() => this.#store.read.posts.get(notice.id));
    const { platform, native } = splitChannelId(notice.channel);
    // Nothing is claimed to have left that was never begun, or that goes to no stand-in.
    if (!post || platform === 'preview') return undefined;
    const key = opaqueKeyOf(notice.id, this.#store.installation);
    return this.#doors.hasArrived(platform, native, key, post.postedAt.epochMilliseconds);
  }
}

/** One claim: a notice that is claimed anew has another token. */
function nameOf({ id, token }: Notice): string {
  return `${id} ${token ?? ''}`;
}

function isPost({ kind }: Notice): boolean {
  return kind !== 'edit' && kind !== 'removal';
}

import type { ChannelId, NoticeId, SeminarId } from '../../domain/ids.ts';
import type { Notice } from '../../domain/notice.ts';
import type { Pause } from '../../domain/pause.ts';
import type { Post, Said } from '../../domain/post.ts';
import { type Retraction, retractionOn } from '../../domain/retraction.ts';
import type { RouteIndex, Target } from '../../domain/route.ts';
import type { Seminar } from '../../domain/seminar.ts';
import type { KnownChannel } from '../../ports/store/directory.ts';
import type { PersonalReminder } from '../../ports/store/people.ts';
import type { StoreReader } from '../../ports/store.ts';

/** Records as they are now, each read once in one turn of a lane: what many notices share costs once. */
export class Facts {
  readonly now: Temporal.Instant;
  readonly #read: StoreReader;
  readonly #routes: RouteIndex;
  readonly #seminars = new Map<SeminarId, Promise<Seminar | undefined>>();
  readonly #channels = new Map<ChannelId, Promise<KnownChannel | undefined>>();
  readonly #posts = new Map<SeminarId, Promise<readonly Post[]>>();

  readonly #people = new Map<SeminarId, Promise<readonly PersonalReminder[]>>();

  readonly #retractions = new Map<SeminarId, Promise<readonly Retraction[]>>();

  #pauses: Promise<readonly Pause[]> | undefined;

  constructor(read: StoreReader, routes: RouteIndex, now: Temporal.Instant) {
    this.#read = read;
    this.#routes = routes;
    this.now = now;
  }

  /** Reads in one go what the notices are about. */
  async prefetch(notices: readonly Notice[]): Promise<void> {
    const ids = [...new Set(notices.flatMap(({ seminar }) => (seminar ? [seminar] : [])))];
    if (ids.length === 0) return;
    const found = new Map((await this.#read.seminars.many(ids)).map((seminar) => [seminar.id, seminar]));
    for (const id of ids) this.#seminars.set(id, Promise.resolve(found.get(id)));
    const retracted = Map.groupBy(await this.#read.seminars.retractionsOf(ids), ({ seminar }) => seminar);
    for (const id of ids) this.#retractions.set(id, Promise.resolve(retracted.get(id) ?? []));
  }

  seminar(id: SeminarId): Promise<Seminar | undefined> {
    return remember(this.#seminars, id, () => this.#read.seminars.get(id));
  }

  channel(id: ChannelId): Promise<KnownChannel | undefined> {
    return remember(this.#channels, id, () => this.#read.directory.channel(id));
  }

  postsOf(seminar: SeminarId): Promise<readonly Post[]> {
    return remember(this.#posts, seminar, () => this.#read.posts.ofSeminar(seminar));
  }

  personalReminders(seminar: SeminarId): Promise<readonly PersonalReminder[]> {
    return remember(this.#people, seminar, () => this.#read.people.remindersOf(seminar));
  }

  /** Whether it was taken back for good in the channel. */
  async retraction(seminar: SeminarId, channel: ChannelId): Promise<Retraction | undefined> {
    return retractionOn(await this.#retractionsOf(seminar), seminar, channel);
  }

  /** Whether it was taken back everywhere. */
  async isTakenBack(seminar: SeminarId): Promise<boolean> {
    return retractionOn(await this.#retractionsOf(seminar), seminar) !== undefined;
  }

  #retractionsOf(seminar: SeminarId): Promise<readonly Retraction[]> {
    return remember(this.#retractions, seminar, () => this.#read.seminars.retractionsOf([seminar]));
  }

  pauses(): Promise<readonly Pause[]> {
    this.#pauses ??= this.#read.directory.pauses();
    return this.#pauses;
  }

  post(id: NoticeId): Promise<Post | undefined> {
    return this.#read.posts.get(id);
  }

  notice(id: NoticeId): Promise<Notice | undefined> {
    return this.#read.outbox.get(id);
  }

  said(seminar: SeminarId, channel: ChannelId): Promise<Said | undefined> {
    return this.#read.posts.said(seminar, channel);
  }

  target(seminar: Seminar, channel: ChannelId): Target | undefined {
    return this.#routes.targetAt(seminar, channel);
  }

  targetsFor(seminar: Seminar): readonly Target[] {
    return this.#routes.targetsFor(seminar);
  }

  get read(): StoreReader {
    return this.#read;
  }
}

function remember<K, V>(known: Map<K, Promise<V>>, key: K, read: () => Promise<V>): Promise<V> {
  const before = known.get(key);
  if (before) return before;
  const fresh = read();
  known.set(key, fresh);
  return fresh;
}

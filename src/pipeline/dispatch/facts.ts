import type { ChannelId, NoticeId, SeminarId } from '../../domain/ids.ts';
import { type Notice, noticeIdOf } from '../../domain/notice.ts';
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
  readonly #announcements = new Map<string, Promise<Notice | undefined>>();

  #pauses: Promise<readonly Pause[]> | undefined;

  constructor(read: StoreReader, routes: RouteIndex, now: Temporal.Instant) {
    this.#read = read;
    this.#routes = routes;
    this.now = now;
  }

  /** Reads in one go what the notices are about: one question of each sort, however many they are. */
  async prefetch(notices: readonly Notice[]): Promise<void> {
    await Promise.all([
      this.#prefetchSeminars(notices),
      this.#prefetchChannels(notices),
      this.#prefetchAnnouncements(notices),
    ]);
  }

  async #prefetchChannels(notices: readonly Notice[]): Promise<void> {
    const ids = [...new Set(notices.map(({ channel }) => channel))];
    const found = new Map((await this.#read.directory.many(ids)).map((channel) => [channel.id, channel]));
    for (const id of ids) this.#channels.set(id, Promise.resolve(found.get(id)));
  }

  /** Every reminder asks what became of its announcement. */
  async #prefetchAnnouncements(notices: readonly Notice[]): Promise<void> {
    const reminders = notices.flatMap(({ kind, seminar, channel }) =>
      kind === 'reminder' && seminar ? [{ seminar, channel, id: announcementId(seminar, channel) }] : [],
    );
    if (reminders.length === 0) return;
    const found = await this.#read.outbox.many(reminders.map(({ id }) => id));
    const byId = new Map(found.map((notice) => [notice.id, notice]));
    for (const { seminar, channel, id } of reminders)
      this.#announcements.set(`${seminar} ${channel}`, Promise.resolve(byId.get(id)));
  }

  async #prefetchSeminars(notices: readonly Notice[]): Promise<void> {
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

  announcement(seminar: SeminarId, channel: ChannelId): Promise<Notice | undefined> {
    return remember(this.#announcements, `${seminar} ${channel}`, () =>
      this.#read.outbox.get(announcementId(seminar, channel)),
    );
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

function announcementId(seminar: SeminarId, channel: ChannelId): NoticeId {
  return noticeIdOf({ kind: 'announcement', seminar, channel });
}

function remember<K, V>(known: Map<K, Promise<V>>, key: K, read: () => Promise<V>): Promise<V> {
  const before = known.get(key);
  if (before) return before;
  const fresh = read();
  known.set(key, fresh);
  return fresh;
}

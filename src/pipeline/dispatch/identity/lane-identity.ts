import type { Failure } from '../../../domain/failure.ts';
import type { LaneId, NoticeId, SeminarId } from '../../../domain/ids.ts';
import type { Notice } from '../../../domain/notice.ts';
import type { LanePacer } from '../../../domain/pacing/lane-pacer.ts';
import { Pause } from '../../../domain/pacing/pause.ts';
import type { ChatPlatform, PostMark } from '../../../ports/chat-platform.ts';
import type { KnownLane } from '../../../ports/store/lane-book.ts';
import { settleWithin } from '../flight.ts';
import type { DispatcherOptions } from '../options.ts';
import { KEPT_TRUE } from '../owed.ts';
import { tellSafely } from '../telling.ts';
import { judgeOthers } from './judge-others.ts';
import { settleSurvey } from './settle-survey.ts';
import { LaneSurvey } from './survey-lane.ts';
import { takeFound } from './take-found.ts';

export type Standing =
  | { readonly type: 'known'; readonly lane: KnownLane }
  | { readonly type: 'stopped'; readonly reason: string }
  /** Its channels are being looked through. `at`: when that goes on, in milliseconds; absent: it wakes the lane. */
  | { readonly type: 'looking'; readonly at?: number };

/**
 * Under which name the service posts in a lane. Before anything is sent there from a store that has sent nothing there so
 * far, its channels are looked through once: a store that was lost left posts behind, and this one goes on in its name,
 * so that nothing is said again. Costs one question to the store a turn afterwards.
 */
export class LaneIdentity {
  readonly #options: DispatcherOptions;
  readonly #lane: LaneId;
  #survey: LaneSurvey | undefined;
  #looking: Promise<void> | undefined;
  readonly #watchPause = new Pause();
  #watched = 0;
  #isKnown = false;
  /** Whether posts of an earlier store may still wait for their notices. Absent: not known yet. */
  #hasFound: boolean | undefined;
  readonly #examined = new Set<SeminarId>();

  constructor(options: DispatcherOptions, lane: LaneId) {
    this.#options = options;
    this.#lane = lane;
  }

  get isLooking(): boolean {
    return this.#looking !== undefined;
  }

  async rest(): Promise<void> {
    await this.#looking;
  }

  /** Also where nothing is due: cards that an earlier store left are kept true. */
  async mustLook(platform: ChatPlatform): Promise<boolean> {
    if (!platform.survey || this.#looking || this.#isKnown) return false;
    this.#isKnown = (await this.#options.store.read.laneBook.lane(this.#lane)) !== undefined;
    return !this.#isKnown;
  }

  /** To be called under the lease. `done` is called when a look has ended, with a failure that concerns the lane. */
  async enter(
    platform: ChatPlatform,
    pacer: LanePacer,
    done: (failure?: Failure) => void,
  ): Promise<Standing> {
    const { store, clock, log } = this.#options;
    const known = await store.read.laneBook.lane(this.#lane);
    if (known?.stopped) return { type: 'stopped', reason: known.stopped.reason };
    if (known) return { type: 'known', lane: known };
    if (!platform.survey || (await this.#hasSent())) {
      const lane = { id: this.#lane, installation: store.installation, since: clock.now() };
      await store.transaction((tx) => tx.laneBook.putLane(lane));
      return { type: 'known', lane };
    }
    if (this.#looking) return { type: 'looking' };
    const now = clock.now().epochMilliseconds;
    const opens = pacer.looksOpenAt(now);
    if (opens > now) return { type: 'looking', at: opens };
    this.#looking = this.#look(platform, pacer).then(
      (failure) => {
        this.#looking = undefined;
        done(failure);
      },
      (error: unknown) => {
        log.error('what an earlier store left could not be looked for', { lane: this.#lane, error });
        this.#looking = undefined;
        pacer.pauseLooks(clock.now().epochMilliseconds, AFTER_FAULT_MS);
        done();
      },
    );
    return { type: 'looking' };
  }

  /**
   * A look at one channel, now and then, for what another store posted since this one has the lane: then somebody runs a
   * second installation with the same credentials, each of which says everything. Both stop, and people are asked.
   */
  async watch(platform: ChatPlatform, pacer: LanePacer): Promise<void> {
    const { store, clock, tellOperators, log } = this.#options;
    const now = clock.now();
    const { survey } = platform;
    if (!survey || this.#watchPause.endsAt(now.epochMilliseconds) > now.epochMilliseconds) return;
    if (pacer.looksOpenAt(now.epochMilliseconds) > now.epochMilliseconds) return;
    const lane = await store.read.laneBook.lane(this.#lane);
    const places = await store.read.directory.channels(this.#lane);
    const channels = places.filter(({ kind, aside }) => kind !== 'person' && !aside);
    const place = channels[this.#watched % Math.max(1, channels.length)];
    if (!lane || lane.stopped || !place) return;
    this.#watchPause.begin(now.epochMilliseconds, WATCH_MS);
    this.#watched += 1;
    pacer.takeLook(now.epochMilliseconds);
    const round = now.subtract({ milliseconds: 2 * WATCH_MS * channels.length });
    const from = Temporal.Instant.compare(round, lane.since) > 0 ? round : lane.since;
    const query = { channel: place.id, from, to: now.add({ hours: 24 }) };
    const found = await settleWithin(() => survey.call(platform, query), platform.timeoutMs, clock);
    if (found.type !== 'surveyed') return;
    const report = await judgeOthers(store, lane, place.name, found.posts, clock.now());
    if (report) tellSafely(tellOperators, report, log);
  }

  /** Which of these claimed notices need not be sent: an earlier store did, and its posts are ours now. */
  async takeClaimed(lane: KnownLane, claimed: readonly Notice[]): Promise<ReadonlySet<NoticeId>> {
    const { read } = this.#options.store;
    this.#hasFound ??= await read.laneBook.hasFound(this.#lane);
    if (!this.#hasFound) return new Set();
    const ids = claimed.flatMap(({ seminar }) => (seminar === undefined ? [] : [seminar]));
    return this.#take(lane, ids);
  }

  /** Cards of an earlier store are kept true also where nothing falls due. */
  async takeAll(): Promise<void> {
    const { store, clock } = this.#options;
    if (!this.#hasFound) return;
    const lane = await store.read.laneBook.lane(this.#lane);
    if (!lane || lane.stopped) return;
    // What ended while the look went on may have been cancelled before.
    const endsAfter = clock.now().subtract(KEPT_TRUE);
    const seminars = await store.read.seminars.find({ endsAfter, publication: 'published' });
    const ids = seminars.map(({ id }) => id).filter((id) => !this.#examined.has(id));
    for (let i = 0; i < ids.length; i += CHUNK) await this.#take(lane, ids.slice(i, i + CHUNK));
  }

  async #take(lane: KnownLane, ids: readonly SeminarId[]): Promise<ReadonlySet<NoticeId>> {
    const fresh = [...new Set(ids)].filter((id) => !this.#examined.has(id));
    if (fresh.length === 0) return new Set();
    const taken = await takeFound(this.#options, lane, fresh);
    for (const id of fresh) this.#examined.add(id);
    return taken;
  }

  async #hasSent(): Promise<boolean> {
    const { outbox } = this.#options.store.read;
    const states = ['sent', 'sending', 'unknown'] as const;
    return (await outbox.find({ lane: this.#lane, states, limit: 1 })).length > 0;
  }

  async #look(platform: ChatPlatform, pacer: LanePacer): Promise<Failure | undefined> {
    const { store, clock, random } = this.#options;
    const places = await store.read.directory.channels(this.#lane);
    const channels = places.filter(({ kind }) => kind !== 'person').map(({ id }) => id);
    this.#survey ??= new LaneSurvey(channels, clock, random);
    const surveyed = await this.#survey.goOn(platform, pacer);
    if (surveyed.type === 'later') {
      const now = clock.now().epochMilliseconds;
      pacer.pauseLooks(now, Math.max(0, surveyed.at - now));
      return surveyed.failure?.type === 'credentialsBad' ? surveyed.failure : undefined;
    }
    const report = await settleSurvey(store, this.#lane, surveyed.posts, clock.now());
    this.#survey = undefined;
    this.#hasFound = surveyed.posts.length > 0;
    if (report) tellSafely(this.#options.tellOperators, report, this.#options.log);
    await this.takeAll();
    return undefined;
  }
}

/** Between two looks for a second installation. */
const WATCH_MS = 10 * 60_000;
/** So many seminars in one transaction. */
const CHUNK = 32;
const AFTER_FAULT_MS = 5_000;

/** What posts of the lane carry. */
export function markOf(lane: KnownLane, store: { readonly installation: PostMark['store'] }): PostMark {
  return { installation: lane.installation, store: store.installation };
}

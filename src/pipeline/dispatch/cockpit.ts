import type { LaneId, LeaseToken, NoticeId } from '../../domain/ids.ts';
import type { LanePacer } from '../../domain/pacing/lane-pacer.ts';
import type { ChatPlatform, PostMark } from '../../ports/chat-platform.ts';
import type { NoticeStep } from '../../ports/store/outbox.ts';
import { beginGroup, takeBack } from './begin.ts';
import type { Boarding, InFlight } from './claim-round.ts';
import type { Decision, Job } from './decision.ts';
import { type Flight, type Landing, send } from './flight.ts';
import type { LaneAside } from './lane-aside.ts';
import { LEASE_MARGIN_MS } from './lease-keeper.ts';
import type { DispatcherOptions } from './options.ts';
import type { Probes } from './probes.ts';
import { settleGroup } from './settle/settle.ts';
import { tellSafely } from './telling.ts';
import { keepWaits, obeyWait, waitAfter } from './waits.ts';

/** Results that were recorded. */
export interface Recording {
  readonly steps: readonly NoticeStep[];
  /** The longest time-out of the platforms concerned. */
  readonly timeoutMs: number;
  readonly kept: Promise<void>;
}

/**
 * What is in flight in one lane, and what has landed and is not recorded yet. A landing is kept until a transaction has
 * taken it: a full disk loses nothing.
 */
export class Cockpit {
  readonly #options: DispatcherOptions;
  readonly #lane: LaneId;
  readonly #landed: () => void;
  readonly #flights = new Map<NoticeId, Flight>();
  readonly #landings: Landing[] = [];
  #edits = 0;
  /** In flight by our own count; their requests have not left, so the platform's windows know nothing of them. */
  #boarding: readonly Flight[] = [];
  #empty: (() => void)[] = [];

  /** `landed` is called whenever a request came back, or did not leave after all. */
  constructor(options: DispatcherOptions, lane: LaneId, landed: () => void) {
    this.#options = options;
    this.#lane = lane;
    this.#landed = landed;
  }

  get size(): number {
    return this.#flights.size;
  }

  /** Nothing in flight, and everything that landed is recorded. */
  get isEmpty(): boolean {
    return this.#flights.size === 0 && this.#landings.length === 0;
  }

  get hasLandings(): boolean {
    return this.#landings.length > 0;
  }

  get counts(): InFlight {
    return { posts: this.#flights.size - this.#edits, edits: this.#edits };
  }

  get boarding(): Boarding {
    const channels = this.#boarding.flatMap(({ job }) => (job.type === 'post' ? [job.notice.channel] : []));
    return { posts: channels.length, edits: this.#boarding.length - channels.length, channels };
  }

  /** Also what has landed and is not recorded: its row still says `sending`. */
  get inFlight(): ReadonlySet<NoticeId> {
    return new Set([...this.#flights.keys(), ...this.#landings.map(({ flight }) => flight.job.notice.id)]);
  }

  /**
   * Carries out decisions in one transaction, and lets the requests leave that it allows. Resolves when everybody can read
   * that; `left` resolves once it is on disk and the requests have left, before which nothing else may begin. What is to
   * leave counts as in flight meanwhile. Either throws where the store cannot take it.
   */
  async begin(
    decisions: readonly Decision[],
    token: LeaseToken,
    heldAt: Temporal.Instant,
    platform: ChatPlatform,
    pacer: LanePacer,
    probes: Probes,
    mark: PostMark,
  ): Promise<{ readonly left: Promise<void> }> {
    const begunAt = this.#options.clock.now();
    const { promise, resolve, reject } = Promise.withResolvers<readonly Job[]>();
    const options = { by: this.#lane, readable: resolve };
    const kept = beginGroup(this.#options.store, decisions, token, begunAt, options);
    kept.catch(reject);
    const flights = (await promise).map((job): Flight => {
      const probe = job.type === 'post' && probes.isProbing(job.notice.channel);
      return { job, token, begunAt, platform, probe };
    });
    this.#boarding = flights;
    for (const flight of flights) this.#board(flight);
    return { left: this.#leave(kept, flights, heldAt, pacer, mark) };
  }

  async #leave(
    kept: Promise<unknown>,
    flights: readonly Flight[],
    heldAt: Temporal.Instant,
    pacer: LanePacer,
    mark: PostMark,
  ): Promise<void> {
    const { store, clock, log } = this.#options;
    let launched = false;
    try {
      await kept;
      const passed = clock.now().epochMilliseconds - heldAt.epochMilliseconds;
      const [first] = flights;
      if (first && (passed > LEASE_MARGIN_MS || passed < 0)) {
        // Frozen or set back in between: nobody knows whether the lease still outlasts a request (rule 11).
        log.warn('too much time passed before sending; nothing was sent', { notices: flights.length });
        const jobs = flights.map(({ job }) => job);
        await takeBack(store, this.#lane, jobs, first.token, clock.now());
        this.#landed();
        return;
      }
      launched = true;
      for (const flight of flights) this.#launch(flight, pacer, mark);
    } finally {
      this.#boarding = [];
      if (!launched) for (const flight of flights) this.#alight(flight);
    }
  }

  /**
   * Records what has landed. Resolves when everybody can read it; `kept` resolves once it is on disk, before which nothing
   * new may begin and nothing else be recorded. Either throws where the store cannot take it.
   */
  async record(pacer: LanePacer, aside: LaneAside, probes: Probes): Promise<Recording> {
    const { store, clock, policy, routes, random } = this.#options;
    const group = [...this.#landings];
    const now = clock.now();
    for (const { outcome } of group) if (outcome.type === 'credentialsBad') aside.note(outcome);
    const waits = group.flatMap((landing) => waitAfter(landing, now) ?? []);
    for (const wait of waits) obeyWait(wait, pacer, now);
    await keepWaits(store, waits, now);
    const scene = { now, policy, routes: routes(), random, credentialsAt: aside.until(now) ?? now };
    const { promise, resolve, reject } = Promise.withResolvers<readonly NoticeStep[]>();
    const settled = settleGroup(store, group, scene, { by: this.#lane, readable: resolve });
    const kept = settled.then((reports) => this.#letGo(group, reports, probes));
    kept.catch(reject);
    const timeoutMs = Math.max(...group.map(({ flight }) => flight.platform.timeoutMs));
    return { steps: await promise, timeoutMs, kept };
  }

  #letGo(group: readonly Landing[], reports: readonly string[], probes: Probes): void {
    this.#landings.splice(0, group.length);
    for (const { flight, outcome } of group) {
      if (flight.probe && outcome.type === 'posted') probes.forget(flight.job.notice.channel);
    }
    for (const report of reports) tellSafely(this.#options.tellOperators, report, this.#options.log);
  }

  /** Resolves when nothing is in flight any more. */
  drain(): Promise<void> {
    if (this.#flights.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.#empty.push(resolve));
  }

  #board(flight: Flight): void {
    this.#flights.set(flight.job.notice.id, flight);
    if (flight.job.type !== 'post') this.#edits += 1;
  }

  #alight({ job }: Flight): void {
    this.#flights.delete(job.notice.id);
    if (job.type !== 'post') this.#edits -= 1;
    if (this.#flights.size === 0) for (const done of this.#empty.splice(0)) done();
  }

  #launch(flight: Flight, pacer: LanePacer, mark: PostMark): void {
    const { clock } = this.#options;
    const { job, platform } = flight;
    const at = clock.now().epochMilliseconds;
    if (job.type === 'post') pacer.takePost(job.notice.channel, at);
    else pacer.takeEdit(at);
    void send(job, platform, mark, clock).then((outcome) => {
      this.#landings.push({ flight, outcome, at: clock.now() });
      this.#alight(flight);
      this.#landed();
    });
  }
}

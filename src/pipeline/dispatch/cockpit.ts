import type { LaneId, LeaseToken, NoticeId } from '../../domain/ids.ts';
import type { LanePacer } from '../../domain/pacing/lane-pacer.ts';
import type { ChatPlatform, PostMark } from '../../ports/chat-platform.ts';
import type { NoticeStep } from '../../ports/store/outbox.ts';
import { beginGroup, takeBack } from './begin.ts';
import type { InFlight } from './claim-round.ts';
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
  #empty: (() => void)[] = [];

  /** `landed` is called whenever a request came back. */
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

  /** Also what has landed and is not recorded: its row still says `sending`. */
  get inFlight(): ReadonlySet<NoticeId> {
    return new Set([...this.#flights.keys(), ...this.#landings.map(({ flight }) => flight.job.notice.id)]);
  }

  /** Carries out decisions in one transaction, and lets the requests leave that it allows. */
  async begin(
    decisions: readonly Decision[],
    token: LeaseToken,
    heldAt: Temporal.Instant,
    platform: ChatPlatform,
    pacer: LanePacer,
    probes: Probes,
    mark: PostMark,
  ): Promise<void> {
    const { store, clock, log } = this.#options;
    const begunAt = clock.now();
    const jobs = await beginGroup(store, decisions, token, begunAt, this.#lane);
    const passed = clock.now().epochMilliseconds - heldAt.epochMilliseconds;
    if (jobs.length > 0 && (passed > LEASE_MARGIN_MS || passed < 0)) {
      // Frozen or set back in between: nobody knows whether the lease still outlasts a request (rule 11).
      log.warn('too much time passed before sending; nothing was sent', { notices: jobs.length });
      await takeBack(store, this.#lane, jobs, token, clock.now());
      return;
    }
    for (const job of jobs) this.#launch(job, token, begunAt, platform, pacer, probes, mark);
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

  #launch(
    job: Job,
    token: LeaseToken,
    begunAt: Temporal.Instant,
    platform: ChatPlatform,
    pacer: LanePacer,
    probes: Probes,
    mark: PostMark,
  ): void {
    const { clock } = this.#options;
    const { id, channel } = job.notice;
    const at = clock.now().epochMilliseconds;
    if (job.type === 'post') pacer.takePost(channel, at);
    else {
      pacer.takeEdit(at);
      this.#edits += 1;
    }
    const flight = { job, token, begunAt, platform, probe: job.type === 'post' && probes.isProbing(channel) };
    this.#flights.set(id, flight);
    void send(job, platform, mark, clock).then((outcome) => {
      this.#flights.delete(id);
      if (job.type !== 'post') this.#edits -= 1;
      this.#landings.push({ flight, outcome, at: clock.now() });
      if (this.#flights.size === 0) for (const done of this.#empty.splice(0)) done();
      this.#landed();
    });
  }
}

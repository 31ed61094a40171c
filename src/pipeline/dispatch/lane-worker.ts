import type { Failure } from '../../domain/failure.ts';
import type { LaneId } from '../../domain/ids.ts';
import { LanePacer } from '../../domain/pacing/lane-pacer.ts';
import { Pause } from '../../domain/pacing/pause.ts';
import type { ChatPlatform } from '../../ports/chat-platform.ts';
import type { KnownLane } from '../../ports/store/lane-book.ts';
import type { StoreChange } from '../../ports/store.ts';
import { withClosedDays } from '../review/confirmed-days.ts';
import type { Alarm } from './alarm.ts';
import { claimRound, roomNow } from './claim-round.ts';
import { Cockpit } from './cockpit.ts';
import { Facts } from './facts.ts';
import { settleWithin } from './flight.ts';
import { LaneIdentity, markOf, type Standing } from './identity/lane-identity.ts';
import { findLeavings, settleInherited } from './inherit.ts';
import { LaneAside } from './lane-aside.ts';
import { LeaseKeeper } from './lease-keeper.ts';
import { Looker } from './look/looker.ts';
import { earliest, instantAt, nextWorkAt } from './next-work.ts';
import type { DispatcherOptions, LaneHealth } from './options.ts';
import { prepareGroup } from './prepare/prepare-group.ts';
import { Probes } from './probes.ts';
import { recallSends } from './recall-sends.ts';
import { reviveEdits } from './revive-edits.ts';
import type { TurnGate } from './turn-gate.ts';
import { Turns } from './turns.ts';
import { Waiting } from './waiting.ts';
import { recallWaits } from './waits.ts';

/** How long a lane that another process has is left alone. */
const ELSEWHERE_MS = 2_000;

/**
 * One lane at work. It moves in turns, one after the other, and rests in between until an alarm, a change of the store
 * or an answer of the platform wakes it:
 *
 *     rest ──woken──▶ record what came back ──▶ hold the lease ──▶ settle what was left behind ──▶ look for unknowns
 *      ▲                                            │ lost: another process has the lane
 *      │                                            ▼
 *      └──── nothing more now ◀── claim ──▶ prepare ──▶ begin (one transaction) ──▶ requests leave
 *
 * Results are recorded before anything new is begun, so a store that cannot be written stops the sending too. A turn
 * that fails is tried again after a pause; what it left half done is settled like another process's leavings.
 * Nothing here waits for a request: those land by themselves and wake the next turn.
 */
export class LaneWorker {
  readonly lane: LaneId;
  readonly #options: DispatcherOptions;
  readonly #gate: TurnGate;
  readonly #lease: LeaseKeeper;
  readonly #looker: Looker;
  readonly #identity: LaneIdentity;
  readonly #waiting: Waiting;
  readonly #probes = new Probes();
  readonly #aside: LaneAside;
  readonly #cockpit: Cockpit;
  #platform: ChatPlatform | undefined;
  #pacer: LanePacer | undefined;
  #state: LaneHealth['state'] = 'idle';
  #detail: string | undefined;
  /** There may be claims or sends of nobody living in this lane. True at first, and after whatever failed. */
  #untidy = true;
  /** Records or channels changed: what waits may have nothing to wait for any more. */
  #stirred = false;
  #turnedBack = false;
  #lastTurn: Temporal.Instant | undefined;
  /** Another process was seen to have the lane: it is not asked for at every change that that one makes. */
  readonly #elsewhere = new Pause();
  readonly #turns: Turns;
  #sweeping: Promise<void> | undefined;
  /** What was recorded last is on disk: to be waited for before anything new begins. Meanwhile it is claimed and drawn. */
  #kept: Promise<void> = Promise.resolve();
  /** What was begun last is on disk and has left, or never will. Meanwhile what landed is recorded, and more is drawn. */
  #left: Promise<void> = Promise.resolve();

  constructor(lane: LaneId, holder: string, options: DispatcherOptions, alarm: Alarm, gate: TurnGate) {
    this.lane = lane;
    this.#gate = gate;
    this.#options = options;
    this.#lease = new LeaseKeeper(options.store.lanes, lane, holder, options.isGone);
    this.#looker = new Looker(options, lane);
    this.#identity = new LaneIdentity(options, lane);
    this.#waiting = new Waiting(lane);
    this.#aside = new LaneAside(options, lane);
    this.#cockpit = new Cockpit(options, lane, () => this.wake());
    this.#turns = new Turns({
      clock: options.clock,
      alarm,
      sleeper: lane,
      turn: () => this.#turn(),
      failed: (error, failures) => this.#breakOff(error, failures),
    });
  }

  /** Resolves after the first turn. */
  start(): Promise<void> {
    return this.#turns.start();
  }

  /** Resolves when a turn that began after now has ended. */
  look(): Promise<void> {
    return this.#turns.look();
  }

  /**
   * As `look`, and sees whether anybody left something behind, whether a card has fallen behind its record, and whether
   * somebody else is at work here. What that takes of the platform is not waited for.
   */
  sweep(): Promise<void> {
    this.#untidy = true;
    this.#sweeping ??= this.#sweepUp().finally(() => {
      this.#sweeping = undefined;
    });
    return this.look();
  }

  async #sweepUp(): Promise<void> {
    const { store, clock, log, isCaretaker = () => true } = this.#options;
    if (!isCaretaker()) return;
    try {
      await reviveEdits(store, this.lane, clock.now());
      await this.#identity.takeAll();
      if (this.#platform && this.#pacer && !this.#aside.until(clock.now()))
        await this.#identity.watch(this.#platform, this.#pacer);
    } catch (error) {
      log.error('a lane could not be looked over', { lane: this.lane, error });
    }
  }

  wake(): void {
    this.#turns.wake();
  }

  changed({ topics, lanes }: StoreChange): void {
    const stirs = topics.has('seminars') || topics.has('directory');
    this.#stirred ||= stirs;
    if (stirs || (topics.has('outbox') && (lanes === undefined || lanes.has(this.lane)))) this.wake();
  }

  health(): LaneHealth {
    const inFlight = this.#cockpit.size;
    const state = this.#state === 'idle' && inFlight > 0 ? 'working' : this.#state;
    return { lane: this.lane, state, inFlight, ...(this.#detail ? { detail: this.#detail } : {}) };
  }

  /** Whether a turn is under way, or about to be. For those who wait for rest. */
  get isBusy(): boolean {
    return this.#turns.isBusy;
  }

  async stop(drainMs: number): Promise<void> {
    const { clock } = this.#options;
    await this.#turns.stop();
    // Nothing leaves any more once it has stopped.
    await this.#left;
    await settleWithin(
      () => Promise.all([this.#cockpit.drain(), this.#looker.rest(), this.#identity.rest(), this.#sweeping]),
      drainMs,
      clock,
    );
    try {
      await this.#record();
      await this.#kept;
      // What is still in flight keeps the lease: the next holder waits until it can have ended.
      if (this.#cockpit.isEmpty && !this.#looker.isLooking) await this.#lease.letGo();
      else this.#lease.abandon();
    } catch (error) {
      this.#options.log.error('what came back at the end could not be recorded', { lane: this.lane, error });
    }
  }

  /** Whatever a turn that failed left half done is settled by the next. */
  #breakOff(error: unknown, failures: number): void {
    this.#untidy = true;
    this.#stirred = true;
    this.#state = 'failing';
    this.#detail = 'the store cannot be used just now';
    this.#options.log.error('a turn of a lane failed', { lane: this.lane, failures, error });
  }

  async #turn(): Promise<Temporal.Instant | undefined> {
    const platform = this.#currentPlatform();
    this.#noticeJump();
    await this.#record();
    const next = await this.#goOn(platform);
    await this.#kept;
    return next;
  }

  async #goOn(platform: ChatPlatform | undefined): Promise<Temporal.Instant | undefined> {
    const pacer = this.#pacer;
    if (!platform || !pacer) return this.#idle('idle', 'not connected');
    const aside = this.#aside.until(this.#now());
    if (aside) {
      this.#idle('aside', this.#aside.reason);
      return aside;
    }
    const elsewhere = this.#elsewhere.endsAt(this.#now().epochMilliseconds);
    if (elsewhere > this.#now().epochMilliseconds) return instantAt(elsewhere);
    if (this.#stirred) await this.#stir();
    if (!(await this.#hasWork(platform))) return this.#settleDown(platform, pacer);
    return this.#gate.pass(() => this.#work(platform, pacer));
  }

  async #work(platform: ChatPlatform, pacer: LanePacer): Promise<Temporal.Instant | undefined> {
    const held = await this.#lease.hold(platform.timeoutMs);
    const heldAt = this.#now();
    if (!held) {
      this.#elsewhere.begin(heldAt.epochMilliseconds, ELSEWHERE_MS);
      this.#idle('elsewhere', 'another process sends here');
      return heldAt.add({ milliseconds: ELSEWHERE_MS });
    }
    this.#state = 'working';
    this.#detail = undefined;
    if (held.fresh || this.#untidy) await this.#tidy(platform, held.fresh);
    const landed = (failure?: Failure): void => {
      if (failure) this.#aside.note(failure);
      this.wake();
    };
    const standing = await this.#identity.enter(platform, pacer, landed);
    if (standing.type !== 'known') return this.#standStill(standing);
    await this.#looker.start(platform, pacer, landed);
    const began = await this.#dispatch(platform, pacer, held.lease.token, heldAt, standing.lane);
    return began ? this.#now() : this.#settleDown(platform, pacer);
  }

  /** The clock was put back: what waits until a time that had nearly come would wait for it once more. */
  #noticeJump(): void {
    const now = this.#now();
    const back = this.#lastTurn && Temporal.Instant.compare(now.add({ seconds: 1 }), this.#lastTurn) < 0;
    this.#lastTurn = now;
    if (!back) return;
    this.#stirred = true;
    this.#turnedBack = true;
  }

  /** A platform that was connected anew has fresh credentials, and maybe other limits. */
  #currentPlatform(): ChatPlatform | undefined {
    const platform = this.#options.platforms().get(this.lane);
    if (platform !== this.#platform) {
      this.#platform = platform;
      this.#aside.clear();
      if (platform) this.#pacer ??= new LanePacer(platform.limits);
    }
    return platform;
  }

  async #record(): Promise<void> {
    // Of a turn that broke off: if it failed, what landed is still there to be recorded.
    await Promise.allSettled([this.#kept]);
    this.#kept = Promise.resolve();
    if (!this.#pacer || !this.#cockpit.hasLandings) return;
    const { steps, timeoutMs, kept } = await this.#cockpit.record(this.#pacer, this.#aside, this.#probes);
    this.#kept = kept;
    this.#waiting.note(steps);
    if (steps.some(({ to }) => to === 'unknown')) await this.#looker.refresh(timeoutMs);
  }

  async #hasWork(platform: ChatPlatform): Promise<boolean> {
    const now = this.#now();
    if (this.#untidy) {
      const left = await findLeavings(this.#options.store.read, this.lane, this.#cockpit.inFlight);
      if (left.length > 0) return true;
      if (!this.#lease.isHeld) await this.#waiting.load(this.#options.store, now);
      await this.#looker.refresh(platform.timeoutMs);
      this.#untidy = false;
    }
    if (await this.#identity.mustLook(platform)) return true;
    const looks = this.#looker.nextAt(now.epochMilliseconds);
    if (looks !== undefined && looks <= now.epochMilliseconds) return true;
    const due = await this.#options.store.read.outbox.nextDue(this.lane);
    return due !== undefined && Temporal.Instant.compare(due, now) <= 0;
  }

  /** What was missed is settled before anything new is begun. */
  async #tidy(platform: ChatPlatform, fresh: boolean): Promise<void> {
    const { store, log } = this.#options;
    const left = await settleInherited(store, this.lane, this.#cockpit.inFlight, platform, this.#now());
    if (left > 0) log.info('settled what was left behind', { lane: this.lane, notices: left });
    if (fresh) {
      await this.#waiting.load(store, this.#now());
      if (this.#pacer) {
        await recallSends(store.read.outbox, this.lane, this.#pacer, platform.limits, this.#now());
        await recallWaits(store.read.laneBook, this.lane, this.#pacer, this.#now());
      }
    }
    await this.#looker.refresh(platform.timeoutMs);
    this.#untidy = false;
    this.#stirred ||= fresh;
  }

  async #stir(): Promise<void> {
    const all = this.#turnedBack;
    this.#stirred = false;
    this.#turnedBack = false;
    if (all) await this.#waiting.load(this.#options.store, this.#now());
    if (this.#waiting.isEmpty) return;
    await this.#waiting.free(this.#options, this.#facts(), all);
  }

  /** Whether anything was begun or decided: then there may be more. */
  async #dispatch(
    platform: ChatPlatform,
    pacer: LanePacer,
    token: Parameters<Cockpit['begin']>[1],
    heldAt: Temporal.Instant,
    lane: KnownLane,
  ): Promise<boolean> {
    const { store, policy } = this.#options;
    const { counts, boarding } = this.#cockpit;
    const room = roomNow(pacer, platform.limits, counts, boarding, heldAt.epochMilliseconds);
    if (room.posts + room.edits === 0) return false;
    const paced = platform.limits.channel.length > 0 ? boarding.channels : [];
    const round = await claimRound(store, this.lane, token, pacer, room, paced, this.#now());
    if (round.claimed === 0) return false;
    const taken = await this.#identity.takeClaimed(lane, round.ready);
    const ready = round.ready.filter(({ id }) => !taken.has(id));
    const facts = this.#facts();
    const decisions = await prepareGroup(ready, this.#options.log, {
      now: facts.now,
      facts,
      policy: await withClosedDays(store.read, policy),
      platform,
      mayProbe: (channel) => this.#probes.mayProbe(channel, facts.now),
    });
    const all = [...round.deferred, ...decisions];
    for (const decision of decisions) if (decision.type === 'verdict') this.#waiting.note(decision.steps);
    await Promise.all([this.#kept, this.#left]);
    const mark = markOf(lane, store);
    const { left } = await this.#cockpit.begin(all, token, heldAt, platform, pacer, this.#probes, mark);
    this.#left = left.catch((error: unknown) => this.#stayedBehind(error));
    return true;
  }

  /** Something is `sending` and never left: it is seen to like another process's leavings. */
  #stayedBehind(error: unknown): void {
    this.#untidy = true;
    this.#options.log.error('what was begun could not leave', { lane: this.lane, error });
    this.wake();
  }

  /** Nothing more can be begun now. Says when to look again, and lets go of a lease that nobody needs. */
  async #settleDown(platform: ChatPlatform, pacer: LanePacer): Promise<Temporal.Instant | undefined> {
    await this.#kept;
    const busy = !this.#cockpit.isEmpty || this.#looker.isLooking;
    this.#state = busy ? 'working' : 'idle';
    const now = this.#now();
    const { outbox } = this.#options.store.read;
    const { counts, boarding } = this.#cockpit;
    const room = roomNow(pacer, platform.limits, counts, boarding, now.epochMilliseconds);
    const work = await nextWorkAt(outbox, this.lane, pacer, room.free, now);
    const looks = this.#looker.nextAt(now.epochMilliseconds);
    const next = earliest([work, looks === undefined ? undefined : instantAt(looks)]);
    const soon = next && Temporal.Instant.compare(next, now.add({ seconds: 5 })) < 0;
    if (!busy && !soon && this.#lease.isHeld) await this.#lease.letGo();
    return this.#lease.isHeld ? next : earliest([next, await this.#watchOthers(now)]);
  }

  /** What another process has in hand is left to it, and seen to when that is over: nobody tells of a death. */
  async #watchOthers(now: Temporal.Instant): Promise<Temporal.Instant | undefined> {
    const theirs = await findLeavings(this.#options.store.read, this.lane, this.#cockpit.inFlight);
    if (theirs.length === 0) return undefined;
    this.#untidy = true;
    return now.add({ milliseconds: ELSEWHERE_MS });
  }

  /** Nothing may be sent yet: what stands there is looked for, or a second installation is at work. */
  async #standStill(standing: Exclude<Standing, { type: 'known' }>): Promise<Temporal.Instant | undefined> {
    if (standing.type === 'looking') return standing.at === undefined ? undefined : instantAt(standing.at);
    await this.#kept;
    if (this.#cockpit.isEmpty && this.#lease.isHeld) await this.#lease.letGo();
    return this.#idle('aside', standing.reason);
  }

  #idle(state: LaneHealth['state'], detail: string | undefined): undefined {
    this.#state = state;
    this.#detail = detail;
  }

  #facts(): Facts {
    return new Facts(this.#options.store.read, this.#options.routes(), this.#now());
  }

  #now(): Temporal.Instant {
    return this.#options.clock.now();
  }
}

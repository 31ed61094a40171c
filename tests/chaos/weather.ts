import { setTimeout as pass } from 'node:timers/promises';
import type { RequestFacts, SlackFault } from '../support/slack-server/faults.ts';
import type { TeamsFault, WriteFacts } from '../support/teams-server/faults.ts';
import { Dice } from './dice.ts';
import type { Stage } from './stage.ts';

/** What goes wrong with the platforms, drawn from the seed: request by request, and now and then one is away for a while. */
export class Weather {
  readonly #stage: Stage;
  readonly #slackDice: Dice;
  readonly #teamsDice: Dice;
  readonly #outageDice: Dice;
  readonly #counts = new Map<string, number>();
  #isFair = true;
  #outages: Promise<void>[] = [];

  constructor(stage: Stage, seed: number) {
    this.#stage = stage;
    this.#slackDice = new Dice(seed, 'slack');
    this.#teamsDice = new Dice(seed, 'teams');
    this.#outageDice = new Dice(seed, 'outages');
  }

  /** How many of each sort there were. */
  get counts(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#counts].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** Trouble begins. */
  turnFoul(): void {
    this.#isFair = false;
    const { slack, teams } = this.#stage;
    this.#outages = [
      this.#takeAway(
        'slack',
        () => slack.goAway(),
        () => slack.comeBack(),
      ),
      this.#takeAway(
        'teams',
        () => teams.goAway(),
        () => teams.restore(),
      ),
    ];
  }

  /** Trouble ends; resolves when everybody is back. */
  async turnFair(): Promise<void> {
    this.#isFair = true;
    await Promise.all(this.#outages);
  }

  slackFault(request: RequestFacts): SlackFault | undefined {
    if (this.#isFair) return undefined;
    const fault = WRITING.has(request.method)
      ? drawSlackWrite(this.#slackDice)
      : drawSlackRead(this.#slackDice);
    if (fault) this.#count(`slack ${WRITING.has(request.method) ? 'write' : 'read'}: ${nameOf(fault)}`);
    return fault;
  }

  teamsFault(_write: WriteFacts): TeamsFault | undefined {
    if (this.#isFair) return undefined;
    const fault = drawTeams(this.#teamsDice);
    if (fault) this.#count(`teams write: ${nameOf(fault)}`);
    return fault;
  }

  async #takeAway(name: string, leave: () => Promise<void>, back: () => Promise<void>): Promise<void> {
    for (;;) {
      const until = performance.now() + this.#outageDice.between(40_000, 110_000);
      while (performance.now() < until) {
        if (this.#isFair) return;
        await pass(200);
      }
      this.#count(`${name}: away for a while`);
      await leave();
      await pass(this.#outageDice.between(2_000, 12_000));
      await back();
    }
  }

  #count(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }
}

const WRITING: ReadonlySet<string> = new Set(['chat.postMessage', 'chat.update', 'chat.delete']);

/** About one write in eight meets something. Each fault is drawn before its particulars, so that streams stay in step. */
function drawSlackWrite(dice: Dice): SlackFault | undefined {
  const ms = dice.next();
  return dice.draw<SlackFault>([
    [0.015, { type: 'resetBefore' }],
    [0.015, { type: 'resetAfter' }],
    [0.01, { type: 'serverError', status: 500, stored: true }],
    [0.01, { type: 'serverError', status: 503, stored: false }],
    [0.005, { type: 'hang', stored: true }],
    [0.005, { type: 'hang', stored: false }],
    [0.01, { type: 'halfAnswer' }],
    [0.005, { type: 'garbage' }],
    [0.004, { type: 'throttle', seconds: 1 + Math.floor(ms * 3) }],
    [0.001, { type: 'throttle' }],
    [0.005, { type: 'refuse', error: 'internal_error' }],
    [0.03, { type: 'slow', ms: 100 + Math.floor(ms * 5_000) }],
    // Longer than anybody waits for an answer, and still no longer than a message may take to turn up.
    [0.003, { type: 'slow', ms: 11_000 + Math.floor(ms * 25_000) }],
  ]);
}

function drawSlackRead(dice: Dice): SlackFault | undefined {
  const ms = dice.next();
  return dice.draw<SlackFault>([
    [0.02, { type: 'resetBefore' }],
    [0.01, { type: 'serverError', status: 500, stored: false }],
    [0.02, { type: 'halfAnswer' }],
    [0.005, { type: 'throttle', seconds: 2 }],
    [0.05, { type: 'slow', ms: 100 + Math.floor(ms * 3_000) }],
  ]);
}

function drawTeams(dice: Dice): TeamsFault | undefined {
  const ms = dice.next();
  return dice.draw<TeamsFault>([
    [0.015, { type: 'resetBefore' }],
    [0.015, { type: 'resetAfter' }],
    [0.01, { type: 'status', status: 500, stored: true }],
    [0.01, { type: 'status', status: 502, stored: false }],
    [0.003, { type: 'hang', stored: true }],
    [0.003, { type: 'hang', stored: false }],
    [0.01, { type: 'halfAnswer' }],
    [0.01, { type: 'status', status: 429, retryAfter: String(1 + Math.floor(ms * 3)) }],
    [0.005, { type: 'status', status: 429 }],
    [0.005, { type: 'status', status: 412, code: 'PreconditionFailed' }],
    [0.03, { type: 'slow', ms: 100 + Math.floor(ms * 5_000) }],
  ]);
}

function nameOf(fault: SlackFault | TeamsFault): string {
  switch (fault.type) {
    case 'resetBefore':
      return 'reset before storing';
    case 'resetAfter':
      return 'reset after storing';
    case 'serverError':
      return fault.stored ? '5xx, stored' : '5xx, not stored';
    case 'status':
      if (fault.status >= 500) return fault.stored ? '5xx, stored' : '5xx, not stored';
      return fault.retryAfter === undefined ? 'throttled, no Retry-After' : 'throttled, Retry-After';
    case 'hang':
      return fault.stored ? 'hangs, stored' : 'hangs, not stored';
    case 'throttle':
      return fault.seconds === undefined ? 'throttled, no Retry-After' : 'throttled, Retry-After';
    case 'halfAnswer':
      return 'half an answer';
    case 'garbage':
      return 'a page instead of an answer';
    case 'refuse':
      return 'an internal error';
    case 'slow':
      return fault.ms > 10_000 ? 'stored after nobody waits any more' : 'slow';
  }
}

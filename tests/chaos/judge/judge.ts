import { type LaneId, splitChannelId } from '../../../src/domain/ids.ts';
import { opaqueKeyOf } from '../../../src/domain/notice.ts';
import type { Stage } from '../stage.ts';
import { describeBreach } from './describe-breach.ts';
import { findDoubles } from './find-doubles.ts';
import { findLosses } from './find-losses.ts';
import { findBeyondReach, findStale } from './find-stale.ts';
import type { BreachType, Case } from './verdict.ts';

export interface Findings {
  /** Everything that was ever owed: what is said aloud, and edits and removals. */
  readonly notices: Readonly<Record<'spoken' | 'edits', number>>;
  /** Messages that were posted, by platform; and edits that were carried out. */
  readonly posted: Readonly<Record<'slack' | 'teams', number>>;
  readonly edits: Readonly<Record<'slack' | 'teams', number>>;
  /** Notices that the records owe in the end, and how many of them arrived. */
  readonly owed: number;
  readonly arrived: number;
  readonly excused: Readonly<Record<string, number>>;
  /** Second copies on Teams that its policy prefers to silence. */
  readonly repeatedByPolicy: number;
  /** What a process that was frozen for longer than its lease had begun before (rule 11). */
  readonly beyondFencing: Readonly<Record<string, number>>;
  /** Messages on Teams that arrived though their answer did not: they cannot be edited or taken back. */
  readonly beyondReach: number;
  readonly breaches: Readonly<Record<BreachType, number>>;
  readonly violations: Readonly<Record<string, number>>;
  readonly violationDetails: readonly string[];
  /** From due to the platform's door, in seconds. */
  readonly lateness: Readonly<Record<string, Lateness>>;
  /** Of each breach: what, where, and the ledger of its notices. */
  readonly details: readonly string[];
}

interface Lateness {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

export async function judge(facts: Case, stage: Stage): Promise<Findings> {
  const losses = findLosses(facts);
  const doubles = findDoubles(facts);
  const staleness = await findStale(facts);
  const breaches = [...losses.breaches, ...doubles.breaches, ...staleness.breaches];
  const countOf = (type: BreachType): number => breaches.filter((breach) => breach.type === type).length;
  const platforms = facts.exhibits.map(({ platform }) => platform);
  const writes = stage.teams.journal().filter(({ kind, outcome }) => kind === 'update' && outcome === 200);
  const spoken = [...facts.notices.values()].filter(
    ({ kind }) => kind !== 'edit' && kind !== 'removal',
  ).length;
  return {
    notices: { spoken, edits: facts.notices.size - spoken },
    posted: {
      slack: platforms.filter((platform) => platform === 'slack').length,
      teams: platforms.filter((platform) => platform === 'teams').length,
    },
    edits: {
      slack: stage.slack.journal.filter(({ method, stored }) => method === 'chat.update' && stored).length,
      teams: writes.length,
    },
    owed: losses.owed,
    arrived: losses.arrived,
    excused: Object.fromEntries(losses.excused),
    repeatedByPolicy: doubles.allowed,
    beyondFencing: {
      'shown twice, one copy taken back': doubles.beyondFencing,
      'said too late': staleness.beyondFencing,
    },
    beyondReach: findBeyondReach(facts).length,
    breaches: {
      lost: countOf('lost'),
      doubled: countOf('doubled'),
      stale: countOf('stale'),
      unsettled: countOf('unsettled'),
      unread: countOf('unread'),
    },
    violations: countViolations(stage, facts),
    violationDetails: describeViolations(stage),
    lateness: measureLateness(facts),
    details: breaches.map((breach) => describeBreach(breach, facts)),
  };
}

/**
 * Requests that left in time bunch up on their way where both ends share a busy machine, and the more the later it comes to
 * anything. Counted apart.
 */
const JITTER_MS = 100;
/** Of the delays around it. */
const AROUND_MS = 2_000;
/** What a process had begun before it was frozen leaves within this after it thaws, beside what its successor sends. */
const THAWS_MS = 1_000;

function countViolations(
  { slack, teams, lanes }: Stage,
  { freezes, delays }: Case,
): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  const count = (lane: LaneId, at: number, early: number, name: string): void => {
    const thaws = freezes.some(
      (freeze) => freeze.lanes.includes(lane) && at >= freeze.to && at <= freeze.to + THAWS_MS,
    );
    const jitter = JITTER_MS + 2 * delays.longestIn(at - AROUND_MS, at);
    const whole = `${name}${thaws ? ', after a freeze' : early > jitter ? '' : ', by jitter'}`;
    counts[whole] = (counts[whole] ?? 0) + 1;
  };
  for (const { method, allowed, at, early } of slack.rates.violations)
    count(lanes.slack, at, early, `slack ${method}, ${allowed}`);
  for (const { conversation, allowed, ms, at, early } of teams.violations()) {
    const scope = conversation === 'the tenant' ? 'tenant' : 'conversation';
    count(lanes.teams, at, early, `teams ${scope}, ${allowed} in ${ms} ms`);
  }
  return counts;
}

function describeViolations({ slack, teams }: Stage): readonly string[] {
  return [
    ...slack.rates.violations.map(
      ({ at, method, channel, early }) => `${at} slack ${method} ${channel}: ${early} ms early`,
    ),
    ...teams
      .violations()
      .map(
        ({ at, conversation, count, ms, early }) =>
          `${at} teams ${conversation}: ${count} in ${ms} ms, ${early} ms early`,
      ),
  ];
}

function measureLateness({ exhibits, notices, posts, store }: Case): Readonly<Record<string, Lateness>> {
  const byKey = new Map(exhibits.flatMap((exhibit) => (exhibit.key ? [[exhibit.key, exhibit.at]] : [])));
  const byMessage = new Map(exhibits.flatMap((one) => (one.message ? [[one.message, one.at]] : [])));
  const late = new Map<string, number[]>();
  for (const notice of notices.values()) {
    const message = posts.get(notice.id)?.message;
    const at = byKey.get(opaqueKeyOf(notice.id, store.installation)) ?? byMessage.get(message ?? '');
    if (at === undefined) continue;
    const name = `${splitChannelId(notice.channel).platform} ${notice.kind}`;
    late.set(name, [...(late.get(name) ?? []), (at - notice.due.epochMilliseconds) / 1_000]);
  }
  return Object.fromEntries([...late].toSorted().map(([name, values]) => [name, summarise(values)]));
}

function summarise(values: readonly number[]): Lateness {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    Math.round((sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0) * 10) / 10;
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

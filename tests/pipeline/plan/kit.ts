import { parseAddress } from '../../../src/domain/address.ts';
import {
  type ChannelId,
  channelIdOf,
  LaneId,
  LeaseToken,
  MessageId,
  RouteId,
  type SeminarId,
} from '../../../src/domain/ids.ts';
import { materialOf } from '../../../src/domain/material.ts';
import { mergedOf } from '../../../src/domain/merge.ts';
import type { Notice } from '../../../src/domain/notice.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import type { Route, Target } from '../../../src/domain/route.ts';
import type { Seminar } from '../../../src/domain/seminar.ts';
import { parseOffset } from '../../../src/domain/time/offset.ts';
import type { PlanContext } from '../../../src/pipeline/plan/plan-context.ts';
import { saveSeminars } from '../../../src/pipeline/plan/save-seminars.ts';
import { buildRouteIndex } from '../../../src/pipeline/targets/route-index.ts';
import type { Log } from '../../../src/ports/log.ts';
import type { Store } from '../../../src/ports/store.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

export const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
export const LANE = LaneId.parse('preview:local');
export const CHANNEL = channelIdOf(LANE, '#tides');
export const OTHER = channelIdOf(LANE, '#foam');
export const RESOLVED: ReadonlyMap<string, ChannelId> = new Map([
  ['preview:#tides', CHANNEL],
  ['preview:#foam', OTHER],
]);

const quiet = (): void => undefined;
export const quietLog: Log = { debug: quiet, info: quiet, warn: quiet, error: quiet, with: () => quietLog };

export function aRoute(over: Partial<Route> = {}): Route {
  return {
    id: RouteId.parse('route-all'),
    match: { all: true },
    to: [parseAddress('preview:#tides')],
    announce: { when: parseOffset('7d@09:00'), needs: [], latest: parseOffset('3d') },
    remind: [parseOffset('0d@09:00'), parseOffset('15m')],
    startingNow: false,
    joinLink: 'reminder',
    changes: 'auto',
    audience: 'members',
    ...over,
  };
}

export function aTarget(over: Partial<Target> = {}): Target {
  const { id, match: _match, to: _to, ...rules } = aRoute();
  return { ...rules, channel: CHANNEL, routes: [id], ...over };
}

export function aPolicy(over: Partial<Policy> = {}): Policy {
  return {
    mode: 'live',
    timezone: 'Australia/Brisbane',
    locale: 'en-AU',
    dateOrder: 'day-first',
    workdays: ['MON', 'TUE', 'WED', 'THU', 'FRI'],
    closed: [],
    audience: 'members',
    operators: [],
    series: [],
    routes: [aRoute()],
    digests: [],
    guard: { burst: 5, largeChannel: 500 },
    command: '/seminar',
    retention: { ledger: 400, people: 90, rawText: 30, attendance: 7 },
    ...over,
  };
}

export function contextOf(policy: Policy): PlanContext {
  return { policy, routes: buildRouteIndex(policy, RESOLVED) };
}

export interface Rig {
  readonly store: Store;
  readonly clock: VirtualClock;
  readonly context: PlanContext;
  /** Saves a seminar as changed by somebody. */
  save(seminar: Seminar): Promise<Seminar>;
  notices(seminar?: SeminarId): Promise<readonly Notice[]>;
  /** What the dispatcher would do with all that is due now: claims it, sends it, remembers what was said. */
  deliver(): Promise<readonly Notice[]>;
}

export async function openRig(policy = aPolicy(), start = '2026-11-16T08:00:00+10:00'): Promise<Rig> {
  const clock = new VirtualClock(start);
  const store = await openStore('sqlite::memory:', { clock, log: quietLog });
  const context = contextOf(policy);
  return {
    store,
    clock,
    context,
    save: async (seminar) => {
      const saved = await store.transaction(async (tx) => {
        const before = await tx.seminars.get(seminar.id);
        const change = { id: seminar.id, fields: mergedOf(seminar), publication: seminar.publication };
        return saveSeminars(tx, [before ? { ...change, before } : change], context, clock.now());
      });
      const [first] = saved.seminars;
      if (!first) throw new Error('nothing was saved');
      return first;
    },
    notices: (seminar) => store.read.outbox.find(seminar ? { seminar } : {}),
    deliver: () => deliver(store, clock.now()),
  };
}

async function deliver(store: Store, now: Temporal.Instant): Promise<readonly Notice[]> {
  const token = LeaseToken.parse('the-only-holder');
  return store.transaction(async (tx) => {
    const claimed = await tx.outbox.claim({ lane: LANE, now, limit: 1000, token });
    for (const notice of claimed) {
      const isExpired = Temporal.Instant.compare(notice.expires, now) <= 0;
      const base = { notice: notice.id, token, at: now };
      if (isExpired) {
        await tx.outbox.step([{ ...base, from: ['claimed'], to: 'skipped' }]);
        continue;
      }
      await tx.outbox.step([
        { ...base, from: ['claimed'], to: 'sending', attempt: true },
        { ...base, from: ['sending'], to: 'sent' },
      ]);
      const seminar = notice.seminar && (await tx.seminars.get(notice.seminar));
      if (!seminar) continue;
      if (notice.key.kind === 'edit') {
        const post = await tx.posts.get(notice.key.post);
        if (post) await tx.posts.put({ ...post, shownRevision: seminar.revision });
        continue;
      }
      await tx.posts.put({
        id: notice.id,
        lane: notice.lane,
        channel: notice.channel,
        kind: notice.kind,
        seminars: [seminar.id],
        message: MessageId.parse(`m-${notice.id}`),
        shownRevision: seminar.revision,
        postedAt: now,
      });
      const last = await tx.posts.said(seminar.id, notice.channel);
      await tx.posts.putSaid(seminar.id, notice.channel, {
        version: (last?.version ?? 0) + 1,
        material: materialOf(seminar),
      });
    }
    return claimed.filter((notice) => Temporal.Instant.compare(notice.expires, now) > 0);
  });
}

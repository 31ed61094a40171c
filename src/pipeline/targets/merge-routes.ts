import type { ChannelId } from '../../domain/ids.ts';
import type { AnnounceRule, ChangesRule, JoinLinkRule, Offset, Route, Target } from '../../domain/route.ts';
import { leadSeconds } from '../../domain/time/offset.ts';

/** The strictest first. */
const JOIN_LINK: readonly JoinLinkRule[] = ['never', 'reminder', 'always'];
/** The loudest first. */
const CHANGES: readonly ChangesRule[] = ['channel', 'auto', 'thread', 'silent'];

/**
 * Routes that meet in one channel (rule 9): strictest join link, narrowest audience, union of offsets, earliest
 * announcement (with its own needs), loudest changes; "starting now" where any says it.
 */
export function mergeRoutes(channel: ChannelId, routes: readonly [Route, ...Route[]]): Target {
  return {
    channel,
    routes: [...new Set(routes.map((route) => route.id))],
    announce: routes.map((route) => route.announce).reduce(earlier),
    remind: unionOf(routes.map((route) => route.remind)),
    startingNow: routes.some((route) => route.startingNow),
    joinLink:
      firstOf(
        JOIN_LINK,
        routes.map((route) => route.joinLink),
      ) ?? 'never',
    changes:
      firstOf(
        CHANGES,
        routes.map((route) => route.changes),
      ) ?? 'silent',
    audience: routes.some((route) => route.audience === 'members') ? 'members' : 'public',
  };
}

function firstOf<T>(order: readonly T[], found: readonly T[]): T | undefined {
  return order.find((value) => found.includes(value));
}

function unionOf(lists: readonly (readonly Offset[])[]): readonly Offset[] {
  return [...new Map(lists.flat().map((offset) => [offset.text, offset])).values()];
}

function earlier(a: AnnounceRule | 'never', b: AnnounceRule | 'never'): AnnounceRule | 'never' {
  if (a === 'never') return b;
  if (b === 'never' || a.when === 'immediately') return a;
  return b.when === 'immediately' || leadSeconds(b.when) > leadSeconds(a.when) ? b : a;
}

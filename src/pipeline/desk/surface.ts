import type { JoinLinkRule, Target } from '../../domain/route.ts';
import type { Seminar } from '../../domain/seminar.ts';
import type { Surface } from '../../domain/viewer.ts';
import type { Actor } from '../../ports/desk.ts';
import { releaseOf } from '../dispatch/scene.ts';
import { type Asking, plainSurface, viewerOf } from './asking.ts';

/** When the link of a seminar that no route reminds of is released to those who ask. */
const UNROUTED_RELEASE = { minutes: 15 };
const STRICTNESS: readonly JoinLinkRule[] = ['never', 'reminder', 'always'];

/**
 * Where the answer about a seminar is shown. Asked in a channel to which it is routed: by that channel's rules. Else as
 * if all its routes met in one (rule 9): the strictest link, released with the first of all reminders.
 */
export function surfaceFor(seminar: Seminar | undefined, asking: Asking): Surface {
  const { actor, routes, policy } = asking;
  if (!seminar) return plainSurface(actor);
  const here = actor.channel ? routes.targetAt(seminar, actor.channel) : undefined;
  // Everybody there will read it, and no post would have told them of the link.
  if (actor.shared && !here) return plainSurface(actor);
  const targets = here ? [here] : routes.targetsFor(seminar);
  const releasesAt =
    targets.length > 0
      ? earliest(targets.map((target) => releaseOf(seminar, target, policy)))
      : seminar.start?.subtract(UNROUTED_RELEASE);
  return {
    type: 'answer',
    viewer: viewerOf(actor),
    joinLink: strictest(targets),
    ...(releasesAt ? { releasesAt } : {}),
  };
}

/** For those who look after seminars: they see drafts, and links before anybody else. */
export function caretakerSurface({ person }: Actor): Surface {
  return { type: 'answer', viewer: { person, standing: 'organiser' }, joinLink: 'always' };
}

function strictest(targets: readonly Target[]): JoinLinkRule {
  if (targets.length === 0) return 'reminder';
  return STRICTNESS.find((rule) => targets.some((target) => target.joinLink === rule)) ?? 'never';
}

function earliest(instants: readonly (Temporal.Instant | undefined)[]): Temporal.Instant | undefined {
  return instants.filter((instant) => instant !== undefined).sort(Temporal.Instant.compare)[0];
}

import type { Seminar } from '../../domain/seminar.ts';
import type { Surface } from '../../domain/viewer.ts';
import type { Actor } from '../../ports/desk.ts';
import { answerSurface } from '../targets/answer-surface.ts';
import { type Asking, plainSurface, viewerOf } from './asking.ts';

/**
 * Where the answer about a seminar is shown. Asked in a channel to which it is routed: by that channel's rules. Else as
 * if all its routes met in one.
 */
export function surfaceFor(seminar: Seminar | undefined, asking: Asking): Surface {
  const { actor, routes, policy } = asking;
  if (!seminar) return plainSurface(actor);
  const here = actor.channel ? routes.targetAt(seminar, actor.channel) : undefined;
  // Everybody there will read it, and no post would have told them of the link.
  if (actor.shared && !here) return plainSurface(actor);
  return answerSurface(seminar, viewerOf(actor), here ? [here] : routes.targetsFor(seminar), policy);
}

/** For those who look after seminars: they see drafts, and links before anybody else. */
export function caretakerSurface({ person }: Actor): Surface {
  return { type: 'answer', viewer: { person, standing: 'organiser' }, joinLink: 'always' };
}

import { typedAs } from '../../domain/cards/help.ts';
import { titleOf } from '../../domain/cards/naming.ts';
import { type SeminarId, type SeriesId, splitChannelId } from '../../domain/ids.ts';
import type { Intent } from '../../domain/intent.ts';
import { phaseOf } from '../../domain/phase.ts';
import type { Seminar } from '../../domain/seminar.ts';
import type { ActScene } from '../dispatch/acts/act-scene.ts';
import { answerUnknown } from './answers/show.ts';
import type { Answer, Asking } from './asking.ts';
import { looksAfter, looksAfterAny, nameCaretakers } from './caretaking.ts';
import { say } from './review-desk.ts';

/** Acts of those who look after seminars, in their name. */
export function sceneOf({ store, clock, actor }: Asking): ActScene {
  const isLocal = splitChannelId(actor.person).platform === 'preview';
  return { store, clock, by: isLocal ? 'on the service’s own page' : actor.person };
}

/** Why the asker may not do that here; undefined where they may. Without a series: what concerns everything. */
export async function findRefusal(asking: Asking, series: SeriesId | undefined): Promise<Answer | undefined> {
  const { words } = asking.look;
  if (!(await looksAfter(asking, series)))
    return say(words.act.notYours(await nameCaretakers(asking, series)));
  return asking.actor.shared ? say(words.act.notHere) : undefined;
}

/** Likewise, for what every organiser may know. */
export async function findRefusalToAny(asking: Asking): Promise<Answer | undefined> {
  const { words } = asking.look;
  if (!(await looksAfterAny(asking))) return say(words.act.notYours(await nameCaretakers(asking, undefined)));
  return asking.actor.shared ? say(words.act.notHere) : undefined;
}

/** The seminar that somebody wants to do something about; else why they cannot. Drafts are found, too. */
export async function openSeminar(
  id: SeminarId,
  toIntent: (nearest: SeminarId) => Intent,
  asking: Asking,
): Promise<{ readonly seminar: Seminar } | { readonly answer: Answer }> {
  const seminar = await asking.store.read.seminars.get(id);
  const refusal = seminar ? await findRefusal(asking, seminar.series) : await findRefusalToAny(asking);
  if (refusal) return { answer: refusal };
  return seminar ? { seminar } : { answer: await answerUnknown(id, toIntent, asking) };
}

/** What is published and not over; else why nothing can be said of it any more, or yet. */
export function findObstacle(seminar: Seminar, { look, now }: Asking): Answer | undefined {
  const { act, review } = look.words;
  const title = titleOf(seminar, look);
  if (seminar.publication === 'draft') {
    const typed = seminar.start ? `publish ${seminar.id}` : review.startExample(seminar.id);
    return say(act.draft(title, typedAs(typed, look)));
  }
  return phaseOf(seminar, now) === 'ended' ? say(act.over(title)) : undefined;
}

/** A question with its two answers to press; nothing was done. */
export function ask(question: string, yes: readonly Choice[], no: string): Answer {
  return offer(question, [...yes, { label: no, intent: { type: 'keep' } }]);
}

export interface Choice {
  readonly label: string;
  readonly intent: Intent;
}

/** Some sentences, and what may come next. */
export function offer(text: string, nearest: readonly Choice[]): Answer {
  if (nearest.length === 0) return say(text);
  return {
    subject: { kind: 'suggest', suggestion: { type: 'suggest', typed: '', nearest }, lead: text },
  };
}

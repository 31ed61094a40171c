import { writeMoment } from '../../../domain/cards/dates.ts';
import { joinList } from '../../../domain/cards/people.ts';
import { encodePauseScope, type PauseScope } from '../../../domain/pause.ts';
import { pause } from '../../dispatch/acts/pause.ts';
import { resume } from '../../dispatch/acts/resume.ts';
import { ask, type Choice, findRefusal, findRefusalToAny, offer, sceneOf } from '../acting.ts';
import type { Answer, Asking } from '../asking.ts';
import { findPlace, type NamedPlace, nameScope } from '../places.ts';
import { say } from '../review-desk.ts';

/** Says nothing more in a channel, of a series or anywhere. Can be undone, so nothing is asked. */
export async function answerPause(text: string | undefined, asking: Asking): Promise<Answer> {
  const opened = await openPlace('pause', text, asking);
  if ('answer' in opened) return opened.answer;
  const { scope, name } = opened;
  const { act } = asking.look.words;
  const goOn: Choice = { label: act.resumeOf(name), intent: resumeIntent(scope) };
  const since = await pausedSince(scope, asking);
  if (since) return offer(act.pausedAlready(name, since), [goOn]);
  await pause(sceneOf(asking), scope);
  return offer(sayPaused(opened, asking), [goOn]);
}

/** Goes on. What is overdue beyond a few announcements is held, and can be released from here. */
export async function answerResume(text: string | undefined, asking: Asking): Promise<Answer> {
  const opened = await openPlace('resume', text, asking);
  if ('answer' in opened) return opened.answer;
  const { scope, name } = opened;
  const { act } = asking.look.words;
  const done = await resume(sceneOf(asking), scope, asking.policy.guard.burst);
  const left = await namePaused(asking);
  const still = left.length > 0 ? [act.stillPaused(joinList(left, asking.look), left.length)] : [];
  if (!done) {
    const not = scope.type === 'everything' ? act.nothingPaused : act.notPaused(name);
    return say([not, ...still].join(' '));
  }
  const sentences = [
    scope.type === 'everything' ? act.resumedAll : act.resumed(name),
    ...still,
    ...(done.released > 0 ? [act.resumedGoing(done.released)] : []),
    ...(done.held > 0 ? [act.resumedHeld(done.held)] : []),
  ];
  const release: readonly Choice[] =
    done.held > 0 && scope.type === 'channel'
      ? [{ label: act.releaseOf(name), intent: { type: 'release', place: scope.channel } }]
      : done.held > 0
        ? [{ label: act.showStatus, intent: { type: 'status' } }]
        : [];
  return offer(sentences.join(' '), release);
}

export function resumeIntent(scope: PauseScope): Choice['intent'] {
  switch (scope.type) {
    case 'everything':
      return { type: 'resume' };
    case 'channel':
      return { type: 'resume', place: scope.channel };
    case 'series':
      return { type: 'resume', place: scope.series };
  }
}

/** What is meant, if the asker may hold it still; of a series, its organisers may. */
async function openPlace(
  type: 'pause' | 'resume',
  text: string | undefined,
  asking: Asking,
): Promise<NamedPlace | { readonly answer: Answer }> {
  const { act } = asking.look.words;
  const refusal = await findRefusalToAny(asking);
  if (refusal) return { answer: refusal };
  const found = await findPlace(text, asking);
  if (!found) return { answer: say(act.noSuchPlace(text ?? '')) };
  if ('several' in found) {
    const choices = found.several.map(({ id }) => ({ label: id, intent: { type, place: id } }));
    return { answer: ask(act.severalPlaces(text ?? ''), choices, act.notNow) };
  }
  const series = found.scope.type === 'series' ? found.scope.series : undefined;
  const notTheirs = await findRefusal(asking, series);
  return notTheirs ? { answer: notTheirs } : found;
}

async function pausedSince(scope: PauseScope, asking: Asking): Promise<string | undefined> {
  const pauses = await asking.store.read.directory.pauses();
  const found = pauses.find((one) => encodePauseScope(one.scope) === encodePauseScope(scope));
  return found && writeMoment(found.since, asking.zone, asking.look.locale, 'yearless');
}

/** What holds still, by name. */
async function namePaused(asking: Asking): Promise<readonly string[]> {
  const names: string[] = [];
  for (const pause of await asking.store.read.directory.pauses()) names.push(await nameScope(pause, asking));
  return names;
}

function sayPaused({ scope, name }: NamedPlace, { look }: Asking): string {
  const { act } = look.words;
  switch (scope.type) {
    case 'everything':
      return act.pausedAll;
    case 'channel':
      return act.paused(name);
    case 'series':
      return act.pausedSeries(name);
  }
}

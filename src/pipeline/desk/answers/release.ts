import { releaseChannel } from '../../dispatch/acts/release-channel.ts';
import { ask, findRefusal, sceneOf } from '../acting.ts';
import type { Answer, Asking } from '../asking.ts';
import { findPlace } from '../places.ts';
import { say } from '../review-desk.ts';

/** Sends what is held for a channel, and tries one again that was set aside; what is sent is asked about once. */
export async function answerRelease(text: string, sure: boolean, asking: Asking): Promise<Answer> {
  const { act } = asking.look.words;
  const refusal = await findRefusal(asking, undefined);
  if (refusal) return refusal;
  const found = await findPlace(text, asking);
  if (!found) return say(act.noSuchPlace(text));
  if ('several' in found) {
    const choices = found.several.map(({ id }) => ({
      label: id,
      intent: { type: 'release', place: id } as const,
    }));
    return ask(act.severalPlaces(text), choices, act.notNow);
  }
  const { scope, name } = found;
  if (scope.type !== 'channel') return say(act.channelOnly);
  const { directory, outbox } = asking.store.read;
  const held = await outbox.find({ channel: scope.channel, states: ['held'] });
  const isAside = (await directory.channel(scope.channel))?.aside !== undefined;
  if (held.length === 0 && !isAside) return say(act.nothingHeld(name));
  if (!sure && held.length > 0) {
    const yes = {
      label: act.releaseYes(held.length),
      intent: { type: 'release', place: scope.channel, sure: true },
    } as const;
    return ask(act.releaseAsk(held.length, name), [yes], act.notNow);
  }
  const done = await releaseChannel(sceneOf(asking), scope.channel);
  const sentences = [
    ...(done.mended ? [act.mended(name)] : []),
    ...(done.notices > 0 ? [act.released(done.notices, name)] : []),
  ];
  return say(sentences.length > 0 ? sentences.join(' ') : act.nothingHeld(name));
}

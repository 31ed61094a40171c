import { titleOf } from '../../../domain/cards/naming.ts';
import { joinList } from '../../../domain/cards/people.ts';
import type { ChannelId, SeminarId } from '../../../domain/ids.ts';
import { announceSeminar, findBare } from '../../dispatch/acts/announce-seminar.ts';
import { ask, findObstacle, openSeminar, sceneOf } from '../acting.ts';
import type { Answer, Asking } from '../asking.ts';
import { namePlace } from '../places.ts';
import { say } from '../review-desk.ts';

/** Announces it now wherever its routes lead; the question names the channels and how many read them. */
export async function answerAnnounce(id: SeminarId, sure: boolean, asking: Asking): Promise<Answer> {
  const { act } = asking.look.words;
  const opened = await openSeminar(id, (seminar) => ({ type: 'announce', seminar }), asking);
  if ('answer' in opened) return opened.answer;
  const { seminar } = opened;
  const obstacle = findObstacle(seminar, asking);
  if (obstacle) return obstacle;
  const title = titleOf(seminar, asking.look);
  const channels = asking.routes.targetsFor(seminar).map(({ channel }) => channel);
  if (!sure && channels.length > 0) {
    const bare = await findBare(asking.store.read, seminar, channels);
    if (bare.length === 0) return say(act.announcedAlready(title));
    const places = await nameWithSizes(bare, asking);
    const yes = { label: act.announceYes, intent: { type: 'announce', seminar: id, sure: true } } as const;
    return ask(act.announceAsk(title, places), [yes], act.notNow);
  }
  const done = await announceSeminar(sceneOf(asking), seminar, asking.routes);
  if (done.type === 'refused') return say(done.reason);
  if (done.channels.length === 0) return say(act.announcedAlready(title));
  return say(act.announced(title, await nameWithSizes(done.channels, asking)));
}

async function nameWithSizes(channels: readonly ChannelId[], asking: Asking): Promise<string> {
  const { look, store } = asking;
  const names: string[] = [];
  for (const channel of channels) {
    const name = await namePlace(channel, asking);
    const members = (await store.read.directory.channel(channel))?.members;
    names.push(members === undefined ? name : look.words.act.people(name, members));
  }
  return joinList(names, look);
}

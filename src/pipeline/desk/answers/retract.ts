import { titleOf } from '../../../domain/cards/naming.ts';
import { NoticeId, SeminarId } from '../../../domain/ids.ts';
import type { Notice } from '../../../domain/notice.ts';
import type { Post } from '../../../domain/post.ts';
import type { Seminar } from '../../../domain/seminar.ts';
import { parseOffset } from '../../../domain/time/offset.ts';
import { dueInstant } from '../../../domain/time/offset-instant.ts';
import { retractNotice, retractSeminar } from '../../dispatch/acts/retract.ts';
import { nameOf } from '../../dispatch/ledger-words.ts';
import { ask, type Choice, findRefusal, findRefusalToAny, offer, openSeminar, sceneOf } from '../acting.ts';
import type { Answer, Asking } from '../asking.ts';
import { namePlace, namePlaces } from '../places.ts';
import { say } from '../review-desk.ts';

/** Takes back one message or all that was said of a seminar; asked about once. */
export async function answerRetract(
  what: SeminarId | NoticeId,
  sure: boolean,
  asking: Asking,
): Promise<Answer> {
  const seminar = SeminarId.safeParse(what);
  if (seminar.success) return retractAllOf(seminar.data, sure, asking);
  const notice = await asking.store.read.outbox.get(NoticeId.parse(what));
  return notice ? retractOne(notice, sure, asking) : answerNoSuch(what, asking);
}

async function retractAllOf(id: SeminarId, sure: boolean, asking: Asking): Promise<Answer> {
  const { act } = asking.look.words;
  const opened = await openSeminar(id, (nearest) => ({ type: 'retract', what: nearest }), asking);
  if ('answer' in opened) return opened.answer;
  const title = titleOf(opened.seminar, asking.look);
  const people = await countReminded(opened.seminar, asking);
  if (!sure) {
    const posts = await standingPosts(id, asking);
    const places = await namePlaces(
      posts.map(({ channel }) => channel),
      asking,
    );
    const question = places === undefined ? act.retractUnposted(title) : act.retractSeminar(title, places);
    const asked = people > 0 ? [act.retractReminded(people)] : [];
    const no = posts.length > 1 ? act.keepAll : act.keep;
    return ask([question, ...asked].join(' '), [allOf(id, posts, asking)], no);
  }
  const { removing, stopped } = await retractSeminar(sceneOf(asking), id);
  const disappointed = people > 0 ? [act.retractedReminded(people)] : [];
  return offer([act.retracted(title, removing, stopped), ...disappointed].join(' '), [againOf(id, asking)]);
}

/**
 * Those who asked for a reminder that is still to come. It ends without a word: what is taken back should not have been
 * said, so nothing is said of it to anybody. Whoever takes it back learns of them; `cancel` is what tells people.
 */
async function countReminded(seminar: Seminar, { store, policy, now }: Asking): Promise<number> {
  const { id, start, timezone, status } = seminar;
  if (!start || status !== 'scheduled') return 0;
  const reminders = await store.read.people.remindersOf(id);
  return reminders.filter(({ offset }) => {
    const due = dueInstant(start, timezone, parseOffset(offset), policy);
    return Temporal.Instant.compare(due, now) > 0;
  }).length;
}

async function retractOne(notice: Notice, sure: boolean, asking: Asking): Promise<Answer> {
  const { act } = asking.look.words;
  const { store, look } = asking;
  const seminar = notice.seminar && (await store.read.seminars.get(notice.seminar));
  const refusal = await findRefusal(asking, seminar?.series);
  if (refusal) return refusal;
  if (sure) {
    const done = await retractNotice(sceneOf(asking), notice.id);
    return say(act.retractedOne(done?.removing ?? 0));
  }
  const place = await namePlace(notice.channel, asking);
  const title = seminar && titleOf(seminar, look);
  const question =
    title !== undefined && notice.kind === 'announcement'
      ? act.retractAnnouncement(title, place)
      : act.retractMessage(nameOf(notice), title, place);
  const post = await store.read.posts.get(notice.id);
  const label = post ? act.retractThis : act.dropThis;
  const one: Choice = { label, intent: { type: 'retract', what: notice.id, sure: true } };
  return ask(question, [one, ...(await othersOf(seminar, notice, asking))], act.keep);
}

/** Where more stands of the same seminar, all of it can go at once. */
async function othersOf(
  seminar: Seminar | undefined,
  notice: Notice,
  asking: Asking,
): Promise<readonly Choice[]> {
  if (!seminar) return [];
  const posts = await standingPosts(seminar.id, asking);
  return posts.some(({ id }) => id !== notice.id) ? [allOf(seminar.id, posts, asking)] : [];
}

function allOf(id: SeminarId, posts: readonly Post[], { look }: Asking): Choice {
  const { act } = look.words;
  const label = posts.length === 0 ? act.neverAnnounce : act.retractAll(posts.length);
  return { label, intent: { type: 'retract', what: id, sure: true } };
}

function againOf(id: SeminarId, { look }: Asking): Choice {
  return { label: look.words.act.announceAgain, intent: { type: 'announce', seminar: id } };
}

/** What is about this seminar alone; a digest goes on without it. */
async function standingPosts(id: SeminarId, { store }: Asking): Promise<readonly Post[]> {
  const posts = await store.read.posts.ofSeminar(id);
  return posts.filter(({ removed, kind }) => removed === undefined && kind !== 'digest');
}

async function answerNoSuch(id: string, asking: Asking): Promise<Answer> {
  return (await findRefusalToAny(asking)) ?? say(asking.look.words.act.noSuchMessage(id));
}

import { InstantText } from '../instant.ts';
import { materialOf } from '../material.ts';
import type { Material } from '../post.ts';
import type { Seminar } from '../seminar.ts';
import { isSameDay, writeClock, writeMoment } from './dates.ts';
import type { Look } from './look.ts';
import { shortReason } from './naming.ts';
import { hasRoom, isOnline } from './place.ts';
import { lineOf } from './plain.ts';
import { shorten } from './shorten.ts';
import type { Words } from './words.ts';

const VALUE = 200;

/** One sentence of a change message, and whether what it told still holds. */
export interface ChangeText {
  readonly text: string;
  readonly holds: boolean;
}

/** What was said, and the record as it is now: the same when it is said, another once something changes again. */
interface Telling {
  readonly seminar: Seminar;
  readonly before: Material;
  readonly after: Material;
  readonly now: Material;
  readonly look: Look;
}

type Since = keyof Words['since'];

/**
 * One sentence a field, what weighs most first. A cancellation says it all: the rest does not matter then.
 *
 * A message that stands goes on telling what it told. Where that has changed since, it says so, so that it is neither
 * wrong nor the same as the message that told of the later change.
 */
export function changeTexts(
  seminar: Seminar,
  before: Material,
  after: Material,
  look: Look,
): readonly ChangeText[] {
  const telling: Telling = { seminar, before, after, now: materialOf(seminar), look };
  const status = statusText(telling);
  if (after.status !== 'scheduled') return status;
  const { words } = look;
  const fields = [
    ...timeText(telling),
    ...placeChange(telling),
    ...valueText('speakers', { changed: words.newSpeaker, first: words.speakerNow }, telling),
    ...valueText('title', { changed: words.newTitle, first: words.titleNow }, telling),
    ...linkText(telling),
  ];
  const off = sinceStatus(telling);
  if (off === undefined) return [...status, ...fields.map(({ said, since }) => tell(said, since, look))];
  // That it is off weighs more than all that it was to be, and is said once, in the first sentence.
  const told = fields.map(({ said }, index) => {
    const since = index === 0 && status.length === 0 ? off : undefined;
    return { ...tell(said, since, look), holds: false };
  });
  return [...status, ...told];
}

/** What was said of one field, and what became of it. */
interface Sentence {
  readonly said: string;
  readonly since: Since | undefined;
}

function tell(said: string, since: Since | undefined, { words }: Look): ChangeText {
  const text = since === undefined ? said : words.sinceThen(said, words.since[since]);
  return { text, holds: since === undefined };
}

function statusText(telling: Telling): readonly ChangeText[] {
  const { seminar, before, after, look } = telling;
  if (before.status === after.status) return [];
  const since = sinceStatus(telling);
  // Its reason is the record's: where that has another status, it belongs to that.
  const why = since === undefined ? shortReason(seminar) : undefined;
  return [tell(statusSaid(after, why, since, look), since, look)];
}

function statusSaid(
  { status }: Material,
  why: string | undefined,
  since: Since | undefined,
  { words }: Look,
): string {
  switch (status) {
    case 'cancelled':
      return words.cancelledBanner(why);
    case 'postponed':
      return since === undefined ? words.postponedBanner(why) : words.postponed;
    default:
      return words.onAgain;
  }
}

/** What became of the status that was said; undefined while it holds. */
function sinceStatus({ before, after, now }: Telling): Since | undefined {
  if (now.status === after.status) return undefined;
  if (now.status === 'scheduled') {
    return after.status === 'postponed' && now.start !== after.start ? 'dated' : 'reinstated';
  }
  const isAgain = now.status === before.status && before.status !== after.status;
  if (now.status === 'cancelled') return isAgain ? 'cancelledAgain' : 'cancelled';
  return isAgain ? 'postponedAgain' : 'postponed';
}

function sinceField(
  field: 'start' | 'place' | 'link' | 'speakers' | 'title',
  telling: Telling,
): Since | undefined {
  const { before, after, now } = telling;
  if (now[field] === after[field]) return undefined;
  const isBack = now[field] === before[field];
  if (field === 'start') return isBack ? 'movedBack' : 'movedAgain';
  return isBack ? 'changedBack' : 'changedAgain';
}

function timeText(telling: Telling): readonly Sentence[] {
  const { seminar, before, after, look } = telling;
  const was = instantOf(before.start);
  const is = instantOf(after.start);
  if (!is || before.start === after.start) return [];
  const { words, locale } = look;
  const zone = seminar.timezone;
  const since = sinceField('start', telling);
  const time = writeMoment(is, zone, locale, 'yearless');
  if (!was) return [{ said: words.fullStop(words.timeNow(time)), since }];
  const old = isSameDay(was, is, zone)
    ? writeClock(was, zone, locale)
    : writeMoment(was, zone, locale, 'yearless');
  return [{ said: words.fullStop(words.newTime(time) + words.was(old)), since }];
}

/** Who knew a room must hear that it does not hold any more, even where no other has taken its place. */
function placeChange(telling: Telling): readonly Sentence[] {
  const { seminar, before, after, look } = telling;
  const { words } = look;
  const since = sinceField('place', telling);
  const was = lineOf(before.place);
  if (was && !lineOf(after.place)) {
    const old = shorten(was, VALUE);
    const online = since === undefined ? isOnline(seminar) : after.link !== undefined;
    if (online) return [{ said: words.onlineOnly(old), since }];
    return [{ said: since === undefined ? words.placeWithdrawn(old) : words.placeLeft(old), since }];
  }
  const say = lineOf(seminar.venue.room)
    ? { changed: words.newRoom, first: words.roomNow }
    : { changed: words.newPlace, first: words.placeNow };
  return valueText('place', say, telling);
}

function valueText(
  field: 'place' | 'speakers' | 'title',
  say: { readonly changed: (value: string) => string; readonly first: (value: string) => string },
  telling: Telling,
): readonly Sentence[] {
  const { words } = telling.look;
  const was = lineOf(telling.before[field]);
  const is = lineOf(telling.after[field]);
  // What is not known any more is no news to act upon: the card as it is now says "to follow".
  if (!is || was === is) return [];
  const value = shorten(is, VALUE);
  const said = words.fullStop(was ? say.changed(value) + words.was(shorten(was, VALUE)) : say.first(value));
  return [{ said, since: sinceField(field, telling) }];
}

/** The link itself is said below, under "Join", where it may be shown. */
function linkText(telling: Telling): readonly Sentence[] {
  const { seminar, before, after, look } = telling;
  const { words } = look;
  if (before.link === after.link) return [];
  const since = sinceField('link', telling);
  if (!after.link) return [{ said: words.noLink, since }];
  if (before.link) return [{ said: words.newLink, since }];
  const hadRoom = since === undefined ? hasRoom(seminar) : after.place !== undefined;
  return hadRoom ? [{ said: words.linkAdded, since }] : [];
}

function instantOf(text: string | undefined): Temporal.Instant | undefined {
  const parsed = InstantText.safeParse(text);
  return parsed.success ? parsed.data : undefined;
}

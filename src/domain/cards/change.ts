import type { Card, CardBlock, Inline } from '../card.ts';
import { InstantText } from '../instant.ts';
import type { Material } from '../post.ts';
import type { Seminar } from '../seminar.ts';
import { essentialFacts, factsBlock } from './announcement.ts';
import { actionsBlock, calendarActions, detailsAction } from './buttons.ts';
import { isSameDay, writeClock, writeMoment } from './dates.ts';
import { joinActions } from './joining.ts';
import { type Look, shownOf } from './look.ts';
import { eyebrowBlocks, shortReason, statusBlocks, titleBlock } from './naming.ts';
import { hasRoom, isOnline } from './place.ts';
import { lineOf } from './plain.ts';
import { shorten } from './shorten.ts';
import { summarise } from './summary.ts';

const VALUE = 200;

/** What changed, before → after, above the seminar as it is now. Speaks aloud: the summary begins with the change. */
export function composeChange(seminar: Seminar, before: Material, after: Material, look: Look): Card {
  const shown = shownOf(seminar, look);
  const texts = changeTexts(seminar, before, after, look);
  const [first, ...others] = texts;
  const off = seminar.status !== 'scheduled';
  // Drawn again after the seminar was called off: that is what it says then.
  const status = first && off ? [] : statusBlocks(shown, look);
  return {
    kind: 'change',
    summary: summarise(shown, look, texts.length > 0 ? texts.join(' ') : undefined),
    blocks: [
      ...(off ? status : []),
      ...(first ? [changeBanner(first, off)] : []),
      ...others.map((text): CardBlock => ({ type: 'paragraph', inlines: [strong(text)] })),
      ...eyebrowBlocks(seminar, look, look.words.change),
      titleBlock(seminar, look),
      ...(off ? [] : status),
      ...factsBlock(essentialFacts(shown, look, 3)),
      ...actionsBlock([
        ...joinActions(shown, look),
        ...calendarActions(shown, look),
        detailsAction(shown, look),
      ]),
    ],
  };
}

function changeBanner(text: string, off: boolean): CardBlock {
  return { type: 'banner', tone: off ? 'stopped' : 'changed', inlines: [strong(text)] };
}

function strong(text: string): Inline {
  return { type: 'text', text, strong: true };
}

/** One sentence a field, what weighs most first. A cancellation says it all: the rest does not matter then. */
export function changeTexts(
  seminar: Seminar,
  before: Material,
  after: Material,
  look: Look,
): readonly string[] {
  const status = statusText(seminar, before, after, look);
  if (seminar.status !== 'scheduled') return status;
  const { words } = look;
  return [
    ...status,
    ...timeText(seminar, before.start, after.start, look),
    ...placeChange(seminar, before.place, after.place, look),
    ...valueText(
      before.speakers,
      after.speakers,
      { changed: words.newSpeaker, first: words.speakerNow },
      look,
    ),
    ...valueText(before.title, after.title, { changed: words.newTitle, first: words.titleNow }, look),
    ...linkText(seminar, before, after, look),
  ];
}

function statusText(seminar: Seminar, before: Material, after: Material, look: Look): readonly string[] {
  const { words } = look;
  if (before.status === after.status) return [];
  const why = shortReason(seminar);
  switch (seminar.status) {
    case 'cancelled':
      return [words.cancelledBanner(why)];
    case 'postponed':
      return [words.postponedBanner(why)];
    case 'scheduled':
      return [words.onAgain];
  }
}

function timeText(
  seminar: Seminar,
  before: string | undefined,
  after: string | undefined,
  look: Look,
): readonly string[] {
  const was = instantOf(before);
  const is = instantOf(after);
  if (!is || before === after) return [];
  const { words, locale } = look;
  const zone = seminar.timezone;
  const now = writeMoment(is, zone, locale, 'yearless');
  if (!was) return [words.fullStop(words.timeNow(now))];
  const old = isSameDay(was, is, zone)
    ? writeClock(was, zone, locale)
    : writeMoment(was, zone, locale, 'yearless');
  return [words.fullStop(words.newTime(now) + words.was(old))];
}

/** Who knew a room must hear that it does not hold any more, even where no other has taken its place. */
function placeChange(
  seminar: Seminar,
  before: string | undefined,
  after: string | undefined,
  look: Look,
): readonly string[] {
  const { words } = look;
  const was = lineOf(before);
  if (was && !lineOf(after)) {
    const old = shorten(was, VALUE);
    return [isOnline(seminar) ? words.onlineOnly(old) : words.placeWithdrawn(old)];
  }
  return valueText(
    before,
    after,
    lineOf(seminar.venue.room)
      ? { changed: words.newRoom, first: words.roomNow }
      : { changed: words.newPlace, first: words.placeNow },
    look,
  );
}

function valueText(
  before: string | undefined,
  after: string | undefined,
  say: { readonly changed: (value: string) => string; readonly first: (value: string) => string },
  { words }: Look,
): readonly string[] {
  const was = lineOf(before);
  const is = lineOf(after);
  // What is not known any more is no news to act upon: the card as it is now says "to follow".
  if (!is || was === is) return [];
  const now = shorten(is, VALUE);
  return [words.fullStop(was ? say.changed(now) + words.was(shorten(was, VALUE)) : say.first(now))];
}

/** The link itself is said below, under "Join", where it may be shown. */
function linkText(seminar: Seminar, before: Material, after: Material, { words }: Look): readonly string[] {
  if (before.link === after.link) return [];
  if (!after.link) return [words.noLink];
  if (before.link) return [words.newLink];
  return hasRoom(seminar) ? [words.linkAdded] : [];
}

function instantOf(text: string | undefined): Temporal.Instant | undefined {
  const parsed = InstantText.safeParse(text);
  return parsed.success ? parsed.data : undefined;
}

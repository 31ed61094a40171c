import type { CardBlock } from '../card.ts';
import type { Seminar } from '../seminar.ts';
import type { Look, Shown } from './look.ts';
import { joinList, speakerNames } from './people.ts';
import { hasRoom, isOnline } from './place.ts';
import { isSameText, lineOf } from './plain.ts';
import { shorten } from './shorten.ts';

/** Slack's header takes 150 characters; a longer title is there in full in the details. */
export const TITLE = 150;
const EYEBROW = 120;

/** What to call a seminar: its title, else by whom it is, else its series or kind. Never empty. */
export function titleOf(seminar: Seminar, look: Look, limit = TITLE): string {
  const title = lineOf(seminar.title);
  if (title) return shorten(title, limit);
  const names = speakerNames(seminar, look);
  if (names) return shorten(look.words.talkBy(names), limit);
  return shorten(seriesName(seminar, look) ?? lineOf(seminar.kind) ?? look.words.seminar, limit);
}

export function isTitleShortened(seminar: Seminar): boolean {
  return (lineOf(seminar.title)?.length ?? 0) > TITLE;
}

/** The small line above the title: kind and series, or what sort of card it is (`lead`) and series or kind. */
export function eyebrowBlocks(seminar: Seminar, look: Look, lead?: string): readonly CardBlock[] {
  const title = titleOf(seminar, look);
  const kind = lineOf(seminar.kind);
  const series = seriesName(seminar, look);
  const parts: string[] = [];
  for (const part of lead ? [lead, series ?? kind] : [kind, series]) {
    // Said once is enough, in the title or beside.
    if (!part || [title, ...parts].some((said) => isSameText(said, part))) continue;
    parts.push(shorten(part, EYEBROW));
  }
  return parts.length === 0 ? [] : [{ type: 'eyebrow', text: parts.join(' · ') }];
}

export function titleBlock(seminar: Seminar, look: Look): CardBlock {
  const title = titleOf(seminar, look);
  return seminar.status === 'scheduled'
    ? { type: 'title', text: title }
    : { type: 'title', text: title, struck: true };
}

/** "Cancelled: …", "Postponed: …", or that it has ended. */
export function statusBlocks(shown: Shown, look: Look): readonly CardBlock[] {
  const { seminar, phase } = shown;
  const { words } = look;
  const why = shortReason(seminar);
  switch (seminar.status) {
    case 'cancelled':
      return [banner('stopped', words.cancelledBanner(why))];
    case 'postponed':
      return [banner('stopped', words.postponedBanner(why))];
    case 'scheduled':
      return phase === 'ended' ? [banner('neutral', words.endedBanner)] : [];
  }
}

/** In the organiser's words. */
export function shortReason(seminar: Seminar): string | undefined {
  const reason = lineOf(seminar.statusReason);
  return reason === undefined ? undefined : shorten(reason, 300);
}

export function banner(tone: 'neutral' | 'good' | 'changed' | 'stopped', text: string): CardBlock {
  return { type: 'banner', tone, inlines: [{ type: 'text', text, strong: true }] };
}

export function seriesName(seminar: Seminar, look: Look): string | undefined {
  return lineOf(look.seriesOf(seminar)?.name);
}

export function hostName(seminar: Seminar, look: Look): string | undefined {
  return lineOf(seminar.host) ?? lineOf(look.seriesOf(seminar)?.host);
}

/** "Title and venue to follow.": one sentence in place of holes; nothing where nothing is missing or it is too late. */
export function missingText(shown: Shown, look: Look): string | undefined {
  const { seminar, phase } = shown;
  const { words } = look;
  if (seminar.status !== 'scheduled' || phase === 'ended') return undefined;
  const missing = [
    ...(lineOf(seminar.title) ? [] : [words.title]),
    ...(speakerNames(seminar, look) ? [] : [words.speaker]),
    ...(seminar.start || seminar.date ? [] : [words.time]),
    ...(hasRoom(seminar) || isOnline(seminar) ? [] : [words.venue]),
  ];
  if (missing.length === 0) return undefined;
  return missing.length > 2 ? words.detailsToFollow : words.toFollow(joinList(missing, look));
}

import type { Action, Inline } from '../card.ts';
import type { OnlineSession, Seminar } from '../seminar.ts';
import { isSameDay, writeClock, writeMoment } from './dates.ts';
import type { Look, Shown } from './look.ts';
import { hasRoom } from './place.ts';
import { lineOf } from './plain.ts';
import { providerOf } from './provider.ts';
import { shorten } from './shorten.ts';

const SHORT = 60;

/** The lines of "Join": the link once it is released, when it appears before that, nothing where nobody can join. */
export function joinLines(shown: Shown, look: Look): readonly (readonly Inline[])[] {
  const { seminar } = shown;
  const session = seminar.venue.online;
  if (!session || seminar.status !== 'scheduled' || shown.phase === 'ended') return [];
  const says = joinSays(shown, session, look);
  if (shown.joinLink.type !== 'shown' || !hasRoom(seminar)) return [says];
  return [[{ type: 'text', text: look.words.fromElsewhere }, ...says]];
}

function joinSays(shown: Shown, session: OnlineSession, look: Look): readonly Inline[] {
  const { joinLink, seminar } = shown;
  const { words } = look;
  switch (joinLink.type) {
    case 'shown': {
      const meeting = meetingText(session, look);
      if (!session.url) return [{ type: 'text', text: `${words.joinOn(providerOf(session))}: ${meeting}` }];
      const link: Inline = { type: 'link', text: words.joinOn(providerOf(session)), url: session.url };
      return meeting === '' ? [link] : [link, { type: 'text', text: words.aside(meeting) }];
    }
    case 'held':
      return [{ type: 'text', text: heldText(joinLink.until, seminar, look) }];
    case 'hidden': {
      const known = session.url !== undefined || session.meetingId !== undefined;
      return [{ type: 'text', text: known ? words.linkKept : words.linkToFollow }];
    }
  }
}

function heldText(until: Temporal.Instant, seminar: Seminar, look: Look): string {
  const { words, locale, surface } = look;
  // Only a post is edited when the link is released; an answer stays as it is.
  const here = surface.type === 'channel';
  if (seminar.start && isSameDay(until, seminar.start, seminar.timezone)) {
    const clock = writeClock(until, seminar.timezone, locale);
    return here ? words.linkHeldHere(clock) : words.linkHeld(clock);
  }
  const moment = writeMoment(until, seminar.timezone, locale, 'yearless');
  return here ? words.linkHeldHereOn(moment) : words.linkHeldOn(moment);
}

/** "meeting 123 4567 8901, passcode 4711"; shown with the link and never without it. */
function meetingText(session: OnlineSession, { words }: Look): string {
  const id = lineOf(session.meetingId);
  const code = lineOf(session.passcode);
  const parts = [
    ...(id ? [words.meeting(shorten(id, SHORT))] : []),
    ...(code ? [words.passcode(shorten(code, SHORT))] : []),
  ];
  return parts.join(', ');
}

/** "Join on Zoom": the button, where the link may be shown and there is still something to join. */
export function joinActions(shown: Shown, look: Look): readonly Action[] {
  const url = shown.seminar.venue.online?.url;
  if (!url || shown.joinLink.type !== 'shown') return [];
  return [
    { type: 'open', label: look.words.joinOn(providerOf(shown.seminar.venue.online)), url, primary: true },
  ];
}

/** For the summary: "Join on Zoom: https://… (passcode 4711)", or when the link appears. */
export function joinText(shown: Shown, look: Look): string | undefined {
  const { seminar, joinLink } = shown;
  const session = seminar.venue.online;
  if (!session || seminar.status !== 'scheduled' || shown.phase === 'ended') return undefined;
  if (joinLink.type === 'hidden') return undefined;
  if (joinLink.type === 'held') return heldText(joinLink.until, seminar, look);
  const meeting = meetingText(session, look);
  const label = look.words.joinOn(providerOf(session));
  if (!session.url) return `${label}: ${meeting}`;
  return `${label}: ${session.url}${meeting === '' ? '' : look.words.aside(meeting)}`;
}

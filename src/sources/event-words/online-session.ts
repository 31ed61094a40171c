import type { OnlineSession } from '../../domain/seminar.ts';
import { findLinks, type Link } from '../announcement/online/find-links.ts';
import { readMeetingIds, readPasscodes } from '../announcement/online/read-access.ts';

/**
 * The one online session that the texts of an event speak of (its location, its description). Two different meetings,
 * ids or passcodes are not chosen between: what is not certain is left out.
 */
export function findSession(texts: readonly string[]): OnlineSession | undefined {
  const joining = texts.flatMap((text) => findLinks(text).filter((link) => link.kind === 'join'));
  const link = onlyMeeting(joining);
  if (joining.length > 0 && !link) return undefined;
  const bare = texts.map(withoutLinks);
  const meetingId =
    link?.meetingId ?? onlyOne(bare.flatMap((text) => readMeetingIds(text).map(({ value }) => value)));
  const passcode = onlyOne(bare.flatMap((text) => readPasscodes(text).map(({ value }) => value)));
  if (!link && meetingId === undefined) return undefined;
  return {
    ...(link?.provider === undefined ? {} : { provider: link.provider }),
    ...(link ? { url: link.url } : {}),
    ...(meetingId === undefined ? {} : { meetingId }),
    ...(passcode === undefined ? {} : { passcode }),
  };
}

/** Links of one meeting, with and without its password, are one: the longest opens it. */
function onlyMeeting(links: readonly Link[]): Link | undefined {
  const [first, ...others] = links.toSorted((a, b) => b.url.length - a.url.length);
  return first && others.every((other) => meetingOf(other) === meetingOf(first)) ? first : undefined;
}

function meetingOf({ meetingId, url }: Link): string {
  if (meetingId !== undefined) return meetingId;
  const { host, pathname } = new URL(url);
  return host + pathname;
}

/** A password within a link ("?pwd=…") is no passcode to type. */
function withoutLinks(text: string): string {
  return text.replace(/\S*:\/\/\S*/g, ' ');
}

function onlyOne(values: readonly string[]): string | undefined {
  const distinct = [...new Set(values)];
  return distinct.length === 1 ? distinct[0] : undefined;
}

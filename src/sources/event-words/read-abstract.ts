import { findLinks } from '../announcement/online/find-links.ts';
import { readMeetingIds, readPasscodes } from '../announcement/online/read-access.ts';

const DIVIDER = /^[\s_=*~:·•.–—-]{5,}$/u;
const JOINING =
  /^(?:[^\n]{0,40}\b(?:is inviting you to|join (?:the |a |our )?(?:zoom|meeting|teams|webex|with google)|microsoft teams\b|one tap mobile|dial by your location|join by phone|topic:|meeting id|meeting url))/i;

/**
 * An event's description as far as it is about the talk: the paragraphs before the first that tells how to join. What
 * opens a meeting never gets into a text that is shown to all. Undefined where nothing is left.
 */
export function readAbstract(description: string): string | undefined {
  const kept: string[] = [];
  for (const paragraph of description.replace(/\r\n?/g, '\n').split(/\n\s*\n/)) {
    const lines = paragraph.split('\n');
    const end = lines.findIndex(
      (line) => DIVIDER.test(line) || JOINING.test(line.trim()) || opensMeeting(line),
    );
    const own = (end < 0 ? lines : lines.slice(0, end)).join('\n').trim();
    if (own !== '') kept.push(own);
    if (end >= 0) break;
  }
  const text = kept.join('\n\n');
  return text === '' || opensMeeting(text) ? undefined : text;
}

/** Whether the text holds a link to join, a meeting's id or its passcode. */
export function opensMeeting(text: string): boolean {
  return (
    findLinks(text).some((link) => link.kind === 'join') ||
    readMeetingIds(text).length > 0 ||
    readPasscodes(text).length > 0
  );
}

import { findLinks, type Link } from '../online/find-links.ts';
import { type AccessCode, readMeetingIds, readPasscodes } from '../online/read-access.ts';
import type { Span } from '../reading.ts';
import type { Layout } from '../structure/blocks.ts';
import { hasWord } from '../vocabulary/words.ts';
import { ABSENT, found, type Resolved } from './scope.ts';

export interface OnlineReading {
  readonly url: Resolved<string>;
  readonly meetingId: Resolved<string>;
  readonly passcode: Resolved<string>;
  readonly provider?: string;
}

/** Link, id and passcode of one layout; two different ones of a kind are a conflict, and neither is taken. */
export function resolveOnline(text: string, layout: Layout): OnlineReading {
  const stretches = stretchesOf(layout);
  const links = stretches.flatMap((stretch) => linksIn(text, stretch));
  const join = links.filter((entry) => isJoining(text, entry.link, entry.stretch)).map((entry) => entry.link);
  const url = pickLink(join);
  const ids = stretches.flatMap((stretch) =>
    shift(readMeetingIds(withoutLinks(text, stretch)), stretch.start),
  );
  const codes = stretches.flatMap((stretch) =>
    shift(readPasscodes(withoutLinks(text, stretch)), stretch.start),
  );
  const chosen = url.type === 'found' ? join.find((link) => link.url === url.found.value) : undefined;
  const fromLink: readonly AccessCode[] =
    chosen?.meetingId === undefined
      ? []
      : [{ start: chosen.start, end: chosen.end, value: chosen.meetingId }];
  return {
    url,
    meetingId: pickCode([...ids, ...fromLink], 'meeting ids', (value) => value),
    passcode: pickCode(codes, 'passcodes', () => '(not shown)'),
    ...(chosen?.provider !== undefined && { provider: chosen.provider }),
  };
}

/** An address holds codes of its own ("pwd=…") that nobody types: blanks stand in for it, so that offsets hold. */
function withoutLinks(text: string, span: Span): string {
  return text
    .slice(span.start, span.end)
    .replace(/https?:\/\/[^\s<>]+/g, (address) => ' '.repeat(address.length));
}

interface Stretch extends Span {
  /** What stands before the value on its line. */
  readonly label: string;
  readonly online: boolean;
  readonly aside: boolean;
}

/** Lines in a row are one stretch, so that a label and its value below it stay together. */
function stretchesOf(layout: Layout): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (const block of layout.blocks) {
    const first = block.parts[0] ?? block.label;
    const last = block.parts.at(-1) ?? block.label;
    const aside = block.fields.includes('aside') || block.fields.includes('notStart');
    const online =
      block.fields.includes('online') || block.fields.includes('venue') || block.fields.includes('room');
    stretches.push({
      start: Math.min(block.label.start, first.start),
      end: Math.max(last.end, block.label.end),
      label: block.fields[0] ?? '',
      online,
      aside,
    });
  }
  let open: { start: number; end: number; line: number } | undefined;
  const free: Stretch[] = [];
  for (const entry of layout.free) {
    if (entry.line.role === 'header' || entry.line.role === 'signature') continue;
    const near =
      open &&
      entry.line.index - open.line <= 1 &&
      !layout.blocks.some((block) => block.label.start > (open?.end ?? 0) && block.label.start < entry.start);
    if (open && near) {
      open.end = entry.end;
      open.line = entry.line.index;
      free[free.length - 1] = { start: open.start, end: open.end, label: '', online: false, aside: false };
    } else {
      open = { start: entry.start, end: entry.end, line: entry.line.index };
      free.push({ start: entry.start, end: entry.end, label: '', online: false, aside: false });
    }
  }
  return [...stretches, ...free];
}

function linksIn(text: string, stretch: Stretch): readonly { link: Link; stretch: Stretch }[] {
  const value = text.slice(stretch.start, stretch.end);
  if (!/:\/\/|zoom\.|meet\.|teams\.|webex\./i.test(value)) return [];
  return findLinks(value).map((link) => ({
    link: { ...link, start: link.start + stretch.start, end: link.end + stretch.start },
    stretch,
  }));
}

const JOIN_LABEL =
  /(?:zoom|teams|webex|google meet|bbb|bigbluebutton|jitsi|visio|join|beitreten|einwahl|videokonferenz|unirse|rejoindre|connexion|入会|会议|videoconferenc|meeting (?:link|url))/iu;
/** "Link:" and "Online:" stand before pages too: the address must look like a meeting's. */
const MEETING_ADDRESS = /meet|conf|zoom|bbb|webinar|jitsi|video|visio|live|room/i;
const NOT_JOINING =
  /regist|sign[- ]?up|rsvp|record|slides|map|more info|further info|website|subscribe|calendar|anmeld|inscri|aufzeichn|weitere|help|support|learn more|details|abstract|paper|find your local|dial-in number|feedback|survey|previous|past|video of|poster|homepage|web ?page|test your|eventbrite|tickets/iu;

/** A link joins by its own form, or, at a host of its own, where its label or the words before it say so. */
function isJoining(text: string, link: Link, stretch: Stretch): boolean {
  const line = text.slice(Math.max(stretch.start, text.lastIndexOf('\n', link.start) + 1), link.start);
  const before = line.slice(-70);
  if (link.kind === 'other' || stretch.aside)
    return link.kind === 'join' && !NOT_JOINING.test(before) && !stretch.aside;
  if (link.kind === 'join')
    return !/regist|record|sign[- ]?up|anmeld|inscri|previous|past|aufzeichn|grabaci/i.test(before);
  if (NOT_JOINING.test(before)) return false;
  return (
    (stretch.online &&
      (JOIN_LABEL.test(before) ||
        (/(?:link|lien|enlace|online|virtual|remote|en ligne|en línea)\s*[:：]?\s*$/iu.test(before) &&
          MEETING_ADDRESS.test(link.url)))) ||
    (/\b(?:join|zoom|beitreten|rejoindre|unirse)\b[^.]{0,40}$/i.test(before) && hasWord('joinLink', before))
  );
}

function pickLink(links: readonly Link[]): Resolved<string> {
  const [first] = links;
  if (!first) return ABSENT;
  // The same meeting with and without its password: the longer address opens it.
  const best = links.reduce(
    (kept, link) => (sameMeeting(kept, link) && link.url.length > kept.url.length ? link : kept),
    first,
  );
  const other = links.find((link) => !sameMeeting(link, best));
  if (other && other.kind === best.kind)
    return { type: 'conflict', problem: `Two links to join: ${short(best.url)} and ${short(other.url)}.` };
  const joining = best.kind === 'join' ? best : (links.find((link) => link.kind === 'join') ?? best);
  return found(joining.url, { start: joining.start, end: joining.end });
}

/** Host and path are enough to tell links apart, and hold no password. */
function short(address: string): string {
  const url = new URL(address);
  return url.host + url.pathname;
}

function sameMeeting(a: Link, b: Link): boolean {
  if (a.url === b.url) return true;
  if (a.meetingId !== undefined && a.meetingId === b.meetingId) return true;
  return short(a.url) === short(b.url);
}

function shift(codes: readonly AccessCode[], by: number): readonly AccessCode[] {
  return codes.map((code) => ({ ...code, start: code.start + by, end: code.end + by }));
}

function pickCode(
  codes: readonly AccessCode[],
  name: string,
  show: (value: string) => string,
): Resolved<string> {
  const [first] = codes;
  if (!first) return ABSENT;
  const other = codes.find((code) => code.value !== first.value);
  if (other)
    return { type: 'conflict', problem: `Two ${name}: ${show(first.value)} and ${show(other.value)}.` };
  return found(first.value, { start: first.start, end: first.end });
}

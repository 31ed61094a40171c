import { endOf } from './phase.ts';
import type { Seminar } from './seminar.ts';
import type { Disclosure } from './viewer.ts';

/** Addresses that open a calendar with the seminar filled in, or a file that any calendar reads. */
export interface CalendarLinks {
  readonly google: string;
  readonly outlookWork: string;
  readonly outlookPersonal: string;
  /** Only for public seminars of a service that others reach: pages and feeds show nothing else. */
  readonly file?: string;
}

/** What a calendar entry says; plain text, written by the caller in its language. */
export interface CalendarText {
  readonly title: string;
  readonly place?: string;
  /** Shortened to what an address can carry; the join link belongs in it only where it may be shown. */
  readonly details: string;
}

/** Slack takes addresses of 3,000 characters in buttons; browsers and mail programs are safe with 2,000. */
const LONGEST = 2000;

/** Undefined where there is nothing to put into a calendar: no start, not taking place, not visible. */
export function calendarLinks(
  seminar: Seminar,
  disclosure: Disclosure,
  text: CalendarText,
  publicUrl?: string,
): CalendarLinks | undefined {
  const { start } = seminar;
  const end = endOf(seminar);
  if (!disclosure.visible || seminar.status !== 'scheduled' || !start || !end) return undefined;
  const times = { start, end, timezone: seminar.timezone };
  const links: CalendarLinks = {
    google: fitAddress((details) => googleAddress(times, { ...text, details }), text.details),
    outlookWork: fitAddress(
      (details) => outlookAddress('office.com', times, { ...text, details }),
      text.details,
    ),
    outlookPersonal: fitAddress(
      (details) => outlookAddress('live.com', times, { ...text, details }),
      text.details,
    ),
  };
  const isFiled =
    publicUrl !== undefined && seminar.audience === 'public' && seminar.publication === 'published';
  return isFiled ? { ...links, file: `${publicUrl}/seminars/${seminar.id}.ics` } : links;
}

interface Times {
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
  readonly timezone: string;
}

function googleAddress({ start, end, timezone }: Times, text: CalendarText): string {
  const stamp = (instant: Temporal.Instant): string =>
    instant.toString({ smallestUnit: 'second' }).replace(/[-:]/g, '');
  return address('https://calendar.google.com/calendar/render', {
    action: 'TEMPLATE',
    text: text.title,
    dates: `${stamp(start)}/${stamp(end)}`,
    ctz: timezone,
    ...(text.place ? { location: text.place } : {}),
    ...(text.details ? { details: text.details } : {}),
  });
}

function outlookAddress(host: string, { start, end }: Times, text: CalendarText): string {
  return address(`https://outlook.${host}/calendar/0/deeplink/compose`, {
    path: '/calendar/action/compose',
    rru: 'addevent',
    subject: text.title,
    startdt: start.toString({ smallestUnit: 'second' }),
    enddt: end.toString({ smallestUnit: 'second' }),
    ...(text.place ? { location: text.place } : {}),
    ...(text.details ? { body: text.details } : {}),
  });
}

/** Spaces as %20: Outlook shows the plus signs of form encoding as they are. */
function address(base: string, query: Readonly<Record<string, string>>): string {
  const parts = Object.entries(query).map(
    ([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`,
  );
  return `${base}?${parts.join('&')}`;
}

/** Takes whole lines from the details' end until the address is short enough; the first lines weigh most. */
function fitAddress(build: (details: string) => string, details: string): string {
  const lines = details.split('\n');
  for (let count = lines.length; count > 0; count -= 1) {
    const link = build(lines.slice(0, count).join('\n'));
    if (link.length <= LONGEST) return link;
  }
  return build('');
}

import type { AnnouncementInput } from '../reading.ts';
import { decodeBytes, decodeHtmlBytes } from './decode-bytes.ts';
import { decodeCalendar } from './decode-calendar.ts';
import { decodeHtml } from './decode-html.ts';
import { decodeMail } from './decode-mail.ts';
import type { Decoded } from './decoded.ts';
import { layOutText, type ReadWritten } from './lay-out-text.ts';

type Format = 'mail' | 'calendar' | 'html' | 'text';

const HEADER =
  /^(?:from|to|date|subject|received|return-path|message-id|mime-version|delivered-to|x-[\w-]+|dkim-signature|content-type|reply-to|list-id|arc-[\w-]+|authentication-results|sender)\s?:/i;

/** What the bytes are: the content decides where it is plain, the name's ending elsewhere. */
function sniffFormat(bytes: Uint8Array, name: string | undefined): Format {
  const head = decodeBytes(bytes.slice(0, 4000))
    .replace(/^\uFEFF/, '')
    .trimStart();
  const ending = /\.([a-z]{2,5})$/i.exec(name ?? '')?.[1]?.toLowerCase();
  if (/^BEGIN:VCALENDAR/i.test(head)) return 'calendar';
  if (ending === 'eml') return 'mail';
  if (ending === 'ics' && head.includes('BEGIN:VCALENDAR')) return 'calendar';
  if (/^(?:<!doctype html|<html\b|<head\b|<body\b)/i.test(head)) return 'html';
  if (ending === 'html' || ending === 'htm') return 'html';
  const lines = head.split(/\r?\n/, 12);
  const headers = lines.filter((line) => HEADER.test(line)).length;
  const named = /^(?:message-id|mime-version|received|return-path)\s?:/im.test(head.slice(0, 3000));
  return ending === undefined || ending === 'txt'
    ? headers >= 3 && named && HEADER.test(lines[0] ?? '')
      ? 'mail'
      : 'text'
    : 'text';
}

/** Bytes to the texts that are read: one, or one for each event of a calendar. */
export async function decodeInput(
  input: AnnouncementInput,
  readWritten: ReadWritten,
): Promise<readonly Decoded[]> {
  switch (sniffFormat(input.bytes, input.name)) {
    case 'calendar': {
      const events = decodeCalendar(decodeBytes(input.bytes));
      if (events) return events;
      return [layOutText(decodeBytes(input.bytes), undefined, readWritten)];
    }
    case 'html':
      return [layOutText(decodeHtml(decodeHtmlBytes(input.bytes)), undefined, readWritten)];
    case 'text':
      return [layOutText(decodeBytes(input.bytes), undefined, readWritten)];
    case 'mail':
      return decodeMessage(input, readWritten);
  }
}

/** A mail with an invitation is read as its text, with the calendar's time; several events are several texts. */
async function decodeMessage(
  input: AnnouncementInput,
  readWritten: ReadWritten,
): Promise<readonly Decoded[]> {
  const mail = await decodeMail(input.bytes);
  const laid = layOutText(mail.body, mail.subject, readWritten);
  const events = mail.calendar === undefined ? undefined : decodeCalendar(mail.calendar);
  const base = { ...laid, thread: mail.thread };
  if (!events || events.length === 0) return [base];
  const [event] = events;
  // An invitation repeats its description as the mail's body: the event's own text holds it all.
  if (events.length > 1 || mail.body.trim().length < 40)
    return events.map((entry) => ({ ...entry, thread: mail.thread }));
  return event ? [joinEvent(base, event)] : [base];
}

/** Body and event as one text: the event's lines stand behind the body's. */
function joinEvent(mail: Decoded, event: Decoded): Decoded {
  if (!event.event) return mail;
  const shift = mail.text.length + 1;
  const { summary, location, when } = event.event;
  const lines = event.text.slice(0, location.end);
  const move = (span: { start: number; end: number }): { start: number; end: number } => ({
    start: span.start + shift,
    end: span.end + shift,
  });
  return {
    ...mail,
    text: `${mail.text}\n${lines}`,
    regions: [
      ...mail.regions.map((region, index) =>
        index === mail.regions.length - 1 ? { ...region, end: shift } : region,
      ),
      { start: shift, end: shift + lines.length, role: 'header' },
    ],
    event: { ...event.event, summary: move(summary), location: move(location), when: move(when) },
  };
}

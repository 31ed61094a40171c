import PostalMime, { type Attachment, type Email } from 'postal-mime';
import type { Thread } from '../reading.ts';
import { decodeHtml } from './decode-html.ts';

export interface DecodedMail {
  readonly subject?: string;
  readonly body: string;
  /** The calendar part of an invitation. */
  readonly calendar?: string;
  readonly thread: Thread;
}

const JOINING =
  /(?:zoom\.us\/[jws]\/|teams\.microsoft\.com\/(?:l\/meetup-join|meet)|meet\.google\.com\/[a-z]{3}-|webex\.com\/|meeting\.tencent\.com\/|safelinks\.)[^\s"'<>]{3,120}/i;

/** A whole RFC 5322 message: its best body, its calendar part and what threads it. Throws on nothing but bad bytes. */
export async function decodeMail(bytes: Uint8Array): Promise<DecodedMail> {
  const email = await PostalMime.parse(bytes);
  const calendar = findCalendar(email.attachments ?? []);
  const subject = email.subject;
  return {
    body: chooseBody(email),
    thread: threadOf(email),
    ...(subject !== undefined && { subject }),
    ...(calendar !== undefined && { calendar }),
  };
}

/** The plain part, unless it is a stub or lacks the links that the HTML part has. */
function chooseBody(email: Email): string {
  const plain = email.text?.trim() ?? '';
  if (email.html === undefined || email.html.trim() === '') return plain;
  const rich = decodeHtml(email.html).trim();
  if (plain === '') return rich;
  const stub = plain.length < 0.4 * rich.replace(/<https?:[^>]*>/g, '').length;
  const linkLost = JOINING.test(rich) && !JOINING.test(plain);
  return stub || linkLost ? rich : plain;
}

function findCalendar(attachments: readonly Attachment[]): string | undefined {
  const part = attachments.find(
    (attachment) =>
      attachment.mimeType === 'text/calendar' || attachment.filename?.toLowerCase().endsWith('.ics'),
  );
  if (!part) return undefined;
  return typeof part.content === 'string' ? part.content : new TextDecoder().decode(part.content);
}

function threadOf(email: Email): Thread {
  const references = email.references?.split(/\s+/).filter((id) => id !== '') ?? [];
  return {
    ...(email.messageId !== undefined && { messageId: email.messageId }),
    ...(email.inReplyTo !== undefined && { inReplyTo: email.inReplyTo }),
    ...(references.length > 0 && { references }),
    ...(email.subject !== undefined && { subject: email.subject }),
  };
}

import type { Span } from '../reading.ts';
import type { Region, RegionRole } from './decoded.ts';
import { stripMarkdown } from './strip-markdown.ts';

/** Above this many characters the rest of a text is not read: no announcement is longer. */
const MOST_TEXT = 120_000;

export interface LaidOut {
  readonly text: string;
  readonly regions: readonly Region[];
  readonly notes: readonly string[];
}

/** Reads the date in a line of a forwarded or quoted header. */
export type ReadWritten = (line: string) => Temporal.PlainDate | undefined;

interface Built {
  readonly lines: string[];
  readonly roles: RegionRole[];
  readonly written: (Temporal.PlainDate | 'unknown' | undefined)[];
}

/**
 * Turns what a container held into the text that is read: one kind of line end and space, no quote marks,
 * no Markdown; and says which stretches are quoted, forwarded, signature or header.
 */
export function layOutText(raw: string, subject: string | undefined, readWritten: ReadWritten): LaidOut {
  const notes = raw.length > MOST_TEXT ? [`Only the first ${MOST_TEXT} characters were read.`] : [];
  const plain = normaliseSpaces(raw.slice(0, MOST_TEXT));
  const built: Built = { lines: [], roles: [], written: [] };
  const forwardedBySubject =
    subject !== undefined &&
    /^\s*(?:\[[^\]]{1,40}\]\s*)?(?:fwd?|wg|tr|rv|i|转发|轉寄)\s*[:：]/iu.test(subject);
  if (subject !== undefined) {
    add(built, cleanSubject(subject), 'subject');
    add(built, '', 'subject');
  }
  layOutBody(plain, forwardedBySubject, built, readWritten);
  return { text: built.lines.join('\n'), regions: regionsOf(built), notes };
}

function add(built: Built, line: string, role: RegionRole, written?: Temporal.PlainDate | 'unknown'): void {
  built.lines.push(line);
  built.roles.push(role);
  built.written.push(written);
}

export function normaliseSpaces(raw: string): string {
  return raw
    .replace(/\r\n?/g, '\n')
    .replace(/[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, ' ')
    .replace(/\p{Cf}|(?![\t\n])\p{Cc}/gu, '');
}

const PREFIX =
  /^\s*(?:(?:re|fwd?|fw|aw|wg|tr|rv|sv|antw|回复|答复|转发|轉寄|回覆)\s*(?:\[\d+\])?\s*[:：]|\[(?:ext|external|spam|fwd?|bulk)\])\s*/iu;
const LIST_TAG = /^\s*\[[^\]]{1,40}\]\s*/;

/** A subject without "Re:", "Fwd:" and the list's tag. A bracketed status ("[CANCELLED]") stays. */
function cleanSubject(subject: string): string {
  let rest = normaliseSpaces(subject.slice(0, 1000)).replace(/\s+/g, ' ').trim();
  for (let round = 0; round < 6; round += 1) {
    const tag = LIST_TAG.exec(rest)?.[0];
    const cut =
      PREFIX.exec(rest)?.[0] ??
      (tag !== undefined && !/cancel|postpon|resched|updat|change|abgesagt|verschoben|annul|report/i.test(tag)
        ? tag
        : undefined);
    if (cut === undefined || cut.length >= rest.length) break;
    rest = rest.slice(cut.length);
  }
  return rest;
}

const FORWARD_MARK =
  /^[-_=\s>]*(?:begin forwarded message|forwarded message|forwarded by|weitergeleitete nachricht|anfang der weitergeleiteten (?:nachricht|e-mail)|message transféré|début du message (?:réexpédié|transféré)|mensaje reenviado|inicio del mensaje reenviado|转发邮件|轉寄的郵件|forwarded mail)[\s:：\-_=]*$/iu;
const ORIGINAL_MARK =
  /^[-_=\s]*(?:original message|original appointment|ursprüngliche nachricht|message d'origine|message original|mensaje original|原始邮件|urspr\. nachricht)[\s:：\-_=]*$/iu;
const HEADER_LINE =
  /^\*?(from|von|de|发件人|寄件者|sent|gesendet|envoyé|enviado|发送时间|date|datum|fecha|日期|to|an|à|para|收件人|subject|betreff|objet|asunto|主题|cc|bcc|reply-to|when|where|importance)\s?\*?\s?[:：]/iu;
const WROTE =
  /^(?:on|am|le|el|em|在)\s.{5,160}(?:wrote|schrieb|a écrit|escribió|escreveu|写道)\b.{0,80}[:：]?\s*$|^.{3,120}\s(?:wrote|schrieb|a écrit|escribió)\s?:\s*$|写道[:：]\s*$/iu;
const LIST_FOOTER =
  /^(?:.{0,60}mailing list\b|.{0,40}mailman|you (?:are receiv|receiv|were sent)|to unsubscribe|unsubscribe|um sich abzumelden|pour se désabonner|para cancelar)/i;

function layOutBody(plain: string, forwarded: boolean, built: Built, readWritten: ReadWritten): void {
  const lines = plain.split('\n');
  let role: RegionRole = 'body';
  let written: Temporal.PlainDate | 'unknown' | undefined;
  let said = 0;
  let marked: 'forwarded' | 'original' | undefined;
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const unquoted = line.replace(/^\s{0,3}(?:>\s?)+/, '');
    const quoted = unquoted.length < line.length;
    const next = lines[index + 1] ?? '';
    if (FORWARD_MARK.test(unquoted.slice(0, 200)) || ORIGINAL_MARK.test(unquoted.slice(0, 200))) {
      marked = FORWARD_MARK.test(unquoted.slice(0, 200)) ? 'forwarded' : 'original';
      add(built, unquoted, 'header');
      continue;
    }
    const block = headerBlock(lines, index);
    if (block > 0) {
      const header = lines.slice(index, index + block).map((entry) => entry.replace(/^\s{0,3}(?:>\s?)+/, ''));
      role =
        (marked ?? (forwarded || said <= 2 ? 'forwarded' : 'original')) === 'forwarded' ? 'body' : 'quoted';
      written = readHeaderDate(header, readWritten);
      for (const entry of header) addHeaderLine(built, entry, role);
      marked = undefined;
      index += block - 1;
      continue;
    }
    const joined = WROTE.test(unquoted.slice(0, 300))
      ? 1
      : WROTE.test(`${unquoted} ${next}`.slice(0, 400)) && /^(?:on|am|le|el)\s/i.test(unquoted)
        ? 2
        : 0;
    if (joined > 0 && index > 0) {
      role = 'quoted';
      written = readWritten(unquoted) ?? 'unknown';
      for (let step = 0; step < joined; step += 1)
        add(built, (lines[index + step] ?? '').replace(/^\s{0,3}(?:>\s?)+/, ''), 'header');
      index += joined - 1;
      continue;
    }
    if ((/^-- ?$/.test(unquoted) || (LIST_FOOTER.test(unquoted.slice(0, 200)) && said > 0)) && !quoted) {
      add(built, unquoted, 'signature');
      if (role === 'body' || role === 'quoted') role = 'signature';
      continue;
    }
    if (role === 'signature' && quoted) role = 'quoted';
    if (unquoted.trim() !== '' && role === 'body') said += 1;
    const here = quoted && role === 'body' && said > 0 && !forwarded ? 'quoted' : role;
    add(built, stripMarkdown(unquoted), here, here === 'quoted' && role === 'body' ? 'unknown' : written);
  }
}

/** The length of a block of mail header lines here: at least three of them, with a sender or a subject. */
function headerBlock(lines: readonly string[], at: number): number {
  if (
    !/^[\s>*]*(?:from|von|de|发件人|寄件者|subject|betreff|objet|asunto|date|datum|fecha)\s?\*?\s?[:：]/iu.test(
      lines[at]?.slice(0, 60) ?? '',
    )
  )
    return 0;
  let length = 0;
  const names = new Set<string>();
  for (; length < 8; length += 1) {
    const line = (lines[at + length] ?? '').replace(/^[\s>]+/, '').slice(0, 80);
    const name = HEADER_LINE.exec(line)?.[1];
    if (name === undefined) {
      if (names.size > 0 && /^\s+\S/.test(lines[at + length] ?? '') && length > 0 && names.size < 3) continue;
      break;
    }
    names.add(name.toLowerCase());
  }
  const sender = ['from', 'von', 'de', '发件人', '寄件者'].some((name) => names.has(name));
  return names.size >= 3 && sender ? length : 0;
}

function addHeaderLine(built: Built, line: string, role: RegionRole): void {
  const subject = /^\*?(?:subject|betreff|objet|asunto|主题)\s?\*?\s?[:：]\s*\*?\s*(.*)$/iu.exec(line)?.[1];
  if (subject !== undefined && role === 'body') add(built, cleanSubject(subject), 'subject');
  else add(built, line, 'header');
}

function readHeaderDate(header: readonly string[], readWritten: ReadWritten): Temporal.PlainDate | 'unknown' {
  const line = header.find((entry) =>
    /^\*?(?:sent|gesendet|envoyé|enviado|发送时间|date|datum|fecha|日期)/iu.test(entry),
  );
  return (line === undefined ? undefined : readWritten(line)) ?? 'unknown';
}

function regionsOf(built: Built): readonly Region[] {
  const regions: {
    start: number;
    end: number;
    role: RegionRole;
    written?: Temporal.PlainDate | 'unknown';
  }[] = [];
  let at = 0;
  built.lines.forEach((line, index) => {
    const role = built.roles[index] ?? 'body';
    const written = built.written[index];
    const span: Span = { start: at, end: at + line.length + 1 };
    const last = regions.at(-1);
    if (last && last.role === role && last.written === written) last.end = span.end;
    else regions.push({ ...span, role, ...(written !== undefined && { written }) });
    at = span.end;
  });
  return regions;
}

import { isRecord, type Json, recordsOf, textOf } from './json.ts';

/**
 * What a reader of a message gets: Slack's own reading of mrkdwn and rich text, written apart from the renderer.
 * `mrkdwn` obeys angle brackets and marks; `plain_text` and rich text show what they hold.
 */
export interface Displayed {
  readonly shown: string;
  readonly summary: string;
  readonly links: readonly string[];
  readonly mentions: number;
}

interface Collector {
  shown: string;
  readonly links: string[];
  mentions: number;
}

export function displayMessage(message: {
  readonly text: string;
  readonly mrkdwn: boolean;
  readonly blocks: readonly unknown[];
}): Displayed {
  const summary: Collector = { shown: '', links: [], mentions: 0 };
  readMrkdwn(message.text, message.mrkdwn, summary);
  const body: Collector = { shown: '', links: [], mentions: 0 };
  for (const block of message.blocks) {
    readBlock(block, body);
    body.shown += '\n';
  }
  return {
    shown: body.shown,
    summary: summary.shown,
    // The text beside blocks is notified, not drawn: its links cannot be pressed, but its mentions do notify.
    links: message.blocks.length > 0 ? body.links : summary.links,
    mentions: body.mentions + summary.mentions,
  };
}

function readBlock(block: unknown, out: Collector): void {
  if (!isRecord(block)) return;
  if (block.type === 'rich_text') {
    for (const element of recordsOf(block.elements)) {
      readRich(element, out);
      out.shown += '\n';
    }
    return;
  }
  readTextObject(block.text, out);
  for (const child of [
    ...recordsOf(block.fields),
    ...recordsOf(block.elements),
    ...recordsOf([block.accessory]),
  ]) {
    if (child.type === 'button') readButton(child, out);
    else readTextObject(child, out);
    out.shown += ' ';
  }
}

function readButton(button: Json, out: Collector): void {
  readTextObject(button.text, out);
  if (typeof button.url === 'string') out.links.push(button.url);
}

function readTextObject(value: unknown, out: Collector): void {
  if (!isRecord(value)) return;
  if (value.type === 'mrkdwn') readMrkdwn(textOf(value.text), true, out);
  // `emoji: true` would turn :words: into pictures; the rest of plain text stands as it is.
  else out.shown += textOf(value.text);
}

function readRich(element: Json, out: Collector): void {
  if (Array.isArray(element.elements)) {
    for (const child of recordsOf(element.elements)) readRich(child, out);
    return;
  }
  switch (element.type) {
    case 'text':
      out.shown += textOf(element.text);
      return;
    case 'link':
      out.shown += textOf(element.text) || textOf(element.url);
      out.links.push(textOf(element.url));
      return;
    case 'date':
      out.shown += textOf(element.fallback) || String(element.timestamp);
      return;
    default:
      out.mentions += 1;
  }
}

/** Angle brackets are read first, then entities, then (unless switched off) the marks for bold, italic, strike, code. */
function readMrkdwn(text: string, marks: boolean, out: Collector): void {
  const pattern = /<([^<>]*)>/g;
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    out.shown += unmark(text.slice(at, match.index), marks);
    readAngle(match[1] ?? '', marks, out);
    at = match.index + match[0].length;
  }
  out.shown += unmark(text.slice(at), marks);
}

function readAngle(inside: string, marks: boolean, out: Collector): void {
  const [target = '', ...label] = inside.split('|');
  if (target.startsWith('!date^')) {
    out.shown += unmark(label.join('|'), false);
    return;
  }
  if (/^[@#!]/.test(target)) {
    out.mentions += 1;
    return;
  }
  out.links.push(decodeEntities(target));
  out.shown += label.length > 0 ? unmark(label.join('|'), marks) : decodeEntities(target);
}

function unmark(text: string, marks: boolean): string {
  const bare = marks
    ? text.replace(/(^|[\s(])([*_~`])(\S(?:[^\n]*?\S)?)\2(?=$|[\s).,;:!?])/gm, '$1$3')
    : text;
  return decodeEntities(bare);
}

function decodeEntities(text: string): string {
  return text.replace(/&(amp|lt|gt);/g, (_, name: string) =>
    name === 'amp' ? '&' : name === 'lt' ? '<' : '>',
  );
}

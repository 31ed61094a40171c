import { isRecord, type Json, recordsOf, textOf } from './json.ts';

/**
 * What Slack refuses in a message's blocks, written from its reference (docs.slack.dev/reference/block-kit) and apart
 * from the table that the renderer uses, so that the one checks the other. Answers what Slack puts into
 * `response_metadata.messages`; empty: accepted.
 */
export function refusalsOf(blocks: unknown): readonly string[] {
  if (!Array.isArray(blocks)) return ['[ERROR] must be an array [json-pointer:/blocks]'];
  const refusals: string[] = [];
  const say = (path: string, what: string): void => {
    refusals.push(`[ERROR] ${what} [json-pointer:${path}]`);
  };
  if (blocks.length > 50) say('/blocks', 'no more than 50 items allowed');
  const actionIds = new Set<string>();
  const blockIds = new Set<string>();
  for (const [index, block] of blocks.entries()) {
    const path = `/blocks/${index}`;
    if (!isRecord(block)) {
      say(path, 'must be an object');
      continue;
    }
    if (block.block_id !== undefined) {
      const id = textOf(block.block_id);
      if (id.length === 0 || id.length > 255) say(`${path}/block_id`, 'must be 1 to 255 characters');
      if (blockIds.has(id)) say(`${path}/block_id`, `block_id ${id} already exists`);
      blockIds.add(id);
    }
    checkBlock(block, path, actionIds, say);
  }
  return refusals;
}

type Say = (path: string, what: string) => void;

function checkBlock(block: Json, path: string, actionIds: Set<string>, say: Say): void {
  switch (block.type) {
    case 'divider':
      return;
    case 'header':
      checkText(block.text, `${path}/text`, 150, ['plain_text'], say);
      return;
    case 'section': {
      const fields = block.fields;
      if (block.text === undefined && fields === undefined) say(path, 'missing required field: text');
      if (block.text !== undefined) {
        checkText(block.text, `${path}/text`, 3000, ['plain_text', 'mrkdwn'], say);
      }
      if (fields !== undefined) {
        if (!Array.isArray(fields) || fields.length === 0 || fields.length > 10) {
          say(`${path}/fields`, 'must be 1 to 10 items');
        }
        for (const [index, field] of recordsOf(fields).entries()) {
          checkText(field, `${path}/fields/${index}`, 2000, ['plain_text', 'mrkdwn'], say);
        }
      }
      if (block.accessory !== undefined) {
        checkElement(block.accessory, `${path}/accessory`, actionIds, say);
      }
      return;
    }
    case 'context': {
      const elements = block.elements;
      if (!Array.isArray(elements) || elements.length === 0 || elements.length > 10) {
        say(`${path}/elements`, 'must be 1 to 10 items');
        return;
      }
      for (const [index, element] of elements.entries()) {
        const at = `${path}/elements/${index}`;
        if (!isRecord(element)) say(at, 'must be an object');
        else if (element.type !== 'image') checkText(element, at, 2000, ['plain_text', 'mrkdwn'], say);
      }
      return;
    }
    case 'actions': {
      const elements = block.elements;
      if (!Array.isArray(elements) || elements.length === 0 || elements.length > 25) {
        say(`${path}/elements`, 'must be 1 to 25 items');
        return;
      }
      for (const [index, element] of elements.entries()) {
        checkElement(element, `${path}/elements/${index}`, actionIds, say);
      }
      return;
    }
    case 'rich_text': {
      const elements = block.elements;
      if (!Array.isArray(elements) || elements.length === 0) {
        say(`${path}/elements`, 'must not be empty');
        return;
      }
      for (const [index, element] of elements.entries()) {
        checkRichText(element, `${path}/elements/${index}`, say);
      }
      return;
    }
    default:
      say(`${path}/type`, `unsupported block type ${String(block.type)}`);
  }
}

function checkText(value: unknown, path: string, limit: number, types: readonly string[], say: Say): void {
  if (!isRecord(value)) {
    say(path, 'must be a text object');
    return;
  }
  const type = textOf(value.type);
  if (!types.includes(type)) say(`${path}/type`, `must be one of ${types.join(', ')}`);
  const text = value.text;
  if (typeof text !== 'string' || text.length === 0) say(`${path}/text`, 'must be more than 0 characters');
  else if (text.length > limit) say(`${path}/text`, `must be less than ${limit + 1} characters`);
  if (type === 'plain_text' && value.verbatim !== undefined) say(path, 'verbatim is for mrkdwn');
  if (type === 'mrkdwn' && value.emoji !== undefined) say(path, 'emoji is for plain_text');
}

function checkElement(element: unknown, path: string, actionIds: Set<string>, say: Say): void {
  if (!isRecord(element)) {
    say(path, 'must be an object');
    return;
  }
  if (element.type !== 'button') {
    say(`${path}/type`, `unsupported type of element ${String(element.type)}`);
    return;
  }
  checkText(element.text, `${path}/text`, 75, ['plain_text'], say);
  const id = element.action_id;
  if (typeof id !== 'string' || id.length === 0 || id.length > 255) {
    say(`${path}/action_id`, 'must be 1 to 255 characters');
  } else if (actionIds.has(id)) say(`${path}/action_id`, `action_id ${id} already exists`);
  else actionIds.add(id);
  checkOptional(element, 'value', 2000, path, say);
  checkOptional(element, 'url', 3000, path, say);
  checkOptional(element, 'accessibility_label', 75, path, say);
  const url = element.url;
  if (url !== undefined && !isWebAddress(url)) say(`${path}/url`, 'must be a valid URL');
  const style = element.style;
  if (style !== undefined && style !== 'primary' && style !== 'danger') say(`${path}/style`, 'unknown style');
}

function checkOptional(element: Json, name: string, limit: number, path: string, say: Say): void {
  const value = element[name];
  if (value === undefined) return;
  if (typeof value !== 'string' || value.length === 0 || value.length > limit) {
    say(`${path}/${name}`, `must be 1 to ${limit} characters`);
  }
}

function isWebAddress(value: unknown): boolean {
  const url = typeof value === 'string' ? URL.parse(value) : null;
  return url?.protocol === 'http:' || url?.protocol === 'https:';
}

const MARKS = ['bold', 'italic', 'strike', 'code', 'underline', 'highlight', 'client_highlight', 'unlink'];

function checkRichText(element: unknown, path: string, say: Say): void {
  if (!isRecord(element)) {
    say(path, 'must be an object');
    return;
  }
  const children = element.elements;
  switch (element.type) {
    case 'rich_text_section':
    case 'rich_text_quote':
    case 'rich_text_preformatted':
      if (!Array.isArray(children)) say(`${path}/elements`, 'missing required field: elements');
      for (const [index, child] of recordsOf(children).entries()) {
        checkInline(child, `${path}/elements/${index}`, say);
      }
      return;
    case 'rich_text_list': {
      const style = element.style;
      if (style !== 'bullet' && style !== 'ordered') say(`${path}/style`, 'must be bullet or ordered');
      for (const [index, child] of recordsOf(children).entries()) {
        checkRichText(child, `${path}/elements/${index}`, say);
      }
      return;
    }
    default:
      say(`${path}/type`, `unsupported rich text ${String(element.type)}`);
  }
}

function checkInline(inline: Json, path: string, say: Say): void {
  const style = inline.style;
  if (style !== undefined) {
    const names = isRecord(style) ? Object.keys(style) : ['?'];
    for (const name of names) if (!MARKS.includes(name)) say(`${path}/style`, `unknown mark ${name}`);
  }
  switch (inline.type) {
    case 'text':
      if (textOf(inline.text).length === 0) say(`${path}/text`, 'must be more than 0 characters');
      return;
    case 'link':
      if (!isWebAddress(inline.url)) say(`${path}/url`, 'must be a valid URL');
      if (textOf(inline.url).length > 3000) say(`${path}/url`, 'must be less than 3001 characters');
      if (inline.text !== undefined && textOf(inline.text).length === 0) {
        say(`${path}/text`, 'must be more than 0 characters');
      }
      return;
    case 'date':
      if (!Number.isInteger(inline.timestamp)) say(`${path}/timestamp`, 'must be an integer');
      if (!/\{[a-z_]+\}/.test(textOf(inline.format))) say(`${path}/format`, 'has no placeholder');
      return;
    case 'user':
    case 'usergroup':
    case 'channel':
    case 'broadcast':
    case 'emoji':
      return;
    default:
      say(`${path}/type`, `unsupported inline ${String(inline.type)}`);
  }
}

/**
 * Characters of text over all blocks. Undocumented; observed by others: 9.6k accepted, 11.3k refused as
 * `msg_blocks_too_long`. Refusing from 10,000 on is the stricter reading.
 */
export const TOTAL_TEXT = 10_000;

export function countText(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + countText(one), 0);
  if (!isRecord(value)) return 0;
  return Object.entries(value).reduce(
    (sum, [key, one]) =>
      sum +
      (typeof one === 'string' ? (key === 'text' || key === 'fallback' ? one.length : 0) : countText(one)),
    0,
  );
}

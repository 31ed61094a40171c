import type { Button, KnownBlock, RichTextElement, RichTextSection } from '@slack/types';
import { LIMITS } from './limits.ts';
import type { SlackMessage } from './slack-message.ts';
import { isWebAddress } from './web-address.ts';

/** What Slack would refuse, or what must never be sent. `at` reads like `blocks[3].elements[0].text`. */
export interface Problem {
  readonly at: string;
  readonly problem: string;
}

/** Walks a message and holds it against the limits; empty: it may be sent. Used before every send. */
export function checkSlackMessage(message: SlackMessage): readonly Problem[] {
  const walk = new Walk();
  walk.text(message.text, 'text', LIMITS.text);
  const control = /<[^>]*>?/.exec(message.text);
  if (control) walk.say('text', `contains unescaped ${control[0].slice(0, 20)}`);
  if (message.blocks.length > LIMITS.blocks) walk.say('blocks', `more than ${LIMITS.blocks}`);
  for (const [index, block] of message.blocks.entries()) checkBlock(block, `blocks[${index}]`, walk);
  if (walk.total - message.text.length > LIMITS.totalText) {
    walk.say('blocks', `more than ${LIMITS.totalText} characters of text together`);
  }
  return walk.problems;
}

class Walk {
  readonly problems: Problem[] = [];
  readonly actionIds = new Set<string>();
  total = 0;

  say(at: string, problem: string): void {
    this.problems.push({ at, problem });
  }

  text(text: string, at: string, limit: number): void {
    this.total += text.length;
    if (text === '') this.say(at, 'is empty');
    if (text.length > limit) this.say(at, `has ${text.length} characters, at most ${limit} are allowed`);
  }

  count(count: number, at: string, limit: number): void {
    if (count === 0) this.say(at, 'is empty');
    if (count > limit) this.say(at, `has ${count} elements, at most ${limit} are allowed`);
  }
}

function checkBlock(block: KnownBlock, at: string, walk: Walk): void {
  switch (block.type) {
    case 'divider':
      return;
    case 'header':
      walk.text(block.text.text, `${at}.text`, LIMITS.headerText);
      return;
    case 'context':
      walk.count(block.elements.length, `${at}.elements`, LIMITS.contextElements);
      for (const [index, element] of block.elements.entries()) {
        const here = `${at}.elements[${index}]`;
        if (element.type === 'plain_text') walk.text(element.text, `${here}.text`, LIMITS.contextText);
        else walk.say(here, `${element.type} is not made here`);
      }
      return;
    case 'actions':
      walk.count(block.elements.length, `${at}.elements`, LIMITS.actionElements);
      for (const [index, element] of block.elements.entries()) {
        const here = `${at}.elements[${index}]`;
        if (element.type === 'button') checkButton(element, here, walk);
        else walk.say(here, `${element.type} is not made here`);
      }
      return;
    case 'rich_text':
      walk.count(block.elements.length, `${at}.elements`, Number.POSITIVE_INFINITY);
      for (const [index, element] of block.elements.entries()) {
        const here = `${at}.elements[${index}]`;
        if (element.type === 'rich_text_section') checkSection(element, here, walk);
        else walk.say(here, `${element.type} is not made here`);
      }
      return;
    default:
      walk.say(at, `${block.type} is not made here`);
  }
}

function checkButton(button: Button, at: string, walk: Walk): void {
  walk.text(button.text.text, `${at}.text`, LIMITS.buttonText);
  const id = button.action_id ?? '';
  if (id === '' || id.length > LIMITS.actionId) walk.say(`${at}.action_id`, 'is missing or too long');
  if (walk.actionIds.has(id)) walk.say(`${at}.action_id`, `"${id}" is used twice`);
  walk.actionIds.add(id);
  if (button.accessibility_label !== undefined) {
    walk.text(button.accessibility_label, `${at}.accessibility_label`, LIMITS.accessibilityLabel);
  }
  if (button.url !== undefined && !isWebAddress(button.url, LIMITS.buttonUrl)) {
    walk.say(`${at}.url`, 'is no web address, or too long');
  }
  if (button.value !== undefined && button.value.length > LIMITS.buttonValue) {
    walk.say(`${at}.value`, `has more than ${LIMITS.buttonValue} characters`);
  }
  if (button.url === undefined && button.value === undefined) walk.say(at, 'does nothing');
}

function checkSection(section: RichTextSection, at: string, walk: Walk): void {
  walk.count(section.elements.length, `${at}.elements`, Number.POSITIVE_INFINITY);
  for (const [index, element] of section.elements.entries()) {
    checkInline(element, `${at}.elements[${index}]`, walk);
  }
}

/** Mentions are elements of their own in rich text: none is ever made, so none ever notifies anybody. */
function checkInline(element: RichTextElement, at: string, walk: Walk): void {
  switch (element.type) {
    case 'text':
      walk.text(element.text, `${at}.text`, Number.POSITIVE_INFINITY);
      return;
    case 'link':
      walk.text(element.text ?? element.url, `${at}.text`, Number.POSITIVE_INFINITY);
      if (!isWebAddress(element.url, LIMITS.buttonUrl))
        walk.say(`${at}.url`, 'is no web address, or too long');
      return;
    case 'date':
      walk.text(element.fallback ?? '', `${at}.fallback`, Number.POSITIVE_INFINITY);
      if (!Number.isInteger(element.timestamp)) walk.say(`${at}.timestamp`, 'is no whole number of seconds');
      return;
    default:
      walk.say(at, `${element.type} is never sent`);
  }
}

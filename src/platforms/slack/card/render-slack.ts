import type { ActionsBlock, KnownBlock, RichTextElement } from '@slack/types';
import type { Action, Card, CardBlock, ListItem } from '../../../domain/card.ts';
import { oneLine, renderButton } from './button.ts';
import { renderText } from './escape-text.ts';
import { fitCard } from './fit-card.ts';
import { LIMITS } from './limits.ts';
import { type Marks, richInlines, richLines, richText } from './rich-text.ts';
import type { SlackMessage } from './slack-message.ts';

/**
 * A card as Block Kit. Pure; the same card gives the same JSON. There is no mrkdwn in any block: foreign text stands in
 * plain text or rich text, which Slack does not parse. Blocks have no ids of their own: Slack mints them, fresh for
 * each edit, as it asks for.
 */
export function renderSlack(card: Card): SlackMessage {
  const { blocks } = fitCard(card);
  const roomy = renderBlocks(blocks, true);
  return {
    text: renderText(card.summary),
    // Where there are more elements than a message has blocks, paragraphs and items share a block each run.
    blocks: roomy.length <= LIMITS.blocks ? roomy : renderBlocks(joinParagraphs(blocks), false),
  };
}

/** Runs of paragraphs as one, an empty line between them. */
function joinParagraphs(blocks: readonly CardBlock[]): readonly CardBlock[] {
  const joined: CardBlock[] = [];
  for (const block of blocks) {
    const last = joined.at(-1);
    if (block.type === 'paragraph' && last?.type === 'paragraph') {
      const gap = { type: 'text', text: '\n\n' } as const;
      joined[joined.length - 1] = { ...last, inlines: [...last.inlines, gap, ...block.inlines] };
    } else joined.push(block);
  }
  return joined;
}

/**
 * A fold's button waits for the next row of buttons and stands at its end, so that a card has one row and not three.
 * It waits behind footnotes, and no further: where other text comes first, the row comes before it.
 */
function renderBlocks(blocks: readonly CardBlock[], itemButtons: boolean): readonly KnownBlock[] {
  const out: KnownBlock[] = [];
  let waiting: readonly Action[] = [];
  let count = 0;
  const placeRow = (actions: readonly Action[]): void => {
    out.push(...renderActions(actions, count));
    count += actions.length;
  };
  for (const block of blocks) {
    if (block.type === 'fold') {
      out.push(...renderFold(block));
      waiting = [...waiting, foldAction(block)];
      continue;
    }
    if (block.type === 'actions') {
      placeRow([...block.actions, ...waiting]);
      waiting = [];
      continue;
    }
    if (block.type !== 'footnote') {
      placeRow(waiting);
      waiting = [];
    }
    if (block.type === 'list' && itemButtons) {
      for (const item of block.items) {
        out.push(...renderItem(item));
        placeRow(askOf(item));
      }
    } else out.push(...renderBlock(block));
  }
  placeRow(waiting);
  return out;
}

function renderBlock(block: Exclude<CardBlock, { type: 'fold' | 'actions' }>): readonly KnownBlock[] {
  switch (block.type) {
    case 'banner':
      return richLines([richInlines(block.inlines, { bold: true })]);
    case 'eyebrow':
      return renderContext(block.text);
    case 'title':
      return renderTitle(block);
    case 'facts':
      return renderFacts(block);
    case 'paragraph':
      return richLines([richInlines(block.inlines)]);
    case 'list':
      return richLines(block.items.flatMap((item) => itemLines(item)));
    case 'divider':
      return [{ type: 'divider' }];
    case 'footnote':
      return renderFootnote(block);
  }
}

function renderContext(text: string): readonly KnownBlock[] {
  if (text === '') return [];
  return [{ type: 'context', elements: [{ type: 'plain_text', text, emoji: false }] }];
}

/** A header is large and found by screen readers, but short and never struck. */
function renderTitle({ text, struck }: Extract<CardBlock, { type: 'title' }>): readonly KnownBlock[] {
  if (text === '') return [];
  if (!struck && text.length <= LIMITS.headerText) {
    return [{ type: 'header', text: { type: 'plain_text', text, emoji: false } }];
  }
  return richLines([richText(text, { bold: true, ...(struck ? { strike: true } : {}) })]);
}

/** The label and its first line on one line, further lines below. */
function renderFacts({ facts }: Extract<CardBlock, { type: 'facts' }>): readonly KnownBlock[] {
  return richLines(
    facts.flatMap((fact) => {
      const [first = [], ...others] = fact.lines.map((line) => richInlines(line));
      return [[...richText(fact.label, { bold: true }), ...richText('  '), ...first], ...others];
    }),
  );
}

function renderFold(fold: Extract<CardBlock, { type: 'fold' }>): readonly KnownBlock[] {
  if (fold.preview === undefined) return [];
  return richLines([richText(fold.heading ?? '', { bold: true }), richText(fold.preview)]);
}

function foldAction(fold: Extract<CardBlock, { type: 'fold' }>): Action {
  return { type: 'ask', label: oneLine(fold.label) || 'Read more', intent: fold.intent };
}

function renderItem(item: ListItem): readonly KnownBlock[] {
  return richLines(itemLines(item));
}

/** What opens an address makes the title a link; what asks needs a button below. */
function itemLines(item: ListItem): readonly (readonly RichTextElement[])[] {
  const marks: Marks = { bold: true, ...(item.struck ? { strike: true } : {}) };
  const title: readonly RichTextElement[] =
    item.action?.type === 'open'
      ? richInlines([{ type: 'link', text: item.title, url: item.action.url }], marks)
      : richText(item.title, marks);
  return [title, ...item.lines.map((line) => richInlines(line))];
}

function askOf(item: ListItem): readonly Action[] {
  return item.action?.type === 'ask' ? [item.action] : [];
}

/** Small and grey where it is plain; with a link or a time it has to be rich text. */
function renderFootnote({ inlines }: Extract<CardBlock, { type: 'footnote' }>): readonly KnownBlock[] {
  const texts = inlines.flatMap((inline) =>
    inline.type === 'relative' || (inline.type === 'text' && !inline.strong && !inline.struck)
      ? [inline.text]
      : [],
  );
  return texts.length === inlines.length ? renderContext(texts.join('')) : richLines([richInlines(inlines)]);
}

/** Rows of as many buttons as a row holds. Only the first that asks for it is primary: Slack advises one a set. */
function renderActions(actions: readonly Action[], before: number): readonly ActionsBlock[] {
  const primary = actions.findIndex((action) => action.primary);
  const buttons = actions.map((action, index) => renderButton(action, before + index + 1, index === primary));
  const rows: ActionsBlock[] = [];
  for (let at = 0; at < buttons.length; at += LIMITS.actionElements) {
    rows.push({ type: 'actions', elements: buttons.slice(at, at + LIMITS.actionElements) });
  }
  return rows;
}

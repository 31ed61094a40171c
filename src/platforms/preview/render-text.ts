import type { Action, Card, CardBlock, Inline, ListItem } from '../../domain/card.ts';
import { unfold } from './unfold.ts';

/** How emphasis is typed: not at all in a mail, with marks in a chat's composer. */
export interface TextMarks {
  readonly strong: string;
}

const NO_MARKS: TextMarks = { strong: '' };
/** Typed into Slack's composer, or pasted as text, `*…*` becomes bold. */
export const SLACK_MARKS: TextMarks = { strong: '*' };

/**
 * A card as plain text for reading and pasting, whole: what is folded elsewhere is written out, what can only be
 * pressed (`ask`) is left out. Lines are not wrapped; blocks are separated by an empty line.
 */
export function renderText(card: Card, marks: TextMarks = NO_MARKS): string {
  const parts: string[] = [];
  let glued = false;
  for (const block of card.blocks) {
    const text = writeBlock(block, marks);
    if (text === '') continue;
    // The eyebrow and the title belong together.
    if (glued) parts[parts.length - 1] += `\n${text}`;
    else parts.push(text);
    glued = block.type === 'eyebrow';
  }
  return `${parts.join('\n\n')}\n`;
}

function writeBlock(block: CardBlock, marks: TextMarks): string {
  switch (block.type) {
    case 'banner':
      return mark(writeInlines(block.inlines, NO_MARKS), marks);
    case 'eyebrow':
      return block.text;
    case 'title':
      return writeTitle(block.text, block.struck === true, marks);
    case 'facts':
      return block.facts
        .map(({ label, lines }) => {
          const [first = '', ...others] = lines.map((line) => writeInlines(line, marks));
          return [`${mark(`${label}:`, marks)} ${first}`, ...others.map((line) => `  ${line}`)].join('\n');
        })
        .join('\n');
    case 'paragraph':
    case 'footnote':
      return writeInlines(block.inlines, marks);
    case 'fold': {
      const { heading, paragraphs } = unfold(block);
      return [...(heading === undefined ? [] : [mark(heading, marks)]), ...paragraphs].join('\n\n');
    }
    case 'list':
      return block.items.map((item) => writeItem(item, marks)).join('\n');
    case 'divider':
      return '* * *';
    case 'actions':
      return writeActions(block.actions);
  }
}

/** A mail's title is underlined; a chat's is bold. */
function writeTitle(text: string, struck: boolean, marks: TextMarks): string {
  const title = struck ? `~${text}~` : text;
  if (marks.strong !== '') return mark(title, marks);
  return `${title}\n${'='.repeat(Math.min(title.length, 72))}`;
}

function writeItem(item: ListItem, marks: TextMarks): string {
  const action = item.action ? writeActions([item.action]) : '';
  return [
    `• ${mark(item.struck ? `~${item.title}~` : item.title, marks)}`,
    ...item.lines.map((line) => `  ${writeInlines(line, marks)}`),
    ...(action === '' ? [] : [`  ${action}`]),
  ].join('\n');
}

function writeActions(actions: readonly Action[]): string {
  return actions
    .flatMap((action) => (action.type === 'open' ? [`${action.label}: ${action.url}`] : []))
    .join('\n');
}

function writeInlines(inlines: readonly Inline[], marks: TextMarks): string {
  return inlines.map((inline) => writeInline(inline, marks)).join('');
}

function writeInline(inline: Inline, marks: TextMarks): string {
  switch (inline.type) {
    case 'text': {
      const text = inline.struck ? wrap(inline.text, '~') : inline.text;
      return inline.strong ? mark(text, marks) : text;
    }
    case 'link': {
      if (inline.text === inline.url) return inline.url;
      return `${inline.strong ? mark(inline.text, marks) : inline.text} (${inline.url})`;
    }
    case 'time':
    case 'relative':
      return inline.text;
  }
}

function mark(text: string, marks: TextMarks): string {
  return wrap(text, marks.strong);
}

/** Marks stand at the words, never at the blanks around them: ` *so* `, or they are no marks. */
function wrap(text: string, sign: string): string {
  const core = text.trim();
  if (sign === '' || core === '') return text;
  const at = text.indexOf(core);
  return `${text.slice(0, at)}${sign}${core}${sign}${text.slice(at + core.length)}`;
}

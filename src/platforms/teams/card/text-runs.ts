import type { Inline } from '../../../domain/card.ts';
import { shorten } from '../../../domain/cards/shorten.ts';
import type { Leaf, TextRun } from './card-schema.ts';
import { isWebAddress, writeLiterally } from './literal.ts';

export type RunStyle = Partial<Pick<TextRun, 'weight' | 'size' | 'color' | 'isSubtle' | 'strikethrough'>>;
type Placing = Partial<Pick<Leaf, 'id' | 'isVisible' | 'spacing' | 'separator'>>;

/** One line of a record's words; no line where there are none. */
export function renderLine(
  inlines: readonly Inline[],
  limit: number,
  style: RunStyle,
  placing: Placing,
): Leaf[] {
  const runs = inlines.flatMap((inline) => renderInline(inline, limit, style));
  return runs.length === 0 ? [] : [{ type: 'RichTextBlock', ...placing, inlines: runs }];
}

/** Each line of a text as a block of its own: a TextRun shows a line break as a mere gap. */
export function renderText(text: string, limit: number, style: RunStyle, placing: Placing): Leaf[] {
  const lines = text.split(/\n+/).filter((line) => line.trim() !== '');
  return lines.flatMap((line, index) =>
    renderLine([{ type: 'text', text: line }], limit, style, index === 0 ? placing : { spacing: 'Small' }),
  );
}

function renderInline(inline: Inline, limit: number, style: RunStyle): TextRun[] {
  switch (inline.type) {
    case 'text':
      return makeRun(inline.text, limit, {
        ...style,
        ...(inline.strong ? { weight: 'Bolder' } : {}),
        ...(inline.struck ? { strikethrough: true } : {}),
      });
    case 'link':
      return renderLink(inline.text, inline.url, limit, {
        ...style,
        ...(inline.strong ? { weight: 'Bolder' } : {}),
      });
    // The venue's words with its zone, to the letter: how Teams expands {{DATE()}} differs from client to client.
    case 'time':
    case 'relative':
      return makeRun(inline.text, limit, style);
  }
}

function renderLink(text: string, url: string, limit: number, style: RunStyle): TextRun[] {
  if (!isWebAddress(url)) return makeRun(text, limit, style);
  return makeRun(text, limit, style).map((run) => ({
    ...run,
    color: 'Accent',
    underline: true,
    selectAction: { type: 'Action.OpenUrl', title: run.text, url },
  }));
}

function makeRun(text: string, limit: number, style: RunStyle): TextRun[] {
  const shown = writeLiterally(shorten(text, limit));
  return shown === '' ? [] : [{ type: 'TextRun', text: shown, ...style }];
}

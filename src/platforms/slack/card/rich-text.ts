import type { RichTextBlock, RichTextElement } from '@slack/types';
import type { Inline } from '../../../domain/card.ts';

/** Marks that a whole run gets, besides what its inlines ask for. */
export interface Marks {
  readonly bold?: true;
  readonly strike?: true;
}

/**
 * Inlines as rich text: marks, links and times are elements of their own, and text is never parsed. So foreign text
 * needs no escaping here, whatever it contains.
 */
export function richInlines(inlines: readonly Inline[], marks: Marks = {}): readonly RichTextElement[] {
  return inlines.flatMap((inline) => richInline(inline, marks));
}

function richInline(inline: Inline, marks: Marks): readonly RichTextElement[] {
  switch (inline.type) {
    case 'text':
      return richText(inline.text, {
        ...marks,
        ...(inline.strong ? { bold: true } : {}),
        ...(inline.struck ? { strike: true } : {}),
      });
    case 'relative':
      return richText(inline.text, marks);
    case 'link': {
      const style = styleOf({ ...marks, ...(inline.strong ? { bold: true } : {}) });
      return [{ type: 'link', url: inline.url, text: inline.text || inline.url, ...style }];
    }
    case 'time':
      return [...richText(inline.text, marks), ...readersTime(inline)];
  }
}

export function richText(text: string, marks: Marks = {}): readonly RichTextElement[] {
  return text === '' ? [] : [{ type: 'text', text, ...styleOf(marks) }];
}

function styleOf(marks: Marks): { style?: { bold?: boolean; strike?: boolean } } {
  return marks.bold || marks.strike ? { style: { ...marks } } : {};
}

/** In brackets, because it may stand in the middle of a sentence. */
export const READERS_TIME = { before: ' (your time: ', after: ')' } as const;

/** The reader's own clock, behind the venue's. Slack fills it in; where it cannot, UTC stands there. */
function readersTime(time: Extract<Inline, { type: 'time' }>): readonly RichTextElement[] {
  if (isWholeDay(time)) return [];
  return [
    { type: 'text', text: READERS_TIME.before },
    {
      type: 'date',
      timestamp: Math.floor(time.start.epochMilliseconds / 1000),
      format: '{date_short_pretty}, {time}',
      fallback: utcText(time.start),
    },
    { type: 'text', text: READERS_TIME.after },
  ];
}

/** From midnight to midnight on the venue's clock: an hour elsewhere would say something else. */
function isWholeDay(time: Extract<Inline, { type: 'time' }>): boolean {
  const isMidnight = (instant: Temporal.Instant): boolean => {
    const zoned = instant.toZonedDateTimeISO(time.timezone);
    return Temporal.ZonedDateTime.compare(zoned, zoned.startOfDay()) === 0;
  };
  return isMidnight(time.start) && (time.end === undefined || isMidnight(time.end));
}

/** "2026-12-03 01:00 UTC" */
export function utcText(instant: Temporal.Instant): string {
  return `${instant.toString({ smallestUnit: 'minute' }).replace('T', ' ').replace('Z', '')} UTC`;
}

/**
 * One block of lines. They are kept apart by line feeds inside one section, as Slack's own composer does it. Nothing to
 * show: no block, since Slack refuses empty ones.
 */
export function richLines(lines: readonly (readonly RichTextElement[])[]): readonly RichTextBlock[] {
  const shown = lines.filter((line) => line.length > 0);
  if (shown.length === 0) return [];
  const elements = shown.flatMap((line, index) => (index === 0 ? line : [...richText('\n'), ...line]));
  return [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [...elements] }] }];
}

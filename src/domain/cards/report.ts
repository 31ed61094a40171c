import type { Card, ListItem } from '../card.ts';
import { actionsBlock } from './buttons.ts';
import { footnote } from './digest.ts';
import type { Look } from './look.ts';
import { lineOf } from './plain.ts';
import { shorten } from './shorten.ts';
import type { Report, ReportItem } from './subject.ts';
import { sentences } from './summary.ts';

/** Slack takes 50 blocks and about 9,000 characters a message. */
const MOST = 12;
const TITLE = 120;
const LINE = 160;
const LINES = 4;
const LEAD = 700;

/** How things stand, or what was said and when: for those who look after seminars. */
export function composeReport({ heading, lead, items, actions = [] }: Report, look: Look): Card {
  const fitting = items.slice(0, MOST);
  const rest = items.length > MOST ? look.words.act.older(items.length - MOST) : undefined;
  const title = shorten(lineOf(heading) ?? look.words.act.status, TITLE);
  const said = shortLine(lead, LEAD);
  const list = fitting.map((item) => composeItem(item, look));
  return {
    kind: 'reply',
    summary: sentences([
      title,
      said,
      ...fitting.map((item) => sentences([shortLine(item.title, TITLE), ...lastLines(item.lines)])),
      rest,
    ]),
    blocks: [
      { type: 'title', text: title },
      ...(said ? [{ type: 'paragraph', inlines: [{ type: 'text', text: said }] } as const] : []),
      ...(list.length > 0 ? [{ type: 'list', items: list } as const] : []),
      ...footnote(rest),
      ...actionsBlock(actions),
    ],
  };
}

function composeItem({ title, lines, action }: ReportItem, look: Look): ListItem {
  return {
    title: shortLine(title, TITLE) ?? look.words.seminar,
    lines: lastLines(lines).map((text) => [{ type: 'text', text }]),
    ...(action ? { action } : {}),
  };
}

function lastLines(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => shortLine(line, LINE) ?? []).slice(-LINES);
}

function shortLine(text: string | undefined, limit: number): string | undefined {
  const line = lineOf(text);
  return line === undefined ? undefined : shorten(line, limit);
}

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
  const said = lead === undefined ? undefined : shorten(lineOf(lead) ?? '', LEAD);
  const list = fitting.map(composeItem);
  return {
    kind: 'reply',
    summary: sentences([
      heading,
      said,
      ...fitting.map(({ title, lines }) => sentences([title, ...lastLines(lines)])),
      rest,
    ]),
    blocks: [
      { type: 'title', text: shorten(heading, TITLE) },
      ...(said ? [{ type: 'paragraph', inlines: [{ type: 'text', text: said }] } as const] : []),
      ...(list.length > 0 ? [{ type: 'list', items: list } as const] : []),
      ...footnote(rest),
      ...actionsBlock(actions),
    ],
  };
}

function composeItem({ title, lines, action }: ReportItem): ListItem {
  return {
    title: shorten(title, TITLE),
    lines: lastLines(lines).map((text) => [{ type: 'text', text }]),
    ...(action ? { action } : {}),
  };
}

function lastLines(lines: readonly string[]): readonly string[] {
  return lines.slice(-LINES).map((line) => shorten(lineOf(line) ?? '', LINE));
}

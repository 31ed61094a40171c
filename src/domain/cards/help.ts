import type { Action, Card } from '../card.ts';
import type { Look } from './look.ts';
import { sentences } from './summary.ts';

/** What one can type here, and the two things that most people want, to press. */
export function composeHelp(look: Look): Card {
  const { words, command } = look;
  return {
    kind: 'reply',
    summary: sentences([
      words.help,
      ...words.commands.map((line) => `${command} ${line.words}: ${line.meaning}`),
      words.helpLine,
    ]),
    blocks: [
      { type: 'title', text: words.help },
      {
        type: 'list',
        items: words.commands.map((line) => ({
          title: `${command} ${line.words}`,
          lines: [[{ type: 'text', text: line.meaning }]],
        })),
      },
      { type: 'footnote', inlines: [{ type: 'text', text: words.helpLine }] },
      { type: 'actions', actions: firstSteps(look) },
    ],
  };
}

function firstSteps({ words }: Look): readonly Action[] {
  return [
    { type: 'ask', label: words.showNext, intent: { type: 'next' }, primary: true },
    { type: 'ask', label: words.seeAllUpcoming, intent: { type: 'list' } },
  ];
}

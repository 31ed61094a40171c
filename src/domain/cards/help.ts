import type { Action, Card } from '../card.ts';
import type { Look } from './look.ts';
import { sentences } from './summary.ts';

/** What one can type here, and the two things that most people want, to press. */
export function composeHelp(look: Look): Card {
  const { words } = look;
  return {
    kind: 'reply',
    summary: sentences([
      words.help,
      ...words.commands.map((line) => `${typedAs(line.words, look)}: ${line.meaning}`),
      words.helpLine,
    ]),
    blocks: [
      { type: 'title', text: words.help },
      {
        type: 'list',
        items: words.commands.map((line) => ({
          title: typedAs(line.words, look),
          lines: [[{ type: 'text', text: line.meaning }]],
        })),
      },
      { type: 'footnote', inlines: [{ type: 'text', text: words.helpLine }] },
      { type: 'actions', actions: firstSteps(look) },
    ],
  };
}

/** Words as one types them where one asks: behind the command, or as they are in a chat with the bot alone. */
export function typedAs(words: string, { command }: Look): string {
  return command === '' ? words : `${command} ${words}`;
}

/** What is missing, and how it would be typed here. */
export function explainMisuse(problem: string, example: string | undefined, look: Look): string {
  return example === undefined ? problem : `${problem} ${look.words.forExample(typedAs(example, look))}`;
}

function firstSteps({ words }: Look): readonly Action[] {
  return [
    { type: 'ask', label: words.showNext, intent: { type: 'next' }, primary: true },
    { type: 'ask', label: words.seeAllUpcoming, intent: { type: 'list' } },
  ];
}

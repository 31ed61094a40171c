import type { Action, Card, CardBlock } from '../card.ts';
import type { Look } from './look.ts';
import { sentences } from './summary.ts';

/** What one can type here, and the two things that most people want, to press. */
export function composeHelp(look: Look, organiser: boolean): Card {
  const { words } = look;
  const forOrganisers = organiser ? words.act.commands : [];
  return {
    kind: 'reply',
    summary: sentences([
      words.help,
      ...[...words.commands, ...forOrganisers].map((line) => `${typedAs(line.words, look)}: ${line.meaning}`),
      words.helpLine,
    ]),
    blocks: [
      { type: 'title', text: words.help },
      commandList(words.commands, look),
      ...(organiser
        ? [
            { type: 'divider' } as const,
            {
              type: 'paragraph',
              inlines: [{ type: 'text', text: words.act.forOrganisers, strong: true }],
            } as const,
            commandList(forOrganisers, look),
          ]
        : []),
      { type: 'footnote', inlines: [{ type: 'text', text: words.helpLine }] },
      { type: 'actions', actions: firstSteps(look) },
    ],
  };
}

function commandList(
  commands: readonly { readonly words: string; readonly meaning: string }[],
  look: Look,
): CardBlock {
  return {
    type: 'list',
    items: commands.map((line) => ({
      title: typedAs(line.words, look),
      lines: [[{ type: 'text', text: line.meaning }]],
    })),
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

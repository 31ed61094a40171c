import { CARD_FORMS, CARD_KINDS } from '../../app/operations/card-choice.ts';
import { type CommandDefinition, choiceOption, commandNamed } from '../definition.ts';
import { say, sayJson } from '../output.ts';
import { settingsOf } from '../settings-option.ts';

export function definePreview(): CommandDefinition {
  return {
    command: commandNamed(
      'preview <subject>',
      'the payload of a card: of a seminar by its id, or of the records in a file',
    )
      .option('--as <FORM>', `${CARD_FORMS.join(', ')} (default: text; mail is for pasting)`)
      .option('--kind <KIND>', `${CARD_KINDS.join(', ')} (default: announcement)`)
      .option('--json', 'one JSON document: every card with its seminar'),
    async run([subject = ''], options) {
      const form = choiceOption(options, 'as', CARD_FORMS, 'text');
      const kind = choiceOption(options, 'kind', CARD_KINDS, 'announcement');
      const { previewCards } = await import('../../app/operations/preview-card.ts');
      const cards = await previewCards(await settingsOf(options), { subject, kind, form });
      if (options.json) sayJson(cards.map((card) => ({ ...card, kind, as: form })));
      else for (const { payload } of cards) sayPayload(payload);
      return 0;
    },
  };
}

function sayPayload(payload: unknown): void {
  if (typeof payload === 'string') say(payload);
  else sayJson(payload);
}

import { CARD_FORMS, CARD_KINDS, previewCards } from '../../app/operations/preview-card.ts';
import { type CommandDefinition, choiceOption, commandNamed } from '../definition.ts';
import { complain, say } from '../output.ts';
import { settingsOf } from '../settings-option.ts';

export function definePreview(): CommandDefinition {
  return {
    command: commandNamed(
      'preview <subject>',
      'the payload of a card: of a seminar by its id, or of the records in a file',
    )
      .option('--as <FORM>', `${CARD_FORMS.join(', ')} (default: text; mail is for pasting)`)
      .option('--kind <KIND>', `${CARD_KINDS.join(', ')} (default: announcement)`),
    async run([subject = ''], options) {
      const form = choiceOption(options, 'as', CARD_FORMS, 'text');
      const kind = choiceOption(options, 'kind', CARD_KINDS, 'announcement');
      try {
        const cards = await previewCards(settingsOf(options), { subject, kind, form });
        if (cards.length === 0) complain(`${subject}: no record was found in it`);
        for (const card of cards) say(card);
        return cards.length === 0 ? 1 : 0;
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        complain(error.message);
        return 1;
      }
    },
  };
}

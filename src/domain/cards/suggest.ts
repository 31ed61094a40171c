import type { Action, Card } from '../card.ts';
import type { Look } from './look.ts';
import { lineOf } from './plain.ts';
import { shorten } from './shorten.ts';
import type { CardSubject } from './subject.ts';
import { sentences } from './summary.ts';

type Suggest = Extract<CardSubject, { kind: 'suggest' }>;

/** Slack shows about 30 characters of a button and takes 75. */
const LABEL = 70;

/** What may have been meant, to press; nothing was run. */
export function composeSuggest({ suggestion, lead }: Suggest, look: Look): Card {
  const { words } = look;
  const text = lead ?? words.didYouMean(shorten(lineOf(suggestion.typed) ?? '', 60));
  const actions = suggestion.nearest.map(
    ({ label, intent }): Action => ({ type: 'ask', label: shorten(label, LABEL), intent }),
  );
  const shown: readonly Action[] =
    actions.length > 0 ? actions : [{ type: 'ask', label: words.showCommands, intent: { type: 'help' } }];
  return {
    kind: 'reply',
    summary: sentences([text, shown.map((action) => action.label).join(' · ')]),
    blocks: [
      { type: 'paragraph', inlines: [{ type: 'text', text }] },
      { type: 'actions', actions: shown },
    ],
  };
}

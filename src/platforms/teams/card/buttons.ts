import type { Action } from '../../../domain/card.ts';
import { shorten } from '../../../domain/cards/shorten.ts';
import { encodeIntent, type Intent } from '../../../domain/intent.ts';
import { CARD_LIMITS } from '../limits.ts';
import type { CardAction, Leaf } from './card-schema.ts';
import { isWebAddress, writeLiterally } from './literal.ts';

/** Rows of buttons, none longer than Teams shows. `origin`: where answers lead back to, see `RenderOptions`. */
export function renderButtons(actions: readonly Action[], origin: string | undefined): Leaf[] {
  return arrangeButtons(actions.flatMap((action) => renderButton(action, origin)));
}

export function arrangeButtons(buttons: readonly CardAction[]): Leaf[] {
  const rows: Leaf[] = [];
  for (let at = 0; at < buttons.length; at += CARD_LIMITS.actionsPerSet) {
    rows.push({ type: 'ActionSet', actions: buttons.slice(at, at + CARD_LIMITS.actionsPerSet) });
  }
  return rows;
}

function renderButton(action: Action, origin: string | undefined): CardAction[] {
  const labels = {
    title: labelOf(action.label),
    ...(action.spoken ? { tooltip: shorten(writeLiterally(action.spoken), CARD_LIMITS.tooltip) } : {}),
    ...(action.primary ? ({ style: 'positive' } as const) : {}),
  };
  switch (action.type) {
    case 'open':
      return isWebAddress(action.url) ? [{ type: 'Action.OpenUrl', ...labels, url: action.url }] : [];
    case 'ask':
      return [{ ...makeAsk(action.label, action.intent, origin), ...labels }];
  }
}

/** A button that hands an intent to the desk. */
export function makeAsk(label: string, intent: Intent, origin: string | undefined): CardAction {
  const data = { intent: encodeIntent(intent), ...(origin === undefined ? {} : { back: origin }) };
  return { type: 'Action.Execute', title: labelOf(label), verb: 'ask', data };
}

export function labelOf(label: string): string {
  return shorten(writeLiterally(label), CARD_LIMITS.actionTitle) || '…';
}

import type { Button } from '@slack/types';
import type { Action } from '../../../domain/card.ts';
import { shorten } from '../../../domain/cards/shorten.ts';
import { encodeIntent } from '../../../domain/intent.ts';
import { LIMITS } from './limits.ts';
import { isWebAddress } from './web-address.ts';

/** How the receiver tells buttons apart: `ask.3` carries an intent, `open.4` only opens an address. */
export const ASK = /^ask\.\d+$/;

/** `index` is the button's place in its message, from 1: ids are unique there, and the same card gives the same ones. */
export function renderButton(action: Action, index: number, primary: boolean): Button {
  const text = shorten(oneLine(action.label), LIMITS.buttonText);
  const spoken = shorten(oneLine(action.spoken ?? '') || oneLine(action.label), LIMITS.accessibilityLabel);
  const shared: Button = {
    type: 'button',
    text: { type: 'plain_text', text, emoji: false },
    ...(primary ? { style: 'primary' } : {}),
    ...(spoken === text ? {} : { accessibility_label: spoken }),
  };
  return action.type === 'open'
    ? { ...shared, action_id: `open.${index}`, url: action.url }
    : { ...shared, action_id: `ask.${index}`, value: encodeIntent(action.intent) };
}

/** Whether Slack takes it as a button at all. An encoded intent always fits. */
export function fitsButton(action: Action): boolean {
  return (
    oneLine(action.label) !== '' && (action.type === 'ask' || isWebAddress(action.url, LIMITS.buttonUrl))
  );
}

/** Buttons and headers are one line. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

import type { Span } from '../reading.ts';
import { sourceOf } from '../vocabulary/words.ts';

export interface AccessCode extends Span {
  readonly value: string;
}

const SEPARATOR =
  '\\s{0,3}(?:\\([^)\\n]{1,30}\\)\\s*)?(?:[:：=]|\\bis\\b|\\best\\b|\\blautet\\b|\\bes\\b|#)?\\s{0,3}(?:[:：]\\s?)?';
const ID = new RegExp(
  `${sourceOf('meetingId')}${SEPARATOR}(\\d(?:[\\d\\s.\\u2010-\\u2015-]{6,18})\\d)(?![\\d])`,
  'giu',
);
const CODE = new RegExp(`(${sourceOf('passcode')})(${SEPARATOR})(["“”'‘’«»]?)([^\\s"“”«»<>|]{2,40})`, 'giu');
/** What stands before a code that opens no meeting in a browser. */
const OTHER_CODE =
  /(?:\bpin|telefon|telephone|phone|audio|dial|dial-in|host|numeric|teléfono|téléphone|電話|电话|conference|phone conference|door|wifi|wi-fi|video)\s*$/iu;
/** Words that follow "password" in a sentence, and are none. */
const NO_CODE =
  /^(?:is|are|will|for|to|and|or|the|a|an|by|from|in|on|if|required|needed|none|not|protected|please|can|available|upon|see|below|above|sent|tba|tbc|provided|has|on request|reset|n\/a|via|with|ist|wird|nicht|auf|sera|por|se|de|du|der|die|das|im|zoom|link|keine|kein|no|sin|aucun|same|as|unchanged|remains|needed\.?)$/iu;

/** Printed meeting ids: digits in groups after a label. Dial-in and phone conference numbers are left out. */
export function readMeetingIds(text: string): readonly AccessCode[] {
  return [...text.matchAll(ID)].flatMap((match) => {
    const raw = match[1] ?? '';
    const value = raw.replace(/\D/g, '');
    const start = match.index + match[0].lastIndexOf(raw);
    if (
      value.length < 8 ||
      value.length > 15 ||
      /[\n]/.test(raw.trim()) ||
      OTHER_CODE.test(text.slice(Math.max(0, match.index - 20), match.index))
    )
      return [];
    return [{ start, end: start + raw.length, value }];
  });
}

/** Printed passcodes, exactly as they stand, without the stop that ends the sentence. */
export function readPasscodes(text: string): readonly AccessCode[] {
  return [...text.matchAll(CODE)].flatMap((match) => {
    const [whole, label = '', separator = '', quote, raw = ''] = match;
    if (OTHER_CODE.test(text.slice(Math.max(0, match.index - 24), match.index))) return [];
    const value = raw.replace(quote ? /["”'’»)\].,;，。；）]+$/u : /[),.;，。；）'’\]]+$/u, '');
    // Without a colon or the like, a word after "password" is a code only if it has a digit.
    const stated = /[:：=#]|\b(?:is|est|lautet|es)\b/iu.test(separator);
    const capital = /^[\p{Lu}\d]/u.test(label);
    if (value.length < 2 || NO_CODE.test(value) || /^https?:/i.test(value)) return [];
    if (!stated && !/\d/.test(value)) return [];
    if (!stated && !capital && !/^[\p{L}\d]+$/u.test(value)) return [];
    const start = match.index + whole.lastIndexOf(raw);
    return [{ start, end: start + value.length, value }];
  });
}

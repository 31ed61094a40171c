import { escapeHtml } from './html-text.ts';

/**
 * The drawing library reads `plain_text` as mrkdwn, and escaped entities (`&lt;!channel&gt;`) as live mentions; Slack
 * does neither. So what is literal travels through the library as private-use characters, and is put back, escaped for
 * HTML, in the markup that comes out.
 */
const LITERAL = '&<>*_~`:@#!|\\"\'()[]{}-+=/.0123456789\n'.split('');
const FIRST = 0xe100;

const VEIL = new Map(LITERAL.map((character, index) => [character, String.fromCharCode(FIRST + index)]));
const LIFT = new Map([...VEIL].map(([character, veiled]) => [veiled, escapeHtml(character)]));
const VEILED = new RegExp(
  `[${String.fromCharCode(FIRST)}-${String.fromCharCode(FIRST + LITERAL.length - 1)}]`,
  'g',
);

/** For `plain_text`: nothing in it is markup. */
export function veilPlain(text: string): string {
  return Array.from(dropVeils(text), (character) => VEIL.get(character) ?? character).join('');
}

/** For `mrkdwn`: its three entities are letters, and so is what a date falls back to; the rest is markup. */
export function veilEntities(text: string): string {
  return dropVeils(text)
    .replace(
      /(<!date\^[^|>]*\|)([^>]*)>/g,
      (_, head: string, fallback: string) => `${head}${veilPlain(unescapeEntities(fallback))}>`,
    )
    .replace(/&(?:lt|gt|amp);/g, (entity) => VEIL.get(unescapeEntities(entity)) ?? '');
}

/** Puts back what was veiled, in the markup that the library made. */
export function liftVeils(html: string): string {
  return html.replace(VEILED, (veiled) => LIFT.get(veiled) ?? '');
}

function unescapeEntities(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function dropVeils(text: string): string {
  return text.replace(VEILED, '');
}

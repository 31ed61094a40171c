/** Control characters and overrides of the writing direction: they would reorder or break what stands around them. */
const UNSEEN = /(?!\n)\p{Cc}|[\u202d\u202e\u2028\u2029]/gu;

/**
 * What some client of Teams would read as more than its letters: emphasis, links, HTML, entities, addresses, and what makes
 * a line a list, a heading or a rule. Parentheses, `&`, `#` and the like are letters elsewhere.
 */
const MARKUP =
  /[*_~`[\]<>\\\n]|\{\u2060?\{|&#?\w+;|:\/\/|www\.|^(?:\s|#)|^(?:[-+•]|\d+[.)])(?:\s|$)|^[^\p{L}\p{N}]*$/iu;

/**
 * A record's text as it shall be shown, to the letter. A TextRun reads no Markdown, but Teams still expands `{{DATE(…)}}`
 * and `{{TIME(…)}}` in it: a word joiner, which has no width, keeps the braces apart.
 */
export function writeLiterally(text: string): string {
  return text.replace(UNSEEN, ' ').replace(/\{(?=\{)/g, '{\u2060');
}

/**
 * Whether a TextBlock, which reads Markdown, shows this text as it stands on every client. There is no way to make it do so
 * for another text: phones show the backslash of an escape (AdaptiveCards#5590, msteams-docs#5793) and the letters of an
 * entity (msteams-docs#10997).
 */
export function isPlain(text: string): boolean {
  return !MARKUP.test(text);
}

/** Only the web's addresses become links: a record must not smuggle in `javascript:` or `file:`. */
export function isWebAddress(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed !== null && (parsed.protocol === 'https:' || parsed.protocol === 'http:');
}

/** Control characters and overrides of the writing direction: they would reorder or break what stands around them. */
const UNSEEN = /(?!\n)\p{Cc}|[\u202d\u202e\u2028\u2029]/gu;

/** What Markdown, HTML or a list at a line's beginning would read. */
const MARKUP = /[*_~`[\]()<>#|\\{}&\n]|^\s*(?:[-+•]|\d+[.)])\s|:\/\/|www\./i;

/**
 * A record's text as it shall be shown, to the letter. A TextRun reads no Markdown, but Teams still expands `{{DATE(…)}}`
 * and `{{TIME(…)}}` in it: a word joiner, which has no width, keeps the braces apart.
 */
export function writeLiterally(text: string): string {
  return text.replace(UNSEEN, ' ').replace(/\{(?=\{)/g, '{\u2060');
}

/** Whether a TextBlock, which reads Markdown, shows this text as it stands. */
export function isPlain(text: string): boolean {
  return text.trim() !== '' && !MARKUP.test(text);
}

/** Only the web's addresses become links: a record must not smuggle in `javascript:` or `file:`. */
export function isWebAddress(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed !== null && (parsed.protocol === 'https:' || parsed.protocol === 'http:');
}

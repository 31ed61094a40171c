/** Free words within an intent: an encoded intent must fit a button's value (Slack: 2,000 characters). */
export const INTENT_WORDS = 200;

/** At most `most` UTF-16 code units; never splits a surrogate pair. */
export function fitWords(words: string, most: number = INTENT_WORDS): string {
  return words
    .slice(0, most)
    .toWellFormed()
    .replace(/\ufffd$/, '')
    .trim();
}

import { chinese } from './chinese.ts';
import { english } from './english.ts';
import { french } from './french.ts';
import { german } from './german.ts';
import { spanish } from './spanish.ts';
import { LABEL_FIELDS, type LabelField, type Language, type WordList } from './vocabulary.ts';

/** To teach the reader a language: write its file, add it here. The first to claim a label keeps it. */
const LANGUAGES: readonly Language[] = [english, german, french, spanish, chinese];

/** One writing of a word for comparison: case, width, curly apostrophes and runs of white space do not count. */
export function foldWord(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/[’‘ʼ]/g, "'").replace(/\s+/g, ' ').trim();
}

function splitList(list: string | undefined): string[] {
  return (list ?? '')
    .split(' | ')
    .map(foldWord)
    .filter((word) => word !== '');
}

/** A word of the vocabulary as the source of a pattern. */
export function escapeWord(word: string): string {
  return word
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/'/g, "['’‘ʼ]")
    .replace(/ /g, '\\s+');
}

const HAN = /\p{Script=Han}/u;

/**
 * The source of a pattern that finds any of the words as whole words; longer words are tried first.
 * Chinese is written without spaces, so its words need no boundary. Alternatives are literal: matching is linear.
 */
export function patternOf(words: readonly string[]): string {
  const longestFirst = [...new Set(words)].sort((a, b) => b.length - a.length);
  const spaced = longestFirst.filter((word) => !HAN.test(word)).map(escapeWord);
  const han = longestFirst.filter((word) => HAN.test(word)).map(escapeWord);
  const parts = [
    ...(spaced.length > 0 ? [`(?<![\\p{L}\\p{N}])(?:${spaced.join('|')})(?![\\p{L}\\p{N}])`] : []),
    ...(han.length > 0 ? [`(?:${han.join('|')})`] : []),
  ];
  return `(?:${parts.join('|')})`;
}

export function wordsOf(list: WordList): readonly string[] {
  return LANGUAGES.flatMap((language) => splitList(language.words[list]));
}

const patterns = new Map<WordList, string>();

/** The source of a pattern for one list of words, in every language. Use with the flags `iu`. */
export function sourceOf(list: WordList): string {
  const known = patterns.get(list);
  if (known !== undefined) return known;
  const made = patternOf(wordsOf(list));
  patterns.set(list, made);
  return made;
}

const matchers = new Map<string, RegExp>();

function compile(source: string): RegExp {
  const known = matchers.get(source);
  if (known) return known;
  const made = new RegExp(source, 'iu');
  matchers.set(source, made);
  return made;
}

/** Whether the text has a word of the list anywhere. */
export function hasWord(list: WordList, text: string): boolean {
  return compile(sourceOf(list)).test(text);
}

/** Where the first word of the list is, as offsets into the text. */
export function findWord(list: WordList, text: string): { start: number; end: number } | undefined {
  const match = compile(sourceOf(list)).exec(text);
  return match ? { start: match.index, end: match.index + match[0].length } : undefined;
}

export function startsWithWord(list: WordList, text: string): number {
  return compile(`^\\s*${sourceOf(list)}`).exec(text)?.[0].length ?? 0;
}

export function endsWithWord(list: WordList, text: string): boolean {
  return compile(`${sourceOf(list)}[\\s.,:;)]{0,8}$`).test(text);
}

/** Whether the whole text is one word of the list. */
export function isWord(list: WordList, text: string): boolean {
  return compile(`^${sourceOf(list)}$`).test(text.trim());
}

function numberedOf(pick: (language: Language) => readonly string[]): ReadonlyMap<string, number> {
  const map = new Map<string, number>();
  for (const language of LANGUAGES) {
    pick(language).forEach((entry, index) => {
      for (const word of splitList(entry)) if (!map.has(word)) map.set(word, index + 1);
    });
  }
  return map;
}

/** Month names, folded, to 1–12. */
export const MONTHS = numberedOf((language) => language.months);
/** Weekday names, folded, to 1 (Monday) – 7. */
export const WEEKDAYS = numberedOf((language) => language.weekdays);

const labels = new Map<string, LabelField>();
for (const language of LANGUAGES) {
  for (const field of LABEL_FIELDS) {
    for (const word of splitList(language.labels[field])) if (!labels.has(word)) labels.set(word, field);
  }
}

/** What a folded label announces, exactly as the vocabulary has it. */
export function fieldOfLabel(folded: string): LabelField | undefined {
  return labels.get(folded);
}

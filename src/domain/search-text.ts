import type { Seminar } from './seminar.ts';

/**
 * Search text: one way to fold and part it, for both databases, for routes and for subscriptions (rule 20). Texts are
 * compared without case, accents and width; Chinese, Japanese and Korean, which write words without spaces or with
 * endings, by pairs of characters.
 */

/** Longer words are cut here; nobody types more to find something, and an index page holds them. */
const TOKEN_LENGTH = 40;
/** More different words than this are not indexed: about the vocabulary of a book's chapter. */
const MAX_TOKENS = 4096;

/** Letters that Unicode does not take apart. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ħ: 'h',
  ŧ: 't',
  ς: 'σ',
};

/** Lower case, without accents, in usual width: `Ｓchrödinger` → `schrodinger`. */
export function foldText(text: string): string {
  const lower = text.toLowerCase();
  if (/^[\0-\x7f]*$/.test(lower)) return lower;
  return (
    lower
      .normalize('NFKD')
      // Accents only: the vowel signs of Indic scripts and the voicing marks of kana are letters of their words.
      .replace(/[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]/g, '')
      .toLowerCase()
      .replace(/[ßæœøłđðþıħŧς]/g, (letter) => LETTERS[letter] ?? letter)
      // Hangul was taken apart too: back into syllables.
      .normalize('NFC')
  );
}

/** The tokens under which a text is found. Each once, in order of appearance. */
export function tokenizeText(text: string): readonly string[] {
  const folded = foldText(text);
  // Most text is plain, and an import has millions of words.
  if (PLAIN_TEXT.test(folded)) return limitTokens(new Set((folded.match(PLAIN_WORD) ?? []).map(cut)));
  const tokens = new Set<string>();
  for (const piece of piecesOf(folded)) {
    if (piece.type === 'cjk') addCjk(tokens, piece.text, 'index');
    else for (const token of piece.tokens) tokens.add(token);
  }
  return limitTokens(tokens);
}

/** The same tokens in one text, with spaces between, as indexes take them; in any order, and some perhaps twice. */
export function spaceTokens(text: string): string {
  const folded = foldText(text);
  // So short a text has not too many, and they need not be counted.
  if (folded.length <= MAX_TOKENS && PLAIN_TEXT.test(folded)) {
    const words = folded.replace(BETWEEN_WORDS, ' ').trim();
    if (!hasLongWord(words)) return words;
  }
  return tokenizeText(text).join(' ');
}

/**
 * As `spaceTokens`, for an index that takes ASCII letters in either case and parts text at all of ASCII that is neither
 * letter nor digit: for it most text may stay as it is.
 */
export function leaveToAscii(text: string): string {
  return text.length <= MAX_TOKENS && ASCII_TEXT.test(text) && !hasLongRun(text) ? text : spaceTokens(text);
}

/** Of more than `TOKEN_LENGTH` ASCII letters and digits: each such run has one at a multiple of one more than that. */
function hasLongRun(text: string): boolean {
  for (let at = TOKEN_LENGTH; at < text.length; at += TOKEN_LENGTH + 1) {
    let [first, last] = [at, at];
    while (isAlphanumeric(text.charCodeAt(last))) last += 1;
    if (last === at) continue;
    while (isAlphanumeric(text.charCodeAt(first - 1))) first -= 1;
    if (last - first > TOKEN_LENGTH) return true;
  }
  return false;
}

/** NaN, beyond the text, is not. */
function isAlphanumeric(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code >= 65 && code <= 90);
}

/** Of words with a space between them. */
function hasLongWord(words: string): boolean {
  for (let at = 0; at >= 0; ) {
    const space = words.indexOf(' ', at);
    if ((space < 0 ? words.length : space) - at > TOKEN_LENGTH) return true;
    at = space < 0 ? -1 : space + 1;
  }
  return false;
}

function limitTokens(tokens: ReadonlySet<string>): readonly string[] {
  return [...tokens].slice(0, MAX_TOKENS);
}

/**
 * The tokens that must all be found for what a person typed, the last as a prefix.
 * Differs from `tokenizeText` where a text is indexed under more than a person needs to type.
 */
export function tokenizeQuery(text: string): readonly string[] {
  const tokens = new Set<string>();
  for (const piece of piecesOf(foldText(text))) {
    const [first = ''] = piece.type === 'cjk' ? [] : piece.tokens;
    if (piece.type === 'cjk') addCjk(tokens, piece.text, 'query');
    else {
      // The last one typed is the prefix: said twice, it moves behind.
      tokens.delete(first);
      tokens.add(first);
    }
  }
  return [...tokens];
}

/**
 * From this many characters on the last token is a prefix. A single letter begins half of all words: it is a word by
 * itself ("C", "R"); a single Chinese character is a token of its own anyway.
 */
const PREFIX_LENGTH = 2;

/** Whether all of `wanted` are among `tokens`, the last as a prefix: what both databases answer, in one function. */
export function matchesTokens(tokens: readonly string[], wanted: readonly string[]): boolean {
  const last = wanted.at(-1);
  if (last === undefined) return true;
  const have = new Set(tokens);
  if (!wanted.slice(0, -1).every((token) => have.has(token))) return false;
  return have.has(last) || (isPrefix(last) && tokens.some((token) => token.startsWith(last)));
}

/** Whether the last token is looked for as a prefix. */
export function isPrefix(last: string): boolean {
  return [...last].length >= PREFIX_LENGTH;
}

/** A seminar, or what of it is searched for. */
type Searched = Partial<Seminar> &
  Pick<
    Seminar,
    'title' | 'kind' | 'series' | 'host' | 'abstract' | 'chair' | 'panel' | 'tags' | 'venue' | 'speakers'
  >;

/** What a seminar is found by: never its links, meeting ids or passcodes. `speakers`: their names alone. */
export function searchTextOf(seminar: Searched): { readonly words: string; readonly speakers: string } {
  const { title, kind, series, host, abstract, chair, panel = [], tags, venue } = seminar;
  const names = seminar.speakers.map((speaker) => speaker.name);
  const affiliations = seminar.speakers.map((speaker) => speaker.affiliation);
  const words = [
    title,
    ...names,
    ...affiliations,
    kind,
    series,
    host,
    venue.room,
    venue.building,
    ...tags,
    chair,
    ...panel,
    abstract,
  ];
  return { words: words.filter((text) => text !== undefined).join('\n'), speakers: names.join('\n') };
}

type Piece =
  | { readonly type: 'cjk'; readonly text: string }
  /** The word as typed first; then its parts, where an apostrophe joins some. */
  | { readonly type: 'word'; readonly tokens: readonly string[] };

const CJK = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}ー々〆]+/u;
const WORD = /[\p{L}\p{N}\p{M}]+(?:['’ʼ][\p{L}\p{N}\p{M}]+)*/gu;
/** ASCII, dashes and quotation marks, without apostrophes: words are what lies between. */
const PLAIN_TEXT = /^[\0-&(-\x7f\u2010-\u2018\u201a-\u2027]*$/;
/** Without apostrophes, and without NUL, which ends a text in C. */
const ASCII_TEXT = /^[^\0'\x80-\uffff]*$/;
const PLAIN_WORD = /[a-z0-9]+/g;
const BETWEEN_WORDS = /[^a-z0-9]+/g;

const LETTER = /[\p{L}\p{N}\p{M}]/u;

function piecesOf(folded: string): readonly Piece[] {
  return (folded.match(WORD) ?? []).flatMap(takeApart);
}

/** "AI时代" is a word and a run of characters. */
function takeApart(word: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let rest = word;
  for (let match = CJK.exec(rest); match; match = CJK.exec(rest)) {
    const before = rest.slice(0, match.index);
    // An apostrophe between two such runs is no word.
    if (LETTER.test(before)) pieces.push(wordPiece(before));
    pieces.push({ type: 'cjk', text: match[0] });
    rest = rest.slice(match.index + match[0].length);
  }
  if (LETTER.test(rest)) pieces.push(wordPiece(rest));
  return pieces;
}

/** "o'brien" is found by "obrien" and "brien"; "l'eau" by "eau". */
function wordPiece(word: string): Piece {
  if (!/['’ʼ]/.test(word)) return { type: 'word', tokens: [cut(word)] };
  const parts = word.split(/['’ʼ]/).filter((part) => part !== '');
  return { type: 'word', tokens: [cut(parts.join('')), ...parts.map(cut)] };
}

function cut(token: string): string {
  return token.length <= TOKEN_LENGTH ? token : [...token].slice(0, TOKEN_LENGTH).join('');
}

/** Pairs; for the index each character too, so that one alone is found. */
function addCjk(tokens: Set<string>, text: string, use: 'index' | 'query'): void {
  const characters = [...text];
  for (const [at, character] of characters.entries()) {
    const next = characters[at + 1];
    if (next !== undefined) tokens.add(character + next);
    if (use === 'index' || characters.length === 1) tokens.add(character);
  }
}

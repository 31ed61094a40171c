import type { Span } from '../reading.ts';
import { patternOf, wordsOf } from '../vocabulary/words.ts';
import { scanDates } from '../when/scan-dates.ts';
import { isPersonName, readPersonName } from './person-name.ts';

export interface Person {
  readonly name: Span;
  readonly affiliation?: Span;
  /** Whether a title such as "Dr" stands before the name: a weak name is sure with it. */
  readonly honorific: boolean;
}

interface Piece {
  readonly start: number;
  readonly end: number;
}

const LIST =
  /(?<=[)）])\s*,\s*(?=\p{Lu})|\s*(?:;|\n|\s&\s|\s(?:and|und|et|y|sowie)\s|、|，|与|和|\s\+\s|\|)\s*/giu;
/** "(chair)" after a name: present, but not speaking. */
const NOT_SPEAKING =
  /\b(?:chair|moderator|moderation|host|discussant|convenor|convener|facilitator|organi[sz]er|supervisor|advisor|adviser|respondent)\b/i;
const POSITION =
  /^(?:(?:associate|assistant|adjunct|full|senior|junior|visiting|research|principal|emeritus|emerita|deputy|postdoctoral|doctoral|phd|graduate|honorary|distinguished|chief|lead|early[- ]career|m?\.?sc\.?|master'?s?|hdr|mphil|final[- ]year|first[- ]year|second[- ]year|third[- ]year)\s+)*(?:professor|lecturer|fellow|student|candidate|researcher|scientist|director|head|dean|chair|reader|engineer|postdoc|officer|manager|founder|ceo|cto|author|doktorandin|doktorand|professorin|doctorante?|chercheuse|chercheur|professeure?|investigadora?|profesora?|analyst|economist|curator|president|partner|consultant)\b/i;
const NO_AFFILIATION =
  /https?:|www\.|@|^(?:online|virtual|remote|in person|hybrid|via zoom|zoom|she|he|they|tba|tbc|tbd|cancelled|postponed|guest|invited|external|in english|auf englisch|en anglais|virtually|speaker|presenter|and others|et al)\b|\d{1,2}[:.h]\d\d|^\d+$/iu;
/** "and students": nobody by name. */
const COMPANY =
  /^\s*(?:(?:his|her|their|the|other)\s+)?(?:students?|colleagues?|others|team|co-?authors?|collaborators|group|guests?|friends|kollegen|et al\.?)\s*$/iu;
const LONGEST_AFFILIATION = 140;

/**
 * The people of a value such as "Dr Ann Roe (MIT) and Bo Li, ANU".
 * An empty list where it does not begin with a name: nothing is made up of the rest.
 */
export function readPeople(text: string, span: Span, labelled = false): readonly Person[] {
  const value = text.slice(span.start, Math.min(span.end, span.start + 600));
  const people: Person[] = [];
  const chunks = joinChunks(value, splitOutsideBrackets(value, LIST));
  chunks.forEach((chunk, index) => {
    // Behind "and" may stand half of a faculty's name: only the first is read leniently.
    people.push(...readChunk(value, chunk, span.start, labelled && index === 0));
  });
  return people;
}

/** "Science and Technology" is no list: a piece that does not begin with a name goes back to the one before it. */
function joinChunks(value: string, pieces: readonly Piece[]): readonly Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    if (COMPANY.test(value.slice(piece.start, piece.end))) continue;
    const last = joined.at(-1);
    if (last && !beginsWithName(value.slice(piece.start, piece.end)))
      joined[joined.length - 1] = { start: last.start, end: piece.end };
    else joined.push(piece);
  }
  return joined;
}

function beginsWithName(text: string): boolean {
  return readPersonName(headOf(text)) !== undefined && !looksLikeOrganisation(headOf(text));
}

/** What stands before the first bracket, comma or dash. */
function headOf(text: string): string {
  const stop = /\s*(?:[(（,[]|\s[-–—|@]\s|\s(?:from|of|at|aus|von der|von|de l'|du|de la|del|à|, )\s)/iu.exec(
    text,
  );
  return text.slice(0, stop ? stop.index : text.length).trim();
}

function splitOutsideBrackets(value: string, separator: RegExp): readonly Piece[] {
  const depthAt = bracketDepths(value);
  const pieces: Piece[] = [];
  let start = 0;
  for (const match of value.matchAll(separator)) {
    if ((depthAt[match.index] ?? 0) > 0) continue;
    pieces.push({ start, end: match.index });
    start = match.index + match[0].length;
  }
  pieces.push({ start, end: value.length });
  return pieces.filter((piece) => value.slice(piece.start, piece.end).trim() !== '');
}

function bracketDepths(value: string): readonly number[] {
  let depth = 0;
  return [...Array(value.length).keys()].map((at) => {
    const char = value[at] ?? '';
    if ('(（['.includes(char)) depth += 1;
    const here = depth;
    if (')）]'.includes(char)) depth = Math.max(0, depth - 1);
    return here;
  });
}

function readChunk(value: string, chunk: Piece, base: number, labelled: boolean): readonly Person[] {
  const text = value.slice(chunk.start, chunk.end);
  const lead = text.length - text.trimStart().length;
  const head = headOf(text);
  const name = readPersonName(head, labelled);
  if (!name || looksLikeOrganisation(head.slice(name.start, name.end))) return [];
  const at = base + chunk.start + lead;
  const rest = text.slice(lead + head.length);
  if (/^\s*[(（][^)）]{0,60}/.test(rest) && NOT_SPEAKING.test(/^\s*[(（][^)）]{0,60}/.exec(rest)?.[0] ?? ''))
    return [];
  const more = readListed(rest, at + head.length);
  const affiliation = more.length > 0 ? undefined : findAffiliation(rest, at + head.length);
  return [
    {
      name: { start: at + name.start, end: at + name.end },
      honorific: name.honorific,
      ...(affiliation && { affiliation }),
    },
    ...more,
  ];
}

/** "Ann Roe, Bo Li": after commas only names. */
function readListed(rest: string, base: number): readonly Person[] {
  const list = rest.replace(/\s*[(（][^()（）]{0,80}[)）]\s*$/u, '');
  if (!/^\s*,/.test(list) || /[(（]/.test(list)) return [];
  const people: Person[] = [];
  for (const match of list.matchAll(/[^,]+/g)) {
    const part = match[0];
    const lead = part.length - part.trimStart().length;
    const name = readPersonName(part.trim());
    if (!name || looksLikeOrganisation(part) || /^\p{Lu}{2,}$/u.test(part.trim())) return [];
    const start = base + match.index + lead;
    people.push({ name: { start: start + name.start, end: start + name.end }, honorific: name.honorific });
  }
  return people;
}

/** Short forms are acronyms only in capitals: "Fu" is a name, "FU" a university. */
const ACRONYM = /(?:^|[\s(])\p{Lu}{2,6}(?=[\s,)]|$)/u;
const ORGANISATIONS = patternOf(
  wordsOf('organisation').filter(
    (word) =>
      word.length > 4 ||
      /^(?:labs?|inc\.?|ltd|gmbh|dept\.?|univ\.?|inria|cnrs|bank|wits|ense?|uni)$/.test(word) ||
      /\p{Script=Han}/u.test(word),
  ),
);
const ORGANISATION = new RegExp(ORGANISATIONS, 'iu');

/** An institution by its words: "University", "Institut", "CSIRO", or an acronym. */
export function looksLikeOrganisation(text: string): boolean {
  return (
    namesOrganisation(text) ||
    (/\p{Ll}/u.test(text) || !/\s/.test(text.trim()) ? ACRONYM.test(text.trim()) : false)
  );
}

/** Only by words that stand for an institution: capitals alone prove nothing in a poster. */
export function namesOrganisation(text: string): boolean {
  return ORGANISATION.test(text) || /(?:universit|institut|hochschul|polytech|大学|学院|研究所)/iu.test(text);
}

/** The affiliation in what follows a name: in brackets, or after a comma, a dash or "from". */
export function findAffiliation(rest: string, base: number): Span | undefined {
  const bracket =
    /^[\s,]*(?:\([^)]{0,30}\)\s*)?[(（[]([^()（）[\]]{2,140}(?:\([^)]{1,40}\)[^()]{0,60})?)[)）\]]/u.exec(
      rest,
    );
  const inside = bracket?.[1];
  if (bracket && inside !== undefined && !NO_AFFILIATION.test(inside.trim())) {
    return narrow(rest, bracket.index + bracket[0].lastIndexOf(inside), inside.length, base);
  }
  const after =
    /^(?:\s*\([^)]{0,40}\))?\s*(?:,|\s[-–—|@]\s|\s(?:from|of|at|aus|von der|von)\s+(?:the\s+)?)\s*/iu.exec(
      rest,
    );
  if (!after) return undefined;
  const whole = rest.slice(after[0].length);
  const day = /\d/.test(whole) ? scanDates(whole)[0] : undefined;
  const tail = (day ? whole.slice(0, day.start).replace(/[\s,(–-]+$/, '') : whole).replace(
    /\s*[(（][^)）]{0,80}[)）]?\s*$/u,
    '',
  );
  if (tail.trim() === '' || NO_AFFILIATION.test(tail.trim())) return undefined;
  // "Ann Roe, Bo Li" names two people.
  if (/^\s*,/.test(after[0]) && isPersonName(tail.trim()) && !looksLikeOrganisation(tail)) return undefined;
  const dashed = /[-–—|]/.test(after[0]);
  if (dashed && !looksLikeOrganisation(tail)) return undefined;
  if (!looksLikeOrganisation(tail) && tail.trim().split(/\s+/).length > 6) return undefined;
  return narrow(rest, after[0].length, tail.length, base);
}

/** Without degrees and positions before the institution, white space and closing stops. */
function narrow(rest: string, start: number, length: number, base: number): Span | undefined {
  let from = start;
  let end = start + length;
  for (let round = 0; round < 3; round += 1) {
    const piece = /^[^,]{1,90},\s*/.exec(rest.slice(from, end))?.[0];
    if (piece === undefined || !isPositionOnly(piece)) break;
    from += piece.length;
  }
  const value = rest.slice(from, end);
  end -= value.length - value.replace(/[\s.,;)]+$/, '').length;
  from += value.length - value.trimStart().length;
  const found = rest.slice(from, end);
  if (end - from < 2 || end - from > LONGEST_AFFILIATION) return undefined;
  if (POSITION.test(found) && !looksLikeOrganisation(found)) return undefined;
  return { start: base + from, end: base + end };
}

function isPositionOnly(piece: string): boolean {
  const plain = piece.replace(/[,\s]+$/, '');
  if (/^(?:ph\.?\s?d\.?|m\.?d\.?|m\.?sc\.?|dphil|frs|faa|mba)$/i.test(plain)) return true;
  return POSITION.test(plain) && !looksLikeOrganisation(plain.replace(POSITION, ''));
}

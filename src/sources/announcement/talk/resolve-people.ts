import { readPersonName } from '../people/person-name.ts';
import { findAffiliation, looksLikeOrganisation, type Person, readPeople } from '../people/read-people.ts';
import type { Span } from '../reading.ts';
import type { Block, Layout } from '../structure/blocks.ts';
import { hasWord, isWord, sourceOf } from '../vocabulary/words.ts';
import type { LineNotes } from './classify-lines.ts';
import {
  ABSENT,
  blocksOf,
  found,
  type Paragraph,
  paragraphsOf,
  plainText,
  type Resolved,
  spanOf,
} from './scope.ts';

export type People = readonly Person[];

/** Labelled speakers first; then those that a sentence says will speak; then a name on a line of its own. */
export function resolvePeople(
  text: string,
  layout: Layout,
  notes: LineNotes,
  headline: People,
): Resolved<People> {
  const labelled = blocksOf(layout, 'speaker');
  if (labelled.length > 0) return readLabelled(text, labelled);
  const beside = readBesideTitle(text, layout);
  if (beside.length > 0) return found(beside, ...beside.map((person) => person.name));
  const told = readSentences(text, layout);
  if (told.type !== 'absent') return told;
  const lines = readNameLines(text, notes);
  if (lines.type !== 'absent') return lines;
  return headline.length > 0 ? found(headline, ...headline.map((person) => person.name)) : ABSENT;
}

function readLabelled(text: string, blocks: readonly Block[]): Resolved<People> {
  const people: Person[] = [];
  for (const block of blocks) {
    if (isWord('tba', plainText(text, spanOf(block)))) continue;
    people.push(...readBlock(text, block));
  }
  const distinct = people.filter(
    (person, index) => people.findIndex((other) => sameName(text, other, person)) === index,
  );
  return distinct.length > 0 ? found(distinct, ...distinct.map((person) => person.name)) : ABSENT;
}

function sameName(text: string, a: Person, b: Person): boolean {
  return plainText(text, a.name).toLowerCase() === plainText(text, b.name).toLowerCase();
}

/** A value of several lines is a list of people, or one person with the affiliation below. */
function readBlock(text: string, block: Block): readonly Person[] {
  const [first, ...rest] = block.parts;
  if (!first) return [];
  const people = readPeople(text, { start: first.start, end: spanOf(block).end }, true);
  if (rest.length === 0) return people;
  const lines = block.parts.map((part, index) => readPeople(text, part, index === 0));
  const [one] = lines[0] ?? [];
  if (!one) return [];
  if (lines.every((line) => line.length > 0)) return lines.flat();
  const below = rest[0];
  if (one.affiliation || !below || (lines[0]?.length ?? 0) > 1) return lines[0] ?? [];
  const line = text.slice(below.start, below.end);
  if (readPersonName(line) || !looksLikeOrganisation(line)) return lines[0] ?? [];
  const affiliation = findAffiliation(`, ${line}`, below.start - 2);
  return [{ ...one, ...(affiliation && { affiliation }) }];
}

const WILL_SPEAK = new RegExp(sourceOf('willSpeak'), 'giu');
const SPEAKER_IS =
  '(?<=\\b(?:speaker|referentin|referent|vortragende|orateur|oratrice|ponente)\\s(?:\\S{1,12}\\s){0,3})(?:is|will be|ist|est|es|será|sera)(?=\\s)';
const BY = new RegExp(`${sourceOf('byWord')}|(?<=\\s)d['’](?=\\p{L})|(?<=\\s)of(?=\\s)|${SPEAKER_IS}`, 'giu');
const TALK = sourceOf('talkNoun');
const POSSESSIVE = new RegExp(
  `((?:\\p{Lu}[\\p{L}\\p{M}.'-]*\\s+){1,5}\\p{Lu}[\\p{L}\\p{M}-]+)['’]s?\\s+(?:\\p{L}+[\\s-]){0,2}(?:${TALK})`,
  'gu',
);
const TALK_BEFORE_BY = new RegExp(`(?:${TALK})(?:\\s+\\S+){0,3}\\s*[,–-]?\\s*$`, 'iu');
/** "a seminar this Friday at 2 pm by": further away, so that the name must be sure. */
const TALK_LONG_BEFORE = new RegExp(`(?:${TALK})(?:\\s+[^\\s.!?;]+){0,9}\\s*$`, 'iu');
const TITLE_BEFORE_BY =
  /["“”»«’']\s*[,–-]?\s*(?:\(?\s*)?(?:presented|given|delivered)?\s*$|^\s*(?:presented|given|delivered)?\s*$/iu;
/** "chaired by": present, but not speaking. */
const OTHER_ROLE =
  /(?:chaired|hosted|organi[sz]ed|moderated|introduced|supervised|sponsored|facilitated|followed|moderiert|organisiert|animé|organisé|présidé|moderado|organizad[oa]|accompanied|written|edited|funded|supported)\s*$/iu;
const MOST_PARAGRAPH = 1200;

/** `Talk: "Tea for two" by Ann Roe`. */
function readBesideTitle(text: string, layout: Layout): People {
  return blocksOf(layout, 'title').flatMap((block) => {
    const span = spanOf(block);
    const by = /["”»’]\s*,?\s+(?:by|von|par|por)\s+(?=\p{Lu})/u.exec(text.slice(span.start, span.end));
    return by ? readPeople(text, { start: span.start + by.index + by[0].length, end: span.end }) : [];
  });
}

function readSentences(text: string, layout: Layout): Resolved<People> {
  const people: Person[] = [];
  for (const paragraph of paragraphsOf(text, layout)) {
    if (paragraph.lines[0]?.line.role === 'subject') continue;
    people.push(
      ...readSubjects(text, paragraph),
      ...readObjects(text, paragraph),
      ...readPossessives(paragraph),
      ...readBracketed(text, paragraph),
    );
  }
  const distinct = people.filter(
    (person, index) => people.findIndex((other) => sameName(text, other, person)) === index,
  );
  if (distinct.length === 0) return ABSENT;
  const withMore = distinct.map(
    (person) => people.find((other) => sameName(text, other, person) && other.affiliation) ?? person,
  );
  return found(withMore, ...withMore.map((person) => person.name));
}

/** "Ann Roe (MIT) will speak", "Ann Roe\n(MIT)\nspricht". */
function readSubjects(text: string, paragraph: Paragraph): readonly Person[] {
  const people: Person[] = [];
  const value = paragraph.text.slice(0, MOST_PARAGRAPH);
  for (const match of value.matchAll(WILL_SPEAK)) {
    const from = sentenceStart(value, match.index);
    const before = value.slice(from, match.index);
    const person = readLastPerson(before, paragraph.start + from);
    if (person) people.push(person);
    // "Um 15 Uhr spricht Dr. Anna Roth (Ulm)": the verb first.
    else
      people.push(
        ...readFollowing(text, value, match.index + match[0].length, paragraph.start).filter(
          (after) => after.honorific || after.affiliation,
        ),
      );
  }
  return people;
}

/** The person at the very end of a clause, with an affiliation in brackets or commas after the name. */
function readLastPerson(clause: string, base: number): Person | undefined {
  const starts = [...clause.matchAll(/(?<![\p{L}\p{M}'’.-])\p{Lu}/gu)].map((match) => match.index).slice(-14);
  for (const start of starts) {
    const raw = clause.slice(start);
    const head =
      /^[^,(（]{3,70}?(?=\s*(?:[,(（]|\s(?:from|of|at|aus|von der|de la|de l['’]|du|de)\s|$))/u.exec(
        raw,
      )?.[0];
    if (head === undefined) continue;
    const name = readPersonName(head);
    if (!name) continue;
    const rest = raw.slice(head.length);
    if (!/^\s*(?:$|[,(（]|(?:from|of|at|aus|von|de|du)\s)/.test(rest)) continue;
    const affiliation = findAffiliation(rest.replace(/,\s*$/, ''), base + start + head.length);
    if (rest.trim() !== '' && rest.trim() !== ',' && !affiliation) continue;
    return {
      name: { start: base + start + name.start, end: base + start + name.end },
      honorific: name.honorific,
      ...(affiliation && { affiliation }),
    };
  }
  return undefined;
}

function sentenceStart(value: string, at: number): number {
  const before = value.slice(0, at);
  const stops = [
    ...before.matchAll(/(?<!(?:\b(?:Dr|Prof|Mr|Ms|Mrs|St|Assoc|Asst|Univ|Dept)|\b\p{Lu}))[.!?]\s+|\n/gu),
  ];
  const last = stops.at(-1);
  return last ? last.index + last[0].length : 0;
}

/** "the talk by Ann Roe (MIT), …", "presented by Ann Roe, MIT". */
function readObjects(text: string, paragraph: Paragraph): readonly Person[] {
  const people: Person[] = [];
  const value = paragraph.text.slice(0, MOST_PARAGRAPH);
  for (const match of value.matchAll(BY)) {
    const before = value.slice(0, match.index);
    const presented =
      /presented|given|delivered|featuring|présenté|donné|impartid|cargo/i.test(match[0]) ||
      /(?:presented|given|delivered)\s*$/i.test(before);
    const told =
      presented || /^(?:is|will be|ist|est|es|será|sera)$/i.test(match[0]) || hasWord('talkNoun', match[0]);
    if (OTHER_ROLE.test(before)) continue;
    const near = TALK_BEFORE_BY.test(before.slice(-80)) || TITLE_BEFORE_BY.test(before);
    if (!told && !near && !TALK_LONG_BEFORE.test(before.slice(-120))) continue;
    const following = readFollowing(text, value, match.index + match[0].length, paragraph.start);
    // "the seminar of Dr Thorne" is a speaker, "a seminar of Great Interest" is none.
    people.push(
      ...(match[0] === 'of' || (!told && !near)
        ? following.filter((person) => person.honorific || person.affiliation)
        : following),
    );
  }
  return people;
}

const AFTER_PERSON =
  /\s+(?:in|im|en|dans|has|have|had|is|was|were|will|on|at|about|entitled|titled|scheduled|planned|originally|who|which|that|this|next|tomorrow|today|über|zum|mit|wird|ist|am|um|sur|le|sera|est|el|será|sobre|titulad[oa]|intitulé)\s|\s*(?:[;:"“„«»!?]|\.\s|\.$)|,\s*["“„«]|,\s+(?:which|who|entitled|titled|planned|scheduled|on|at)\s/iu;

function readFollowing(text: string, value: string, from: number, base: number): readonly Person[] {
  const ahead = value.slice(from, from + 220);
  const lead = /^\s*(?:our\s+(?:guest\s+)?(?:speaker\s*,?\s*)?)?/i.exec(ahead)?.[0].length ?? 0;
  const rest = ahead.slice(lead);
  const stop = AFTER_PERSON.exec(
    rest.replace(/\b(Dr|Prof|Assoc|Asst|Mr|Ms|Mrs|St|\p{Lu})\.\s/gu, (whole) => `${whole.slice(0, -2)}  `),
  );
  const end = stop ? stop.index : rest.length;
  if (end < 3) return [];
  return readPeople(text, { start: base + from + lead, end: base + from + lead + end });
}

const IN_BRACKETS = new RegExp(
  `(?:${TALK})(?:\\s[^\\s(]+){0,9}\\s*\\((?:speaker:\\s*|with\\s+|by\\s+|vortrag von\\s+)?([^()]{5,120}(?:\\([^()]{1,80}\\)[^()]{0,40})?)\\)`,
  'giu',
);

/** "Today's Robotics Seminar (Dr Ann Roe, 3pm)": the first thing in the bracket, where it has a title or an institution. */
function readBracketed(text: string, paragraph: Paragraph): readonly Person[] {
  return [...paragraph.text.slice(0, MOST_PARAGRAPH).matchAll(IN_BRACKETS)].flatMap((match) => {
    const inside = match[1] ?? '';
    const start = paragraph.start + match.index + match[0].indexOf(inside);
    const end = start + (/,\s|;\s/.exec(inside)?.index ?? inside.length);
    return readPeople(text, { start, end }).filter((person) => person.honorific || person.affiliation);
  });
}

/** "Dr Ann Roe's seminar". */
function readPossessives(paragraph: Paragraph): readonly Person[] {
  return [...paragraph.text.slice(0, MOST_PARAGRAPH).matchAll(POSSESSIVE)].flatMap((match) => {
    const raw = match[1] ?? '';
    const name = readPersonName(raw) ?? undefined;
    const start = paragraph.start + match.index;
    return name
      ? [{ name: { start: start + name.start, end: start + name.end }, honorific: name.honorific }]
      : [];
  });
}

/** A poster's name line, with the institution beside or below it. */
function readNameLines(text: string, notes: LineNotes): Resolved<People> {
  const people: Person[] = notes.people.flat();
  const distinct = people.filter(
    (person, index) => people.findIndex((other) => sameName(text, other, person)) === index,
  );
  return distinct.length > 0 ? found(distinct, ...distinct.map((person) => person.name)) : ABSENT;
}

/** "is a PhD student in the School of X at the University of Y": the affiliation that a biography begins with. */
export function affiliationInBio(text: string, bio: Span): Span | undefined {
  const value = text.slice(bio.start, Math.min(bio.end, bio.start + 500)).replace(/\n/g, ' ');
  const sentence = /^.*?(?<!\b(?:Dr|Prof|St|Mr|Ms|Mrs|Assoc|\p{Lu}))\.(?=\s|$)/u.exec(value)?.[0] ?? value;
  if (!/\b(?:is|works|ist|est|es)\b/.test(sentence)) return undefined;
  const found = [
    ...sentence.matchAll(
      /\s(?:at|in|with|from|an der|am|de l['’]|à l['’]|en la|de la)\s+(?:the\s+)?((?:\p{Lu}[\p{L}\p{M}'’&.-]*|of|and|for|de|für|der|des|y|et|du|la)(?:\s+(?:\p{Lu}[\p{L}\p{M}'’&.-]*|of|and|for|the|de|für|der|des|y|et|du|la)){0,9})/gu,
    ),
  ];
  const institutions = found.filter((match) =>
    /universit|institute of technology|csiro|college|academy|hochschule|eth|polytech/i.test(match[1] ?? ''),
  );
  const [only] = institutions;
  if (!only || institutions.length !== 1) return undefined;
  const raw = (only[1] ?? '').replace(/(?:\s+(?:of|and|for|the|de|la|du|et|y))+$/, '').replace(/[.,]+$/, '');
  const start = bio.start + only.index + only[0].indexOf(only[1] ?? '');
  return { start, end: start + raw.length };
}

import type { Person } from '../people/read-people.ts';
import type { Span } from '../reading.ts';
import type { Block, Layout } from '../structure/blocks.ts';
import { hasWord, isWord, startsWithWord } from '../vocabulary/words.ts';
import { scanDates } from '../when/scan-dates.ts';
import { scanTimes } from '../when/scan-times.ts';
import { blocksOf, type Paragraph, paragraphsOf, paragraphText } from './scope.ts';

interface LongText {
  readonly value: string;
  readonly span: Span;
}

export interface LongTexts {
  readonly abstract?: LongText;
  readonly bio?: LongText;
  readonly about?: LongText;
}

/** Abstract, biography and the series' own description; an unlabelled paragraph of prose may be one of the first two. */
export function resolveTexts(text: string, layout: Layout, people: readonly Person[]): LongTexts {
  const abstracts = blocksOf(layout, 'abstract').map((block) => partsOf(text, block));
  const bios = blocksOf(layout, 'bio').map((block) => partsOf(text, block));
  const abouts = blocksOf(layout, 'about').map((block) => partsOf(text, block));
  const names = people.map((person) => text.slice(person.name.start, person.name.end).replace(/\s+/g, ' '));
  const [first, second] = abstracts.filter((parts) => parts.length > 0);
  const labelled = first && !second ? splitBio(text, first, names) : undefined;
  const free = labelled || abstracts.length > 0 ? {} : readFree(text, layout, names);
  const abstract = labelled?.abstract ?? free.abstract;
  const bio =
    bios.length === 1
      ? bios[0]
      : bios.length === 0
        ? (labelled?.bio ?? free.bio ?? freeBio(text, layout, names))
        : undefined;
  return {
    ...withText('abstract', text, abstract),
    ...withText('bio', text, bio),
    ...withText('about', text, abouts.length === 1 ? abouts[0] : undefined),
  };
}

function withText(name: keyof LongTexts, text: string, parts: readonly Span[] | undefined): LongTexts {
  const [first] = parts ?? [];
  const last = parts?.at(-1);
  if (!parts || !first || !last) return {};
  const value = paragraphText(text, parts);
  if (
    value.length < 12 ||
    isWord('tba', value) ||
    /^\W*(?:tba|tbc|tbd|not available|n\/a)\b.{0,20}$/i.test(value)
  )
    return {};
  return { [name]: { value, span: { start: first.start, end: last.end } } };
}

/** Without a closing name or a lone short line at the end: a sender's signature. */
function partsOf(text: string, block: Block): readonly Span[] {
  const parts = [...block.parts];
  for (;;) {
    const last = parts.at(-1);
    if (!last) break;
    const value = text.slice(last.start, last.end).trim();
    const before = parts.at(-2);
    const alone = before !== undefined && before.end === before.start;
    const short =
      value.split(/\s+/).length <= 4 && !/[.!?)”"。]$/.test(value) && !/\p{Script=Han}/u.test(value);
    if (value !== '' && !(alone && short)) break;
    parts.pop();
  }
  return parts;
}

/** A paragraph that begins with the speaker's name and says who that is, is the biography. */
function splitBio(
  text: string,
  parts: readonly Span[],
  names: readonly string[],
): { abstract: readonly Span[]; bio?: readonly Span[] } {
  const at = parts.findIndex(
    (part, index) =>
      index > 1 && isEmpty(parts[index - 1]) && beginsBio(text.slice(part.start, part.end), names),
  );
  if (at < 0) return { abstract: parts };
  const abstract = [...parts.slice(0, at)];
  while (isEmpty(abstract.at(-1))) abstract.pop();
  return { abstract, bio: parts.slice(at) };
}

function isEmpty(span: Span | undefined): boolean {
  return span !== undefined && span.end === span.start;
}

const WHO =
  /^[\s,]*(?:\([^)]{1,60}\)\s*)?(?:is|was|has|received|holds|earned|obtained|joined|works|completed|studied|leads|ist|hat|studierte|est|a obtenu|es|obtuvo|是|现任|毕业于)(?:\s|\p{Script=Han})/u;

function beginsBio(value: string, names: readonly string[]): boolean {
  const plain = value
    .replace(/\s+/g, ' ')
    .replace(/^(?:(?:Dr|Prof|Professor|Associate Professor|Mr|Ms|Mrs|Herr|Frau|A\/Prof)\.?\s+)+/i, '');
  return names.some((name) => {
    const surname = name.split(' ').at(-1) ?? name;
    const forename = name.split(' ')[0] ?? name;
    return [name, surname, forename].some(
      (form) => form.length >= 2 && plain.startsWith(form) && WHO.test(plain.slice(form.length)),
    );
  });
}

const LOGISTICS =
  /\b(?:contact|please|register|rsvp|subscribe|unsubscribe|mailing list|zoom|meeting|will be held|takes place|join us|we are pleased|pleased to (?:announce|invite)|invite you|invited to|you are|reminder|cancelled|postponed|this (?:week|thursday|friday|monday|tuesday|wednesday)|wir laden|herzlich|vous invit|invitamos|欢迎|welcome|dear|parking|be recorded|regards|if you)\b/i;

/** Unlabelled prose below the particulars: sentences, long enough, about neither place nor people nor mail. */
function readFree(
  text: string,
  layout: Layout,
  names: readonly string[],
): { abstract?: readonly Span[]; bio?: readonly Span[] } {
  const paragraphs = paragraphsOf(text, layout);
  const prose = paragraphs.filter(
    (paragraph) =>
      isAbstractLike(text, paragraph) ||
      (beginsBio(paragraph.text, names) && isAbstractLike(text, paragraph, 8)),
  );
  const talks = prose.filter((paragraph) => !beginsBio(paragraph.text, names));
  const bios = prose.filter((paragraph) => beginsBio(paragraph.text, names));
  const [first] = talks;
  if (!first) return {};
  const run = runFrom(paragraphs, talks, first);
  if (run.length < talks.length) return {};
  return { abstract: joinParagraphs(run), ...(bios.length > 0 && { bio: joinParagraphs(bios) }) };
}

function freeBio(text: string, layout: Layout, names: readonly string[]): readonly Span[] | undefined {
  const bios = paragraphsOf(text, layout).filter(
    (paragraph) => isAbstractLike(text, paragraph, 8) && beginsBio(paragraph.text, names),
  );
  return bios.length === 1 && bios[0] ? joinParagraphs(bios) : undefined;
}

function isAbstractLike(text: string, paragraph: Paragraph, least = 20): boolean {
  const { role } = paragraph.lines[0]?.line ?? { role: 'header' };
  if (role !== 'body' && role !== 'quoted') return false;
  const value = paragraph.text.trim();
  const words = value.split(/\s+/).length;
  const han = /\p{Script=Han}{20}/u.test(value);
  if ((words < least && !han) || !/[.!?。]["”»)]?$/.test(value)) return false;
  const head = value.slice(0, 400);
  // Prose that gives a day or an hour speaks of the event, not of the subject.
  if (
    scanTimes(head).some((time) => !time.weak) ||
    scanDates(head).some((date) => !date.weak && date.weekday !== undefined)
  )
    return false;
  return (
    !LOGISTICS.test(head) &&
    startsWithWord('closing', value) === 0 &&
    startsWithWord('greeting', value) === 0 &&
    !hasWord('willSpeak', head.slice(0, 160)) &&
    !/https?:/.test(text.slice(paragraph.start, paragraph.end))
  );
}

function runFrom(
  all: readonly Paragraph[],
  talks: readonly Paragraph[],
  first: Paragraph,
): readonly Paragraph[] {
  const from = all.indexOf(first);
  const run: Paragraph[] = [];
  for (const paragraph of all.slice(from)) {
    if (!talks.includes(paragraph)) break;
    run.push(paragraph);
  }
  return run;
}

function joinParagraphs(paragraphs: readonly Paragraph[]): readonly Span[] {
  return paragraphs.flatMap((paragraph, index) => [
    ...(index > 0 ? [{ start: paragraph.start, end: paragraph.start }] : []),
    ...paragraph.lines.map(({ start, end }) => ({ start, end })),
  ]);
}

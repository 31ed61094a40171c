import { sourceOf, wordsOf } from '../vocabulary/words.ts';

const NOUN = sourceOf('seriesNoun');
/** "Machine Vision Seminar", "Research Seminar Series": capitals up to the noun, small joining words between. */
const NAME = new RegExp(
  `(?<![\\p{L}\\p{N}])((?:(?:\\p{Lu}[\\p{L}\\p{M}\\p{N}'’&./+-]*|&|of|and|in|on|for|the|×|x|für|und|de|des|du|d['’]\\p{L}+|la|le|l['’]\\p{L}+|y|et)[\\s-]+){0,8}?(?:\\p{Lu}[\\p{L}\\p{M}\\p{N}'’&./+-]*[\\s-]+)(?:${NOUN})(?:\\s+(?:Series|Programme|Program))?)`,
  'iu',
);
const FRONT =
  /^(?:(?:this week['’]s|next week['’]s|today['’]s|tomorrow['’]s|our|the|a|an|next|upcoming|der|die|das|dem|zum|im|le|la|el|notre|our next|this|einladung zum|invitation to(?: the)?|reminder|weekly|joint|special|online|virtual|hybrid)\s+)+/iu;
/** "Séminaire de l'équipe …", "Kolloquium der …", "Seminario de …": the noun comes first. */
const NOUN_FIRST =
  /^(?:séminaire|groupe de travail|colloque|seminario|coloquio|ciclo|kolloquium|oberseminar|seminar|forschungsseminar|ringvorlesung|colloquium)\s+(?:de|du|des|d['’]|der|des|für|zur|zum|in|on|of|del|en|sobre|„|"|«)\s*\S/iu;
const NOT_NAMES = new Set([
  'the',
  'this',
  'next',
  'our',
  'a',
  'an',
  'phd',
  'research talk',
  'today',
  'tomorrow',
  'guest',
  'special',
  'public',
  'invited',
  'joint',
  'upcoming',
  'previous',
  'following',
  'all',
  'weekly',
  'hdr',
  'final',
  'confirmation',
  'exit',
  'mid-candidature',
  'cancelled',
  'postponed',
  'online',
  'hybrid',
  'zoom',
  'virtual',
  'no',
  'progress',
  'completion',
  'thesis',
  'closing',
  'opening',
]);

export interface SeriesName {
  readonly start: number;
  readonly length: number;
}

/** The name of a series at the beginning of a line, and little after it. */
export function readLeadingSeries(line: string): SeriesName | undefined {
  const lead = /^[^\p{L}\p{N}]*/u.exec(line)?.[0].length ?? 0;
  const value = line.slice(lead).replace(/[\s*!.]+$/, '');
  if (value.length > 120 || /[?]/.test(value)) return undefined;
  if (NOUN_FIRST.test(value)) {
    const name = value.split(/\s[-–—|]\s|:\s|\s\(/)[0] ?? value;
    return { start: lead, length: name.length };
  }
  const front = FRONT.exec(value)?.[0].length ?? 0;
  const name = new RegExp(`^(?:\\S+\\s+){0,8}?(?:\\S+[\\s-]+)?(?:${NOUN})(?=$|[\\s,:;.(–—-])`, 'iu').exec(
    value.slice(front),
  );
  if (!name) return undefined;
  const rest = value.slice(front + name[0].length);
  const plural = /^\s*(?:series|programme|program|\d{4}|\(.{0,40}\)|[-–—:|].{0,40})?\s*$/i.test(rest);
  const words = name[0].trim().split(/[\s-]+/);
  if (
    !plural ||
    words.length < 2 ||
    !isName(name[0]) ||
    /\b(?:is|are|will|has|was|have|can|with|from)\b/i.test(name[0])
  )
    return undefined;
  const series = /^\s+(?:series|programme|program)\b/i.exec(rest)?.[0].length ?? 0;
  return { start: lead + front, length: name[0].length + series };
}

function isName(name: string): boolean {
  const words = name.trim().split(/[\s-]+/);
  const capitals = words.filter((word) => /^\p{Lu}|\p{Script=Han}/u.test(word)).length;
  const before = words.slice(0, -1).join(' ').toLowerCase();
  return capitals >= Math.ceil(words.length / 2) && !NOT_NAMES.has(before);
}

/** A series named inside a sentence: "this week's Systems Colloquium", "Tomorrow's Chemistry Seminar". */
export function findSeriesIn(text: string): SeriesName | undefined {
  const match = NAME.exec(text.slice(0, 600));
  const raw = match?.[1];
  if (!match || raw === undefined) return undefined;
  const front = FRONT.exec(raw)?.[0].length ?? 0;
  const cut = raw.slice(front);
  const words = cut.split(/[\s-]+/);
  const start = words.findIndex((word) => /^\p{Lu}/u.test(word));
  if (start < 0) return undefined;
  const offset = front + cut.indexOf(words[start] ?? '');
  const name = raw.slice(offset);
  return name.split(/[\s-]+/).length >= 2 &&
    isName(name) &&
    /^\p{Lu}/u.test(name.split(/[\s-]+/).at(-1) ?? '')
    ? { start: match.index + offset, length: name.length }
    : undefined;
}

/** "This talk is part of the Rainbow Group Seminars series." */
export const PART_OF =
  /(?:talk|seminar|event|lecture|session|presentation|vortrag|exposé|charla)\s+(?:is|ist|est|es|fait|findet)\s+(?:a\s+)?(?:part of|teil der|partie du|parte del?|im rahmen (?:der|des))\s+(?:the\s+)?(.{3,90}?)(?:\s+(?:series|statt))?\s*(?:[.!\n(]|$)/iu;

export const SERIES_NOUNS = wordsOf('seriesNoun');

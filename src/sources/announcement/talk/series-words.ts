import { sourceOf } from '../vocabulary/words.ts';

const NOUN = sourceOf('seriesNoun');
const FRONT =
  /^(?:(?:this week['’]s|next week['’]s|today['’]s|tomorrow['’]s|our|the|a|an|next|upcoming|der|die|das|dem|zum|im|le|la|el|notre|our next|this|einladung zum|invitation to(?: the)?|reminder|weekly|joint|special|online|virtual|hybrid)\s+)+/iu;
/** "Séminaire de l'équipe …", "Kolloquium der …", "Seminario de …": the noun comes first. */
const NOUN_FIRST =
  /^(?:séminaire|groupe de travail|colloque|seminario|coloquio|ciclo|kolloquium|oberseminar|seminar|forschungsseminar|ringvorlesung|colloquium)\s+(?:de|du|des|d['’]|der|des|für|zur|zum|in|on|of|del|en|sobre|„|"|«)\s*\S/iu;
/** "Oberseminar Numerik": the noun first, with nothing between. */
const NOUN_BEFORE_NAME =
  /^(?:Oberseminar|Kolloquium|Forschungsseminar|Forschungskolloquium|Séminaire|Seminario|Coloquio|Ringvorlesung|Arbeitsgemeinschaft|OBERSEMINAR|KOLLOQUIUM|SÉMINAIRE)(?:\s(?:\p{Lu}[\p{L}-]*|und|et|y|de|der)){1,5}$/u;
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

/** "POSTPONED - ", "Change of speaker: ": said of the seminar, no part of its name. */
const STATUS_PREFIX = new RegExp(
  `^(?:[^-–—:]{0,24}(?:${sourceOf('cancelled')}|${sourceOf('postponed')}|${sourceOf('rescheduled')}|change|update|updated|reminder|correction|erinnerung|rappel)[^-–—:]{0,16})\\s*(?:[:|]|\\s[-–—])\\s*`,
  'iu',
);

const CLOCK_PREFIX =
  /^\d{1,2}(?:[:.h]\d{2})?\s?(?:am|pm|uhr|h)?(?:\s?[-–]\s?\d{1,2}[:.h]\d{2}\s?(?:am|pm|uhr|h)?)?\s*[-–:|]?\s+(?=\p{L})/iu;

export interface SeriesName {
  readonly start: number;
  readonly length: number;
}

/** The name of a series at the beginning of a line, and little after it. */
export function readLeadingSeries(line: string): SeriesName | undefined {
  const lead = /^[^\p{L}\p{N}]*/u.exec(line)?.[0].length ?? 0;
  const clock = CLOCK_PREFIX.exec(line.slice(lead))?.[0].length ?? 0;
  if (clock > 0) {
    const rest = readLeadingSeries(line.slice(lead + clock));
    return rest && { start: lead + clock + rest.start, length: rest.length };
  }
  const status = STATUS_PREFIX.exec(line.slice(lead))?.[0].length ?? 0;
  if (status > 0) {
    const rest = readLeadingSeries(line.slice(lead + status));
    return rest && { start: lead + status + rest.start, length: rest.length };
  }
  const value = line.slice(lead).replace(/[\s*!.]+$/, '');
  if (value.length > 120 || /[?]/.test(value)) return undefined;
  if (NOUN_FIRST.test(value)) {
    const name = value.split(/\s[-–—|]\s|:\s|\s\(/)[0] ?? value;
    return { start: lead, length: name.length };
  }
  const bare = NOUN_BEFORE_NAME.exec(value);
  if (bare) return { start: lead, length: bare[0].length };
  const front = FRONT.exec(value)?.[0].length ?? 0;
  const name = new RegExp(`^(?:\\S+\\s+){0,8}?(?:\\S+[\\s-]+)?(?:${NOUN})(?=$|[\\s,:;.(–—-])`, 'iu').exec(
    value.slice(front),
  );
  if (!name) return undefined;
  const rest = value.slice(front + name[0].length);
  const plural = /^\s*(?:series|programme|program|\d{4}|\(.{0,40}\)|[-–—:|,].{0,40})?\s*$/i.test(rest);
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

const NOUNS = new RegExp(`(?:${NOUN})(?:\\s+(?:Series|Programme|Program))?`, 'giu');
const NAME_WORD =
  /^(?:\p{Lu}[\p{L}\p{M}\p{N}'’&./+]*|&|of|and|in|on|for|the|×|x|für|und|de|des|du|la|le|y|et)$/u;
const MOST_WORDS = 8;

/** A series named inside a sentence: "this week's Systems Colloquium", "Tomorrow's Chemistry Seminar". */
export function findSeriesIn(text: string): SeriesName | undefined {
  const value = text.slice(0, 600);
  for (const noun of value.matchAll(NOUNS)) {
    if (!/^\p{Lu}/u.test(noun[0])) continue;
    const start = nameStart(value, noun.index);
    const name = value.slice(start, noun.index + noun[0].length);
    if (start < noun.index && isName(name)) return { start, length: name.length };
  }
  return undefined;
}

/** Back from the noun over words that can belong to a name, to the first that begins with a capital. */
function nameStart(value: string, noun: number): number {
  let start = noun;
  let at = noun;
  for (let count = 0; count < MOST_WORDS; count += 1) {
    const before = /(\S+)[\s-]$/u.exec(value.slice(Math.max(0, at - 40), at));
    const word = before?.[1];
    if (!before || word === undefined || !NAME_WORD.test(word.split('-').at(-1) ?? word)) break;
    const last = word.split('-').at(-1) ?? word;
    at -= last.length + 1;
    if (
      /^\p{Lu}/u.test(last) &&
      !/['’]s$/u.test(last) &&
      !/^(?:The|This|Next|Our|A|An|Today|Tomorrow|Der|Die|Das|Le|La|El|Weekly|Monthly|Fortnightly|Special|Joint|Upcoming|Dear|For|In|On|And|Of)$/.test(
        last,
      )
    )
      start = at;
  }
  return start;
}

/** "This talk is part of the Rainbow Group Seminars series." */
export const PART_OF =
  /(?:talk|seminar|event|lecture|session|presentation|vortrag|exposé|charla)\s+(?:is|ist|est|es|fait|findet)\s+(?:a\s+)?(?:part of|teil der|partie du|parte del?|im rahmen (?:der|des))\s+(?:the\s+)?(.{3,90}?)(?:\s+(?:series|statt))?\s*(?:[.!\n(]|$)/iu;

import type { Inline } from '../card.ts';
import type { Seminar, Speaker } from '../seminar.ts';
import type { Look } from './look.ts';
import { lineOf, paragraphsOf } from './plain.ts';
import { shorten } from './shorten.ts';

const NAME = 100;
const AFFILIATION = 140;

/** One line a speaker; at most `most`, and how many are left. Speakers without a name are no speakers yet. */
export function speakerLines(seminar: Seminar, look: Look, most: number): readonly (readonly Inline[])[] {
  const speakers = namedSpeakers(seminar);
  const lines = speakers.slice(0, most).map(({ name, speaker }) => speakerLine(name, speaker));
  const left = speakers.length - lines.length;
  return left > 0 ? [...lines, [{ type: 'text', text: look.words.andMore(left) }]] : lines;
}

function speakerLine(name: string, speaker: Speaker): readonly Inline[] {
  const affiliation = lineOf(speaker.affiliation);
  const who: Inline = speaker.url
    ? { type: 'link', text: name, url: speaker.url, strong: true }
    : { type: 'text', text: name, strong: true };
  return affiliation ? [who, { type: 'text', text: `, ${shorten(affiliation, AFFILIATION)}` }] : [who];
}

/** "Mira Okafor, Jun Example and 4 more"; undefined where nobody is known. */
export function speakerNames(seminar: Seminar, look: Look, most = 3): string | undefined {
  const names = namedSpeakers(seminar).map(({ name }) => name);
  if (names.length === 0) return undefined;
  const left = names.length - most;
  if (left <= 0) return joinList(names, look);
  return `${names.slice(0, most).join(', ')} ${look.words.andMore(left)}`;
}

/** "Mira Okafor (University of Example), Jun Example". */
export function speakersWithAffiliation(seminar: Seminar, look: Look, most = 3): string | undefined {
  const all = namedSpeakers(seminar);
  if (all.length === 0) return undefined;
  const said = all.slice(0, most).map(({ name, speaker }) => {
    const affiliation = lineOf(speaker.affiliation);
    return affiliation ? name + look.words.aside(shorten(affiliation, AFFILIATION)) : name;
  });
  const left = all.length - said.length;
  return left > 0 ? `${said.join(', ')} ${look.words.andMore(left)}` : said.join(', ');
}

/** Everybody, for the whole record. */
export function speakerParagraphs(seminar: Seminar): readonly string[] {
  return namedSpeakers(seminar).map(({ name, speaker }) => {
    const affiliation = lineOf(speaker.affiliation);
    return affiliation ? `${name}, ${affiliation}` : name;
  });
}

/** The bios' paragraphs; each begins with its speaker's name where there are several speakers. */
export function bioParagraphs(seminar: Seminar): readonly string[] {
  const speakers = namedSpeakers(seminar);
  return speakers.flatMap(({ name, speaker }) => {
    const paragraphs = paragraphsOf(speaker.bio);
    const [first, ...others] = paragraphs;
    if (first === undefined || speakers.length === 1) return paragraphs;
    return [first.startsWith(name) ? first : `${name}: ${first}`, ...others];
  });
}

export function countSpeakers(seminar: Seminar): number {
  return namedSpeakers(seminar).length;
}

function namedSpeakers(seminar: Seminar): readonly { name: string; speaker: Speaker }[] {
  return seminar.speakers.flatMap((speaker) => {
    const name = lineOf(speaker.name);
    return name ? [{ name: shorten(name, NAME), speaker }] : [];
  });
}

/** "a, b and c" in the words' language. */
export function joinList(items: readonly string[], look: Look): string {
  // The language of the words, not of the dates: "and" must fit the sentence around it.
  const region = look.locale.startsWith(look.words.language) ? look.locale : look.words.language;
  return new Intl.ListFormat(region, { style: 'long', type: 'conjunction' }).format(items);
}

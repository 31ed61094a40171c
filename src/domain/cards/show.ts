import type { Action, Card, CardBlock, Fact } from '../card.ts';
import type { Seminar } from '../seminar.ts';
import { essentialFacts, factsBlock, missingBlocks } from './announcement.ts';
import { actionsBlock, calendarActions, materialActions, remindActions } from './buttons.ts';
import { joinActions } from './joining.ts';
import { type Look, type Shown, shownOf } from './look.ts';
import { eyebrowBlocks, hostName, isTitleShortened, seriesName, statusBlocks, titleBlock } from './naming.ts';
import { paginate, type Section } from './pages.ts';
import { bioParagraphs, countSpeakers, joinList, speakerParagraphs } from './people.ts';
import { lineOf, paragraphsOf } from './plain.ts';
import { shorten } from './shorten.ts';
import { sentences, summarise } from './summary.ts';

/** With title and facts a page stays under Slack's 9,000 characters and Teams' 28 KB, in scripts of 3 bytes too. */
const PAGE = 4500;
const PIECE = 2500;
const SPEAKERS = 6;

/** The whole record, in as many parts as it needs. A part that does not exist is the nearest that does. */
export function composeShow(seminar: Seminar, wanted: number, look: Look): Card {
  const shown = shownOf(seminar, look);
  const pages = paginate(sectionsOf(seminar, look), PAGE, PIECE);
  const part = Math.min(Math.max(Math.trunc(wanted) || 1, 1), pages.length);
  const where = pages.length > 1 ? look.words.part(part, pages.length) : undefined;
  return {
    kind: 'reply',
    summary: sentences([summarise(shown, look), where]),
    blocks: [
      ...statusBlocks(shown, look),
      ...eyebrowBlocks(seminar, look),
      titleBlock(seminar, look),
      ...(part === 1 ? headBlocks(shown, look) : []),
      ...(pages[part - 1] ?? []).flatMap(sectionBlocks),
      ...(where ? [footnote(where)] : []),
      ...(part === 1 ? [footnote(look.words.idLine(seminar.id))] : []),
      ...actionsBlock([
        ...turnActions(seminar, part, pages.length, look),
        ...(part === 1 ? headActions(shown, look) : []),
      ]),
    ],
  };
}

function headBlocks(shown: Shown, look: Look): readonly CardBlock[] {
  return [
    ...factsBlock([...essentialFacts(shown, look, SPEAKERS), ...furtherFacts(shown, look)]),
    ...missingBlocks(shown, look),
  ];
}

function furtherFacts(shown: Shown, look: Look): readonly Fact[] {
  const { words } = look;
  const { seminar } = shown;
  const panel = (seminar.panel ?? []).map(lineOf).filter((name) => name !== undefined);
  return [
    fact(words.host, hostName(seminar, look)),
    fact(words.chair, lineOf(seminar.chair)),
    fact(words.panel, panel.length > 0 ? joinList(panel, look) : undefined),
    fact(words.note, lineOf(seminar.note)),
    fact(words.recordingLabel, recordingText(shown, look)),
  ].flat();
}

/** Afterwards, where there is something to watch, its button says it all. */
function recordingText({ seminar, phase }: Shown, { words }: Look): string | undefined {
  if (!seminar.recorded || seminar.status !== 'scheduled') return undefined;
  if (phase !== 'ended') return words.recorded;
  return seminar.recording === undefined ? words.wasRecorded : undefined;
}

function fact(label: string, text: string | undefined): readonly Fact[] {
  return text ? [{ label, lines: [[{ type: 'text', text: shorten(text, 300) }]] }] : [];
}

/** Everything that is too long for a fact; each is whole here. */
function sectionsOf(seminar: Seminar, look: Look): readonly Section[] {
  const { words } = look;
  const about = lineOf(seminar.about) ? seminar.about : look.seriesOf(seminar)?.about;
  return [
    ...section(words.wholeTitle, isTitleShortened(seminar) ? paragraphsOf(seminar.title) : []),
    ...section(words.who, countSpeakers(seminar) > SPEAKERS ? speakerParagraphs(seminar) : []),
    ...section(words.abstract, paragraphsOf(seminar.abstract)),
    ...section(words.aboutSpeakers(countSpeakers(seminar)), bioParagraphs(seminar)),
    ...section(words.aboutSeries(seriesName(seminar, look)), paragraphsOf(about)),
  ];
}

function section(heading: string, paragraphs: readonly string[]): readonly Section[] {
  return paragraphs.length === 0 ? [] : [{ heading, paragraphs }];
}

function sectionBlocks({ heading, paragraphs }: Section): readonly CardBlock[] {
  return [
    { type: 'paragraph', inlines: [{ type: 'text', text: heading, strong: true }] },
    ...paragraphs.map((text): CardBlock => ({ type: 'paragraph', inlines: [{ type: 'text', text }] })),
  ];
}

function turnActions(seminar: Seminar, part: number, parts: number, { words }: Look): readonly Action[] {
  const turn = (to: number, label: string): Action => ({
    type: 'ask',
    label,
    intent: { type: 'show', seminar: seminar.id, part: to },
  });
  return [
    ...(part < parts ? [turn(part + 1, words.nextPart(part + 1))] : []),
    ...(part > 1 ? [turn(part - 1, words.previousPart(part - 1))] : []),
  ];
}

function headActions(shown: Shown, look: Look): readonly Action[] {
  return [
    ...joinActions(shown, look),
    ...materialActions(shown, look),
    ...calendarActions(shown, look),
    ...remindActions(shown, look),
    ...pageAction(shown.seminar, look),
  ];
}

/** Pages show public seminars only. */
function pageAction(seminar: Seminar, { publicUrl, words }: Look): readonly Action[] {
  if (publicUrl === undefined || seminar.audience !== 'public' || seminar.publication === 'draft') return [];
  return [{ type: 'open', label: words.openPage, url: `${publicUrl}/seminars/${seminar.id}` }];
}

function footnote(text: string): CardBlock {
  return { type: 'footnote', inlines: [{ type: 'text', text }] };
}

import type { Span } from '../reading.ts';
import type { Layout } from '../structure/blocks.ts';
import { endsWithWord } from '../vocabulary/words.ts';
import { classifyLines, type LineNotes } from './classify-lines.ts';
import { type Headline, readHeadline } from './read-headline.ts';
import { type OnlineReading, resolveOnline } from './resolve-online.ts';
import { type People, resolvePeople } from './resolve-people.ts';
import { type PlaceReading, resolvePlace } from './resolve-place.ts';
import { resolveSetting, type Setting } from './resolve-setting.ts';
import { type LongTexts, resolveTexts } from './resolve-texts.ts';
import { resolveTitle, titleAt } from './resolve-title.ts';
import { ABSENT, blocksOf, found, plainText, type Resolved, spanOf } from './scope.ts';

/** What one layout says by itself. */
export interface Stage {
  readonly layout: Layout;
  readonly notes: LineNotes;
  readonly headline: Headline;
  readonly title: Resolved<string>;
  readonly people: Resolved<People>;
  readonly setting: Setting;
  readonly texts: LongTexts;
  readonly online: OnlineReading;
  readonly place: PlaceReading;
}

export function readStage(text: string, layout: Layout): Stage {
  const notes = classifyLines(text, layout);
  const line = packedLine(text, notes);
  const headline = headlineOf(text, layout);
  const people = resolvePeople(
    text,
    layout,
    notes,
    line?.people ?? namedLine(text, notes)?.people ?? headline.people,
  );
  const texts = resolveTexts(text, layout, people.type === 'found' ? people.found.value : []);
  const used = [texts.abstract, texts.bio].flatMap((entry) => (entry ? [entry.span] : []));
  const rest: Layout = {
    blocks: layout.blocks,
    free: layout.free.filter((free) => !used.some((span) => free.start < span.end && free.end > span.start)),
  };
  const title = resolveTitle(
    text,
    rest,
    notes,
    line?.title ?? headline.title,
    people.type === 'found' ? people.found.value.map((person) => person.name) : [],
  );
  return {
    layout: rest,
    notes,
    headline,
    people,
    texts,
    title: packedTopic(text, layout) || namesEvent(text, layout) ? topicTitle(text, layout) : title,
    setting: resolveSetting(text, rest, notes, headline),
    online: resolveOnline(text, layout),
    place: resolvePlace(text, rest, notes),
  };
}

/** The mail's subject, or the topic of a meeting, which packs several things into one line. */
function headlineOf(text: string, layout: Layout): Headline {
  const topic = packedTopic(text, layout);
  if (topic) return readHeadline(text, topic);
  const subjects = layout.free.filter((free) => free.line.role === 'subject');
  const last = subjects.at(-1);
  return last ? readHeadline(text, last) : { people: [] };
}

/** "Ann Roe (MIT): Title" on one line: both, or neither. */
function packedLine(text: string, notes: LineNotes): Headline | undefined {
  const lines = notes.segments
    .filter((segment) => segment.kind === 'other' || segment.kind === 'organisation')
    .map((segment) => readHeadline(text, segment));
  const packed = lines.filter((line) => line.people.length > 0 && line.title !== undefined);
  return packed.length === 1 ? packed[0] : undefined;
}

/** "PhD confirmation seminar: Ann Roe": a line that names an event and who gives it. */
function namedLine(text: string, notes: LineNotes): Headline | undefined {
  const lines = notes.segments
    .filter((segment) => segment.kind === 'other' || segment.kind === 'series')
    .map((segment) => readHeadline(text, segment));
  const named = lines.filter(
    (line) => line.people.length > 0 && (line.series !== undefined || line.kind !== undefined),
  );
  return named.length === 1 ? named[0] : undefined;
}

/** Labels of meetings, under which organisers write everything at once. */
const PACKS = /topic|thema|sujet|tema|主题|主題|event|subject/iu;

/** A meeting's topic: it stands beside an id or link, and no speaker has a label. */
function packedTopic(text: string, layout: Layout): Span | undefined {
  const [title] = blocksOf(layout, 'title');
  if (
    !title ||
    !PACKS.test(text.slice(title.label.start, title.label.end)) ||
    blocksOf(layout, 'speaker').length > 0
  )
    return undefined;
  const headline = readHeadline(text, spanOf(title));
  return headline.people.length > 0 || headline.series ? spanOf(title) : undefined;
}

/** A calendar's summary that names neither series nor person is the title itself. */
export function summaryTitle(text: string, headline: Headline, summary: Span): Resolved<string> {
  if (headline.title) return titleAt(text, headline.title);
  const bare = headline.people.length === 0 && !headline.series && !headline.kind;
  return bare && text.slice(summary.start, summary.end).split(/\s+/).length >= 3
    ? titleAt(text, summary)
    : ABSENT;
}

/** "Topic: Ann Roe PhD thesis defense" says what the meeting is, not what the talk is called. */
function namesEvent(text: string, layout: Layout): boolean {
  const [title] = blocksOf(layout, 'title');
  if (!title || !PACKS.test(text.slice(title.label.start, title.label.end))) return false;
  const value = plainText(text, spanOf(title));
  return endsWithWord('kindNoun', value) || endsWithWord('seriesNoun', value);
}

function topicTitle(text: string, layout: Layout): Resolved<string> {
  const topic = packedTopic(text, layout);
  const title = topic && readHeadline(text, topic).title;
  return title ? found(text.slice(title.start, title.end).replace(/\s+/g, ' '), title) : ABSENT;
}

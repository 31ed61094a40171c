import type { Layout } from '../structure/blocks.ts';
import { isWrapped } from '../structure/lines.ts';
import { CODE } from '../venue/place-words.ts';
import { readVenue, type VenueReading } from '../venue/read-venue.ts';
import { hasWord } from '../vocabulary/words.ts';
import { scanDates } from '../when/scan-dates.ts';
import { scanTimes } from '../when/scan-times.ts';
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

export interface PlaceReading {
  readonly room: Resolved<string>;
  readonly building: Resolved<string>;
}

/** Room and building: a label's value, else a line that is a place, else "in Room 3" in a sentence. */
export function resolvePlace(text: string, layout: Layout, notes: LineNotes): PlaceReading {
  const reading = readLabelled(text, layout) ?? readLines(notes) ?? readSentences(text, layout);
  if (!reading) return { room: ABSENT, building: ABSENT };
  return {
    room: reading.room ? found(plainText(text, reading.room), reading.room) : ABSENT,
    building: reading.building ? found(plainText(text, reading.building), reading.building) : ABSENT,
  };
}

function readLabelled(text: string, layout: Layout): VenueReading | undefined {
  const rooms = blocksOf(layout, 'room').map((block) => readRoom(text, spanOf(block)));
  const buildings = blocksOf(layout, 'building');
  const building = buildings[0] && spanOf(buildings[0]);
  const venues = blocksOf(layout, 'venue').flatMap((block) =>
    block.parts.map((part) => readVenue(text.slice(part.start, part.end), part.start, true)),
  );
  const all = [...rooms, ...venues].filter((reading) => reading !== undefined);
  const first = all.find((reading) => reading.room) ?? all[0];
  if (!first && !building) return undefined;
  const more =
    first && !first.building ? all.find((reading) => reading.building && !reading.room) : undefined;
  return {
    ...first,
    ...(more?.building && { building: more.building }),
    ...(building && { building }),
    sure: true,
  };
}

/** After "Room:" a bare number or name is a room. */
function readRoom(text: string, span: { start: number; end: number }): VenueReading | undefined {
  const value = text.slice(span.start, span.end);
  const reading = readVenue(value, span.start, true);
  if (reading?.room) return reading;
  const name = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}.'’ -]{0,40}$/u.exec(value.trim())?.[0];
  if (name === undefined || /\b(?:zoom|online|tba|tbc|tbd|virtual)\b/i.test(name)) return reading;
  return { ...reading, room: { start: span.start, end: span.start + value.trimEnd().length }, sure: true };
}

function readLines(notes: LineNotes): VenueReading | undefined {
  for (const segment of notes.segments) {
    if (segment.kind !== 'venue' && segment.kind !== 'when') continue;
    if (hasWord('besides', segment.text) && !hasWord('talkNoun', segment.text)) continue;
    const value = segment.kind === 'when' ? withoutTimes(segment.text) : segment.text;
    const reading = readVenue(value, segment.start, false);
    if (reading?.sure)
      return segment.kind === 'when' ? reading : (readVenue(value, segment.start, true) ?? reading);
  }
  return undefined;
}

/** A short line ends where it ends: the next one says something else. A line broken at the margin goes on. */
function lineLimit(text: string, paragraph: Paragraph, at: number): number {
  const place = paragraph.start + at;
  const here = paragraph.lines.findIndex((line) => place >= line.start && place <= line.end);
  const line = paragraph.lines[here];
  if (!line) return paragraph.text.length;
  const next = paragraph.lines[here + 1];
  return (isWrapped(text, line.line) && next ? next.end : line.end) - paragraph.start;
}

/** Blanks for dates and times, so that "Friday 18" is no building. */
function withoutTimes(value: string): string {
  let rest = value;
  for (const token of [...scanDates(value), ...scanTimes(value).filter((time) => !time.weak)]) {
    rest = rest.slice(0, token.start) + ' '.repeat(token.end - token.start) + rest.slice(token.end);
  }
  return rest;
}

const IN_SENTENCE = new RegExp(
  `(?:(?<![\\p{L}\\p{N}])(?:[Ii]n|[Aa]t|to|[Ii]m|[Ee]n|[Dd]ans|[Vv]enue is(?: now)?|[Vv]enue:)\\s|[,(.])\\s*(?:the\\s+)?(?=(?:[Rr]oom|ROOM|Rm|Raum|Hörsaal|Seminarraum|[Ss]alle|[Ss]ala|[Aa]ula|[Aa]mphi|[Ss]eminar [Rr]oom|Lecture|Auditorium|${CODE}(?:\\s*[,(]|\\s|\\.|$)))`,
  'gu',
);
const NOT_HERE =
  /(?:instead of|not|no longer|formerly|previously|statt|au lieu de|rather than|moved from|from)\s*$/i;

function readSentences(text: string, layout: Layout): VenueReading | undefined {
  for (const paragraph of paragraphsOf(text, layout)) {
    if (paragraph.text.length > 2000) continue;
    for (const match of paragraph.text.matchAll(IN_SENTENCE)) {
      if (NOT_HERE.test(paragraph.text.slice(Math.max(0, match.index - 16), match.index))) continue;
      if (
        hasWord(
          'besides',
          paragraph.text.slice(Math.max(0, match.index - 40), match.index).replace(/^.*[.!?]\s/s, ''),
        )
      )
        continue;
      const start = match.index + match[0].length;
      const ahead = paragraph.text.slice(start, Math.min(start + 110, lineLimit(text, paragraph, start)));
      const stop = /\.(?=\s+\p{Lu}|\s*$)|[;!?]|\s(?:as|on|at|from|is|will|has|and|with|am|um|by)\s|:\s/u.exec(
        ahead,
      );
      const reading = readVenue(
        ahead.slice(0, stop ? stop.index : ahead.length),
        paragraph.start + start,
        false,
      );
      if (
        reading?.room &&
        (reading.sure || reading.building || /^\p{Lu}\d{2,4}$/u.test(plainText(text, reading.room)))
      )
        return reading;
    }
  }
  return undefined;
}

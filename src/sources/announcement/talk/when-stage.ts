import type { Span } from '../reading.ts';
import type { Layout } from '../structure/blocks.ts';
import { collectWhen, type WhenMentions } from '../when/collect-when.ts';
import type { DateToken } from '../when/date-token.ts';
import { findPlaces } from '../when/places.ts';
import type { ZoneMention } from '../when/read-zone.ts';
import { findGeneralZone, type NamedPlace } from '../when/resolve-zone.ts';
import type { TimeToken } from '../when/scan-times.ts';
import type { LineNotes } from './classify-lines.ts';
import { blocksOf, spanOf } from './scope.ts';

export interface Tokens {
  readonly dates: readonly DateToken[];
  readonly times: readonly TimeToken[];
}

export function collectMentions(
  text: string,
  layout: Layout,
  tokens: Tokens,
  notes: LineNotes,
  leftOut: readonly Span[],
): WhenMentions {
  const lines = new Set(
    notes.segments.filter((segment) => segment.kind !== 'prose').map((segment) => segment.free.line.index),
  );
  return collectWhen(text, layout, tokens, leftOut, (line) => lines.has(line.index));
}

/** Places in what says where and whose event it is; a speaker's institution says nothing of the clock. */
export function collectPlaces(
  text: string,
  layout: Layout,
  notes: LineNotes,
  affiliations: readonly Span[],
): readonly (readonly NamedPlace[])[] {
  const venues = [...blocksOf(layout, 'venue'), ...blocksOf(layout, 'building')].map(spanOf);
  const venueLines = notes.segments.filter((segment) => segment.kind === 'venue');
  const hosts = blocksOf(layout, 'host').map(spanOf);
  const heads = notes.segments.filter((segment, index) => {
    const before = notes.segments[index - 1];
    const below = before?.kind === 'person' && segment.follows;
    return (
      (segment.kind === 'organisation' && !below) || segment.kind === 'crumb' || segment.kind === 'series'
    );
  });
  const read = (spans: readonly Span[]): readonly NamedPlace[] =>
    spans.flatMap((span) =>
      findPlaces(text.slice(span.start, span.end))
        .map((place) => ({ ...place, start: place.start + span.start, end: place.end + span.start }))
        .filter((place) => !affiliations.some((out) => place.start < out.end && place.end > out.start)),
    );
  return [read([...venues, ...venueLines]), read([...hosts, ...heads])];
}

export function collectGeneralZone(text: string, layout: Layout): ZoneMention | undefined {
  return findGeneralZone(text, layout.free);
}

const LENGTH =
  /^(?:(?:approx(?:imately)?\.?|ca\.?|about|ungefähr|environ)\s*)?(?:(\d{1,2})(?:[.,](5))?\s*(?:h|hours?|hrs?|stunden?|heures?|horas?|小时)(?:\s*(\d{1,2})\s*(?:min\w*|m)?)?|(\d{2,3})\s*(?:min\w*|分钟|′))\.?(?:\s*\(.{0,40}\))?$/iu;
const BESIDE = /[(（](\d{1,3}\s*(?:min(?:utes|uten|\.)?|hours?|h))[)）]/giu;

/** A length that a label gives ("Duration: 90 minutes"), or a bracket beside the time ("3pm (45 min)"). */
export function collectDuration(
  text: string,
  layout: Layout,
  notes: LineNotes,
): { minutes: number; span: Span } | undefined {
  for (const block of blocksOf(layout, 'duration')) {
    const span = spanOf(block);
    const minutes = readLength(text.slice(span.start, span.end));
    if (minutes !== undefined) return { minutes, span };
  }
  const whens = [...blocksOf(layout, 'when'), ...blocksOf(layout, 'time')].map(spanOf);
  for (const span of [...whens, ...notes.segments.filter((segment) => segment.kind === 'when')]) {
    for (const match of text.slice(span.start, Math.min(span.end, span.start + 300)).matchAll(BESIDE)) {
      const minutes = readLength(match[1] ?? '');
      const start = span.start + match.index + 1;
      if (minutes !== undefined) return { minutes, span: { start, end: start + (match[1]?.length ?? 0) } };
    }
  }
  return undefined;
}

function readLength(value: string): number | undefined {
  const match = LENGTH.exec(value.trim());
  if (!match) return undefined;
  const [, hours, half, minutes, only] = match;
  const total =
    only !== undefined ? Number(only) : Number(hours ?? 0) * 60 + (half ? 30 : 0) + Number(minutes ?? 0);
  return total >= 5 && total <= 12 * 60 ? total : undefined;
}

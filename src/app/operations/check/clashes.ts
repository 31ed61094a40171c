import { endOf } from '../../../domain/phase.ts';
import { foldText } from '../../../domain/search-text.ts';
import type { Seminar } from '../../../domain/seminar.ts';
import type { Finding, PlaceOf } from './finding.ts';

interface Timed {
  readonly seminar: Seminar;
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
}

/** Seminars that overlap in time and share a room, a series or a speaker. */
export function clashesOf(seminars: readonly Seminar[], placeOf: PlaceOf): readonly Finding[] {
  const timed = seminars.flatMap(timesOf).toSorted((a, b) => Temporal.Instant.compare(a.start, b.start));
  return timed.flatMap(({ seminar, end }, index) => {
    const later = timed.slice(index + 1);
    const apart = later.findIndex(({ start }) => Temporal.Instant.compare(start, end) >= 0);
    const overlapping = apart < 0 ? later : later.slice(0, apart);
    return overlapping.flatMap((other): Finding[] => {
      const shared = sharedBy(seminar, other.seminar);
      if (shared === undefined) return [];
      const text = `${shared} at the same time as ${placeOf(seminar)}`;
      return [{ severity: 'notice', place: placeOf(other.seminar), text }];
    });
  });
}

function timesOf(seminar: Seminar): readonly Timed[] {
  const { start, status } = seminar;
  const end = endOf(seminar);
  return start && end && status === 'scheduled' ? [{ seminar, start, end }] : [];
}

function sharedBy(one: Seminar, other: Seminar): string | undefined {
  const { room } = one.venue;
  if (room !== undefined && roomOf(one) === roomOf(other)) return `is in room ${room}`;
  if (one.series !== undefined && one.series === other.series) return `is in the series ${one.series}`;
  const names = new Set(other.speakers.map(({ name }) => foldText(name)));
  const speaker = one.speakers.find(({ name }) => names.has(foldText(name)));
  return speaker && `has the speaker ${speaker.name}`;
}

function roomOf({ venue: { room = '', building = '' } }: Seminar): string {
  return foldText(`${room}\n${building}`);
}

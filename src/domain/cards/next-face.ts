import { disclosureOf } from '../disclosure.ts';
import type { NoticeKind } from '../notice.ts';
import { endOf, STARTING_MINUTES } from '../phase.ts';
import type { Seminar } from '../seminar.ts';
import type { Surface } from '../viewer.ts';
import { lastCallOf } from './buttons.ts';

/**
 * The next instant after `after` at which a standing card looks different though its record does not change: its link
 * is released, the seminar starts or ends. Undefined where it stays as it is.
 */
export function nextFace(
  kind: NoticeKind,
  seminar: Seminar,
  surface: Surface,
  after: Temporal.Instant,
): Temporal.Instant | undefined {
  const faces = facesOf(kind, seminar, surface, after).filter(
    (instant) => instant !== undefined && Temporal.Instant.compare(instant, after) > 0,
  );
  return faces.filter((instant) => instant !== undefined).sort(Temporal.Instant.compare)[0];
}

function facesOf(
  kind: NoticeKind,
  seminar: Seminar,
  surface: Surface,
  after: Temporal.Instant,
): readonly (Temporal.Instant | undefined)[] {
  // What does not take place has no link, no remaining time and no actions that end.
  if (seminar.status !== 'scheduled') return [];
  const link = disclosureOf(seminar, surface, after).joinLink;
  const release = link.type === 'held' ? link.until : undefined;
  const { start } = seminar;
  const end = endOf(seminar);
  // Slides and recording are offered once it has begun.
  const materials = seminar.slides || seminar.recording ? start : undefined;
  switch (kind) {
    case 'announcement':
      return [release, lastCallOf(start), materials, end];
    case 'reminder':
      return [release, start, end];
    case 'startingNow':
      return [release, start, start?.add({ minutes: STARTING_MINUTES }), end];
    case 'change':
    case 'note':
      return [release, end];
    case 'followUp':
      return [materials];
    case 'digest':
    case 'edit':
    case 'removal':
      return [];
  }
}

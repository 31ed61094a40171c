import type { Material } from './post.ts';
import type { Seminar } from './seminar.ts';

export type MaterialField = keyof Material;

/** In the order in which people are told. */
const FIELDS: readonly MaterialField[] = ['status', 'start', 'place', 'link', 'title', 'speakers'];

/**
 * The fields that readers act upon, as plain text: the start in UTC, the room and building, the address of the online
 * session (or its meeting id), the speakers' names. Never a passcode: what is said is kept and compared in the open.
 */
export function materialOf(seminar: Seminar): Material {
  const { room, building, online } = seminar.venue;
  const place = [room, building].filter((part) => part !== undefined).join(', ');
  const link = online?.url ?? online?.meetingId;
  const speakers = seminar.speakers.map((speaker) => speaker.name).join('; ');
  return {
    ...(seminar.start ? { start: seminar.start.toString() } : {}),
    ...(place ? { place } : {}),
    ...(link ? { link } : {}),
    ...(speakers ? { speakers } : {}),
    ...(seminar.title ? { title: seminar.title } : {}),
    status: seminar.status,
  };
}

/** Which fields differ, in the order in which people are told. Empty: what was said still holds. */
export function differencesOf(before: Material, after: Material): readonly MaterialField[] {
  return FIELDS.filter((field) => before[field] !== after[field]);
}

import type { Venue } from '../../domain/seminar.ts';
import { readVenue } from '../announcement/venue/read-venue.ts';
import { isWord } from '../announcement/vocabulary/words.ts';

/**
 * An event's location → room and building where the words tell them apart, else the whole as the room. Links and words
 * such as "Zoom" are no place. Empty where there is none.
 */
export function readPlace(location: string): Pick<Venue, 'room' | 'building'> {
  const text = location
    .replace(/\S*:\/\/\S*/g, ' ')
    .replace(/\s+/g, ' ')
    .split(/\s*[;/|]\s*/)
    .map((part) => part.replace(/^[\s,–—-]+|[\s,–—-]+$/gu, ''))
    .filter((part) => part !== '' && !isOnline(part))
    .join('; ');
  if (text === '') return {};
  const reading = readVenue(text, 0, true);
  const room = reading?.room && text.slice(reading.room.start, reading.room.end).trim();
  const building = reading?.building && text.slice(reading.building.start, reading.building.end).trim();
  if (!reading?.room || !room) return { room: text };
  if (!reading.building || !building) return { room };
  // "78-420": people write a numbered building and its room as one.
  if (/^\d+\p{L}?$/u.test(building) && reading.building.end <= reading.room.start)
    return { room: text.slice(reading.building.start, reading.room.end) };
  return { room, building };
}

function isOnline(part: string): boolean {
  return (
    isWord('onlineWord', part) ||
    /^(?:microsoft teams meeting|zoom meeting|google meet|online meeting)$/i.test(part)
  );
}

import type { Inline } from '../card.ts';
import type { Seminar } from '../seminar.ts';
import type { Look, Shown } from './look.ts';
import { lineOf } from './plain.ts';
import { providerOf } from './provider.ts';
import { shorten } from './shorten.ts';

const ROOM = 80;
const BUILDING = 120;

/** Whether the words begin a sentence ("Room 78-420") or stand within one ("room 78-420"). */
type Position = 'start' | 'within';

interface Room {
  readonly room?: string;
  readonly building?: string;
}

/** The lines of "Where". Hybrid: the room for those who are near; how to join from elsewhere stands under "Join". */
export function placeLines({ seminar }: Shown, look: Look): readonly (readonly Inline[])[] {
  const online = isOnline(seminar);
  const inlines = roomInlines(seminar, look, online ? 'within' : 'start');
  if (inlines.length === 0)
    return online ? [[{ type: 'text', text: onlineText(seminar, look, 'start') }]] : [];
  return [online ? [{ type: 'text', text: look.words.inPerson }, ...inlines] : inlines];
}

/** "Room 78-420, Example House" or "Online, on Zoom"; undefined where unknown. */
export function placeText(seminar: Seminar, look: Look, position: Position = 'start'): string | undefined {
  const { room, building } = roomOf(seminar, look, position);
  const there = [room, building].filter((part) => part !== undefined).join(', ');
  if (there !== '') return there;
  return isOnline(seminar) ? onlineText(seminar, look, position) : undefined;
}

export function isOnline(seminar: Seminar): boolean {
  return seminar.venue.online !== undefined;
}

export function hasRoom(seminar: Seminar): boolean {
  return lineOf(seminar.venue.room) !== undefined || lineOf(seminar.venue.building) !== undefined;
}

function roomInlines(seminar: Seminar, look: Look, position: Position): readonly Inline[] {
  const { room, building } = roomOf(seminar, look, position);
  const map = seminar.venue.map;
  const parts = [room, building].filter((part) => part !== undefined);
  return parts.flatMap((text, index): Inline[] => {
    const last = index === parts.length - 1;
    // The map belongs to the building, or to the room where that is all there is.
    const part: Inline = last && map ? { type: 'link', text, url: map } : { type: 'text', text };
    return index === 0 ? [part] : [{ type: 'text', text: ', ' }, part];
  });
}

function roomOf(seminar: Seminar, look: Look, position: Position): Room {
  const { room, building } = joinCodes(lineOf(seminar.venue.room), lineOf(seminar.venue.building));
  return {
    ...(room ? { room: nameRoom(shorten(room, ROOM), look, position) } : {}),
    ...(building ? { building: nameBuilding(shorten(building, BUILDING), look, position, room) } : {}),
  };
}

/** Campuses number their buildings: room "420" of building "78" is on every door "78-420". */
function joinCodes(room: string | undefined, building: string | undefined): Room {
  const code = building !== undefined && isBuildingCode(building) ? building : undefined;
  if (room === undefined || code === undefined)
    return { ...(room ? { room } : {}), ...(building ? { building } : {}) };
  if (room.startsWith(`${code}-`)) return { room };
  return /^\d[\p{L}\d./]*$/u.test(room) ? { room: `${code}-${room}` } : { room, building: code };
}

function isBuildingCode(building: string): boolean {
  return /^\d{1,4}\p{Lu}?$/u.test(building);
}

/** A bare number reads as a building only with the word before it. */
function nameBuilding(
  building: string,
  { words }: Look,
  position: Position,
  room: string | undefined,
): string {
  if (!isBuildingCode(building)) return building;
  return position === 'start' && room === undefined
    ? words.building(building)
    : words.buildingWithin(building);
}

/** A bare code ("78-420", "GP 2.14") reads as a room only with the word before it; "Lecture Theatre 2" does not need it. */
function nameRoom(room: string, { words }: Look, position: Position): string {
  if (!/^\p{Lu}{0,4}[-. ]?\d[\p{L}\d./ -]{0,11}$/u.test(room)) return room;
  return position === 'start' ? words.room(room) : words.roomWithin(room);
}

function onlineText(seminar: Seminar, { words }: Look, position: Position): string {
  const provider = providerOf(seminar.venue.online);
  return position === 'start' ? words.online(provider) : words.onlineWithin(provider);
}

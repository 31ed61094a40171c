import { looksLikeOrganisation } from '../people/read-people.ts';
import type { Span } from '../reading.ts';
import { hasWord, isWord } from '../vocabulary/words.ts';
import { zoneOfPlace } from '../when/places.ts';
import {
  BUILDING,
  CODE,
  IS_CODE,
  LEVEL,
  PAIR,
  PLAIN_BUILDING,
  PLAIN_ROOM,
  ROOM,
  STREET,
  STRONG_BUILDING,
} from './place-words.ts';

export interface VenueReading {
  readonly room?: Span;
  readonly building?: Span;
  /** Whether the text says plainly that this is a place: a room or building word, a numbered pair. */
  readonly sure: boolean;
}

interface Part extends Span {
  readonly text: string;
  readonly bracketed: boolean;
}

type Found = { room?: Span; building?: Span; strong?: boolean; sure?: boolean; pair?: boolean };

/** "Lecture Room 5" is no room 5 of a building called Lecture. */
const ROOM_ADJECTIVE =
  /^(?:(?:the\s+)?(?:lecture|seminar|meeting|conference|tutorial|common|board|reading|colloquium|class|computer|main|large|small|new|teaching|project|zoom))$/iu;
const BEGINS_WITH_CODE = new RegExp(`^${CODE}(?=\\s+\\p{Ll})`, 'u');
/** "QLD 4000", "NY 14623": where letters go, not people. */
const POSTCODE = /^\p{Lu}{2,3}\s+\d{4,5}$/u;
/** A building that is only called so needs its number: "Gebäude 50.34". */
const GENERIC_BUILDING =
  /^(?:building|bldg\.?|gebäude|geb\.?|bâtiment|bât\.?|edificio|haus|block|bau|tower|module|módulo|campus|level|floor|etage)$/iu;

/** What no longer holds, or does not say where. */
const CUT =
  /\s*[,;(–—-]*\s*\b(?:not\s+(?:in\b|at\b|the\b)?|instead of|formerly|previously|as advertised|as previously|rather than|statt|au lieu de|en lugar de|entrance|enter via|next to|opposite|behind|near)\b.*$/isu;
const LONGEST = 240;

/**
 * Reads room and building from a text that says where: "Room 302, Hawken-Lyle Building (49)", "78-420", "Hobart Hall 214".
 * @param labelled whether a label says that this is a venue; without one only plain words and numbers count.
 */
export function readVenue(value: string, base: number, labelled: boolean): VenueReading | undefined {
  const cut = CUT.exec(value);
  const text = value
    .slice(0, Math.min(cut && cut.index > 0 ? cut.index : value.length, LONGEST))
    .replace(/\n/g, labelled ? '\n' : ' ');
  const parts = splitParts(text, base);
  const found: Found = {};
  for (const part of parts) {
    const more = readPart(part, found);
    if (!more) {
      if (!labelled && (found.room || found.building)) break;
      continue;
    }
    if (more.room && !found.room) found.room = more.room;
    else if (more.room && found.room && !more.building) continue;
    if (more.building && (!found.building || (more.strong && !found.strong && !part.bracketed))) {
      // "78-420" names its building by number; a name beside it says the same, better.
      if (found.pair && found.building && found.room)
        found.room = { start: found.building.start, end: found.room.end };
      found.building = more.building;
      found.strong = more.strong ?? false;
      if (found.pair) found.pair = false;
    }
    if (more.pair) found.pair = true;
    if (more.sure) found.sure = true;
  }
  if (!found.building && found.room && labelled) adoptName(parts, found);
  if (!found.room && !found.building) return undefined;
  return {
    ...(found.room && { room: found.room }),
    ...(found.building && { building: found.building }),
    sure: found.sure ?? false,
  };
}

function splitParts(text: string, base: number): readonly Part[] {
  const parts: Part[] = [];
  for (const match of text.matchAll(/\(([^()]{0,80})\)|[^,;|\n()，；]+/gu)) {
    const bracketed = match[1] !== undefined;
    const raw = match[1] ?? match[0];
    const offset = match.index + (bracketed ? 1 : 0);
    for (const piece of bracketed ? [{ at: 0, text: raw }] : splitDashes(raw)) {
      const lead = piece.text.length - piece.text.trimStart().length;
      const colon = /^[\p{Lu}][\p{L}\s]{1,20}:\s+(?=\S)/u.exec(piece.text.trim())?.[0].length ?? 0;
      const trimmed = piece.text
        .trim()
        .slice(colon)
        .replace(/[.!\s]+$/, '')
        .replace(/^(?:in|at|im|in der|en|à|dans)\s+(?:the\s+|la\s+|l['’]|le\s+|el\s+)?/iu, (prefix) =>
          bracketed ? prefix : '',
        );
      const skipped =
        piece.text
          .trim()
          .slice(colon)
          .replace(/[.!\s]+$/, '').length - trimmed.length;
      const start = base + offset + piece.at + lead + colon + skipped;
      if (trimmed !== '') parts.push({ start, end: start + trimmed.length, text: trimmed, bracketed });
    }
  }
  return parts;
}

/** " - " separates, unless it joins a numbered pair ("78 - 420"). */
function splitDashes(text: string): readonly { at: number; text: string }[] {
  const pieces: { at: number; text: string }[] = [];
  let start = 0;
  for (const match of text.matchAll(
    /\s+[-–—/]\s+|\s+(?:and|und|et|or|oder|ou|y|&|\+)\s+(?:https?:|(?:online|via|per|on zoom|zoom|teams|webex|ms teams|microsoft teams|hybrid|streamed|livestream)\b).*$/giu,
  )) {
    const before = /\d[A-Za-z]?$/.test(text.slice(0, match.index));
    const after = /^\p{Lu}{0,2}\d/u.test(text.slice(match.index + match[0].length));
    if (before && after && /[-–]/.test(match[0])) continue;
    pieces.push({ at: start, text: text.slice(start, match.index) });
    start = match.index + match[0].length;
  }
  pieces.push({ at: start, text: text.slice(start) });
  return pieces;
}

function spanIn(part: Part, at: number, length: number): Span {
  return { start: part.start + at, end: part.start + at + length };
}

function readPart(part: Part, found: Found): Found | undefined {
  const { text } = part;
  if (LEVEL.test(text) || /https?:|@/.test(text) || text.length > 110) return undefined;
  if (hasWord('onlineWord', text) && !/\d/.test(text) && !ROOM.test(text.replace(/zoom\s+room/i, '')))
    return undefined;
  const han =
    /^(.*?(?:大楼|教学楼|楼|樓|馆|館|大厦|大廈)(?:[A-Z\d一二三四五东西南北]{1,2}[座区])?)\s*([^楼樓馆館]{1,20})$/u.exec(
      text,
    );
  if (han && /\d|室|厅|廳|堂/.test(han[2] ?? '')) {
    const room = han[2] ?? '';
    return {
      building: spanIn(part, 0, (han[1] ?? '').length),
      room: spanIn(part, text.length - room.length, room.length),
      strong: true,
      sure: true,
    };
  }
  return readNumbered(part, found) ?? readNamed(part);
}

/** Parts that hold a door's number. */
function readNumbered(part: Part, found: Found): Found | undefined {
  const { text } = part;
  const lead = PLAIN_ROOM.exec(text)?.[0].length ?? 0;
  const rest = text.slice(lead);
  const pair = PAIR.exec(rest);
  if (pair && !part.bracketed) {
    const [, building = '', room = ''] = pair;
    if (found.building) return { room: spanIn(part, lead, rest.length), sure: true };
    return {
      building: spanIn(part, lead, building.length),
      room: spanIn(part, text.length - room.length, room.length),
      pair: true,
      sure: true,
    };
  }
  if (lead > 0 && (IS_CODE.test(rest) || /^\p{Lu}\d{0,3}$/u.test(rest)))
    return { room: spanIn(part, lead, rest.length), sure: true };
  const begins = lead > 0 ? BEGINS_WITH_CODE.exec(rest)?.[0].length : undefined;
  if (begins !== undefined && !BUILDING.test(rest)) return { room: spanIn(part, lead, begins), sure: true };
  if (POSTCODE.test(text)) return undefined;
  if (IS_CODE.test(text)) {
    if (part.bracketed || found.room) return undefined;
    return /\p{Lu}/u.test(text) || /^\d{2,4}$|\./.test(text)
      ? { room: spanIn(part, 0, text.length) }
      : undefined;
  }
  const number = PLAIN_BUILDING.exec(text)?.[0].length ?? 0;
  if (number > 0 && /^[\p{Lu}\d][\p{Lu}\d.]{0,4}$/u.test(text.slice(number))) {
    return { building: spanIn(part, number, text.length - number), strong: true, sure: true };
  }
  const generic = new RegExp(
    `^(?:gebäude|geb\\.?|bâtiment|bât\\.?|edificio|edif\\.|haus|block|bau|module|módulo)\\s+(?:${CODE}|\\p{Lu})$`,
    'iu',
  );
  if (generic.test(text)) return { building: spanIn(part, 0, text.length), strong: true, sure: true };
  return readBeside(part);
}

/** "Hobart Hall 214", "Parnell-Voss 7-222", "306 Soda Hall", "Kettering Hall Room 1180". */
function readBeside(part: Part): Found | undefined {
  const { text } = part;
  const roomLast = new RegExp(
    `^(.{2,60}?)\\s+(?:room|rm\\.?|raum|salle|sala|aula)\\s*#?\\s*(${CODE})$`,
    'iu',
  ).exec(text);
  if (roomLast && !ROOM.test(roomLast[1] ?? '') && !ROOM_ADJECTIVE.test(roomLast[1] ?? '')) {
    const [, name = '', code = ''] = roomLast;
    const generic = PLAIN_BUILDING.exec(name)?.[0].length ?? 0;
    const from = /^[\p{Lu}\d][\p{Lu}\d.]{0,4}$/u.test(name.slice(generic)) ? generic : 0;
    return {
      building: spanIn(part, from, name.length - from),
      room: spanIn(part, text.length - code.length, code.length),
      strong: STRONG_BUILDING.test(name),
      sure: true,
    };
  }
  const roomFirst =
    new RegExp(
      `^(?:room|rm\\.?|raum|salle)\\s*#?\\s*(${CODE})\\s+(?:(?:of|in|at|im)\\s+)?(?:the\\s+)?(\\p{Lu}.{2,60})$`,
      'u',
    ).exec(text) ??
    new RegExp(
      `^(?:Room|Rm\\.?|Raum|Salle)\\s*#?\\s*(${CODE})\\s+(?:(?:of|in|at|im)\\s+)?(?:the\\s+)?(\\p{Lu}.{2,60})$`,
      'u',
    ).exec(text);
  if (roomFirst && BUILDING.test(roomFirst[2] ?? '')) {
    const [, code = '', name = ''] = roomFirst;
    return {
      room: spanIn(part, text.indexOf(code), code.length),
      building: spanIn(part, text.length - name.length, name.length),
      strong: true,
      sure: true,
    };
  }
  const last = new RegExp(
    `^(\\p{Lu}[\\p{L}\\p{M}.'’&\\s-]{1,50}?)\\s+(\\d{1,3}-\\p{Lu}?\\d{2,4}|${CODE})$`,
    'u',
  ).exec(text);
  if (last && !STREET.test(last[1] ?? '') && !ROOM.test(last[1] ?? '')) {
    const [, name = '', code = ''] = last;
    const strong = STRONG_BUILDING.test(name) || (BUILDING.test(name) && !/^(?:19|20)\d\d$/.test(code));
    if (
      !GENERIC_BUILDING.test(name) &&
      (strong || (!looksLikeOrganisation(name) && name.split(' ').length <= 3 && /\d{2}/.test(code)))
    ) {
      return {
        building: spanIn(part, 0, name.length),
        room: spanIn(part, text.length - code.length, code.length),
        strong,
        sure: strong,
      };
    }
  }
  const first = /^(\p{Lu}{0,2}\d{2,4}\p{Lu}?)\s+(\p{Lu}[\p{L}\p{M}.'’&\s-]{1,50})$/u.exec(text);
  if (first && BUILDING.test(first[2] ?? '') && !STREET.test(first[2] ?? '')) {
    const [, code = '', name = ''] = first;
    return {
      room: spanIn(part, 0, code.length),
      building: spanIn(part, text.length - name.length, name.length),
      strong: true,
      sure: true,
    };
  }
  return undefined;
}

/** Parts that name a room or a building by words. */
function readNamed(part: Part): Found | undefined {
  const { text } = part;
  const words = text.split(/\s+/).length;
  if (words > 9 || !/\p{Lu}|\p{Script=Han}|\d|^(?:salle|sala|aula|amphi)/u.test(text)) return undefined;
  if (isWord('talkNoun', text)) return undefined;
  if (ROOM.test(text) && !/\b(?:building|bldg)\b/i.test(text)) {
    if (part.bracketed) return undefined;
    return { room: spanIn(part, 0, text.length), sure: true };
  }
  if (BUILDING.test(text) && !zoneOfPlace(text) && !/^campus\b|\bcampus$/i.test(text)) {
    const strong = STRONG_BUILDING.test(text);
    if (!strong && looksLikeOrganisation(text) && /universit/i.test(text)) return undefined;
    return { building: spanIn(part, 0, text.length), strong, sure: strong };
  }
  return undefined;
}

/** A name beside a room, with no word that says what it is, in a labelled venue of two parts: the building. */
function adoptName(parts: readonly Part[], found: Found): void {
  const rest = parts.filter(
    (part) =>
      !part.bracketed &&
      !(found.room && part.start <= found.room.start && part.end >= found.room.end) &&
      !LEVEL.test(part.text),
  );
  const [only] = rest;
  if (rest.length !== 1 || !only || !/^\p{Lu}[\p{L}\p{M}.'’&\s-]{2,40}$/u.test(only.text)) return;
  if (
    zoneOfPlace(only.text) !== undefined ||
    looksLikeOrganisation(only.text) ||
    STREET.test(only.text) ||
    hasWord('onlineWord', only.text) ||
    /campus/i.test(only.text)
  )
    return;
  found.building = { start: only.start, end: only.end };
}

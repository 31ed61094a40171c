import { isKnownZone } from '../../../domain/instant.ts';
import type { Span } from '../reading.ts';
import { foldWord } from '../vocabulary/words.ts';
import { zoneOfPlace } from './places.ts';
import { ZONE_ABBREVIATIONS, ZONE_WORDS } from './zone-names.ts';

/** A zone as the text names it; several where one abbreviation has several meanings. */
export interface ZoneMention extends Span {
  readonly zones: readonly string[];
}

const OFFSET = /^(?:UTC|GMT)\s?([+\-−–])\s?(\d{1,2})(?::?([0-5]\d))?(?!\d)/u;
const ABBREVIATION = /^[A-Z]{2,5}(?![\p{L}\d])/u;
const IANA =
  /^(?:Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)\/[A-Z][A-Za-z_]+(?:\/[A-Z][A-Za-z_]+)?/;
const WORDS = /^(?:(?:US|U\.S\.)[\s/]?)?\p{Lu}[\p{L}.’'-]*(?:\s\p{Lu}[\p{L}.’'-]*){0,3}/u;
const LEAD =
  /^[\s,;]*(?:[([（/|]\s*)?(?:(?:local\s+time\s+)?(?:in\s+(?=[A-Z])|heure\s+(?:de\s+|d['’])|hora\s+(?:de\s+|en\s+)?|uhr\s+|hrs?\s+|local\s+(?:time\s*,?\s*)?))?/iu;

/** The zone named right after a time: "AEST", "(Brisbane time)", "UTC+2", "heure de Paris". */
export function readZoneAfter(text: string, at: number): ZoneMention | undefined {
  const ahead = text.slice(at, at + 90);
  const line = ahead.split('\n', 1)[0] ?? '';
  const lead = LEAD.exec(line)?.[0] ?? '';
  const found = readZoneAt(line.slice(lead.length), /heure|hora/i.test(lead));
  if (!found) return undefined;
  return { start: at + lead.length, end: at + lead.length + found.length, zones: found.zones };
}

/** The zone named right before a time: "北京时间 15:00", "(CET) 15:00". */
export function readZoneBefore(text: string, at: number): ZoneMention | undefined {
  const behind = text.slice(Math.max(0, at - 30), at);
  const han = /(北京|香港|台北|东京|東京|美东|纽约)(?:时间|時間)?\s*[)）:：]?\s*$/u.exec(behind);
  const zone = han ? ZONE_WORDS[han[1] ?? ''] : undefined;
  if (han && zone !== undefined) {
    const start = at - behind.length + han.index;
    return { start, end: start + (han[1]?.length ?? 0), zones: [zone] };
  }
  const bracket = /\(([A-Z]{2,5}|[A-Z][\p{L} ]{2,20}? time)\)\s*[:：]?\s*$/u.exec(behind);
  const found = bracket ? readZoneAt(bracket[1] ?? '', false) : undefined;
  if (!bracket || !found) return undefined;
  const start = at - behind.length + bracket.index + 1;
  return { start, end: start + found.length, zones: found.zones };
}

function readZoneAt(text: string, place: boolean): { length: number; zones: readonly string[] } | undefined {
  const offset = OFFSET.exec(text);
  if (offset)
    return {
      length: offset[0].length,
      zones: [offsetZone(offset[1] ?? '+', offset[2] ?? '0', offset[3] ?? '00')],
    };
  const iana = IANA.exec(text);
  if (iana && isKnownZone(iana[0])) return { length: iana[0].length, zones: [iana[0]] };
  const abbreviation = ABBREVIATION.exec(text)?.[0];
  const zones = abbreviation === undefined ? undefined : ZONE_ABBREVIATIONS[abbreviation];
  if (abbreviation !== undefined && zones) return { length: abbreviation.length, zones };
  const han = /^(?:北京|香港|台北|东京|東京|美东|纽约)(?=时间|時間)/u.exec(text)?.[0];
  const hanZone = han === undefined ? undefined : ZONE_WORDS[han];
  if (han !== undefined && hanZone !== undefined) return { length: han.length, zones: [hanZone] };
  return readZoneWords(text, place);
}

/** "Eastern Time", "Melbourne time", and a bare town ("2:00 PM Brisbane"), longest first. */
function readZoneWords(
  text: string,
  place: boolean,
): { length: number; zones: readonly string[] } | undefined {
  const words = WORDS.exec(text)?.[0].split(/(?=\s)/);
  if (!words) return undefined;
  for (let count = words.length; count >= 1; count -= 1) {
    const name = words.slice(0, count).join('');
    const timed =
      / (?:time|zeit)$/i.test(name) || /^\s+(?:time|zeit|local time)\b/i.test(text.slice(name.length));
    const bare = foldWord(name.replace(/\s+(?:Standard|Daylight|Summer)?\s*(?:Time)?$/i, ''));
    const zone = ZONE_WORDS[foldWord(name.replace(/\s+Time$/i, ''))] ?? ZONE_WORDS[bare] ?? zoneOfPlace(bare);
    if (zone === undefined) continue;
    const inWords = ZONE_WORDS[bare] !== undefined;
    // "3pm Central" may be a building; "3pm Brisbane" is a town's clock.
    if (
      inWords &&
      !timed &&
      !/^(?:us|new york|uk)/.test(bare) &&
      !/^(?:eastern|pacific|central|mountain)$/.test(bare)
    )
      continue;
    if (
      inWords &&
      !timed &&
      /^(?:central|mountain|eastern|pacific)$/.test(bare) &&
      /^\s+\p{Lu}/u.test(text.slice(name.length))
    )
      continue;
    if (!inWords && !timed && !place && /^[\s,]+(?:\p{Lu}|\d)/u.test(text.slice(name.length))) continue;
    return { length: name.length, zones: [zone] };
  }
  return undefined;
}

function offsetZone(sign: string, hours: string, minutes: string): string {
  const ahead = sign === '+';
  if (Number(hours) === 0 && minutes === '00') return 'UTC';
  return `${ahead ? '+' : '-'}${hours.padStart(2, '0')}:${minutes}`;
}

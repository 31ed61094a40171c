import ICAL from 'ical.js';
import { isKnownZone } from '../../../domain/instant.ts';

/** Windows' names of zones, as Outlook and Exchange write them in TZID, by the first territory of CLDR's windowsZones. */
const WINDOWS: Readonly<Record<string, string>> = {
  'Dateline Standard Time': 'Etc/GMT+12',
  'Hawaiian Standard Time': 'Pacific/Honolulu',
  'Alaskan Standard Time': 'America/Anchorage',
  'Pacific Standard Time': 'America/Los_Angeles',
  'Pacific Standard Time (Mexico)': 'America/Tijuana',
  'US Mountain Standard Time': 'America/Phoenix',
  'Mountain Standard Time': 'America/Denver',
  'Central America Standard Time': 'America/Guatemala',
  'Central Standard Time': 'America/Chicago',
  'Central Standard Time (Mexico)': 'America/Mexico_City',
  'Canada Central Standard Time': 'America/Regina',
  'SA Pacific Standard Time': 'America/Bogota',
  'Eastern Standard Time': 'America/New_York',
  'US Eastern Standard Time': 'America/Indiana/Indianapolis',
  'Venezuela Standard Time': 'America/Caracas',
  'Paraguay Standard Time': 'America/Asuncion',
  'Atlantic Standard Time': 'America/Halifax',
  'SA Western Standard Time': 'America/La_Paz',
  'Pacific SA Standard Time': 'America/Santiago',
  'Newfoundland Standard Time': 'America/St_Johns',
  'E. South America Standard Time': 'America/Sao_Paulo',
  'Argentina Standard Time': 'America/Argentina/Buenos_Aires',
  'SA Eastern Standard Time': 'America/Cayenne',
  'Montevideo Standard Time': 'America/Montevideo',
  'Greenland Standard Time': 'America/Nuuk',
  'Azores Standard Time': 'Atlantic/Azores',
  'Cape Verde Standard Time': 'Atlantic/Cape_Verde',
  'GMT Standard Time': 'Europe/London',
  'Greenwich Standard Time': 'Atlantic/Reykjavik',
  'Morocco Standard Time': 'Africa/Casablanca',
  'W. Europe Standard Time': 'Europe/Berlin',
  'Central Europe Standard Time': 'Europe/Budapest',
  'Romance Standard Time': 'Europe/Paris',
  'Central European Standard Time': 'Europe/Warsaw',
  'W. Central Africa Standard Time': 'Africa/Lagos',
  'GTB Standard Time': 'Europe/Bucharest',
  'Middle East Standard Time': 'Asia/Beirut',
  'Egypt Standard Time': 'Africa/Cairo',
  'E. Europe Standard Time': 'Europe/Chisinau',
  'South Africa Standard Time': 'Africa/Johannesburg',
  'FLE Standard Time': 'Europe/Kyiv',
  'Israel Standard Time': 'Asia/Jerusalem',
  'Turkey Standard Time': 'Europe/Istanbul',
  'Jordan Standard Time': 'Asia/Amman',
  'Arabic Standard Time': 'Asia/Baghdad',
  'Arab Standard Time': 'Asia/Riyadh',
  'Russian Standard Time': 'Europe/Moscow',
  'E. Africa Standard Time': 'Africa/Nairobi',
  'Iran Standard Time': 'Asia/Tehran',
  'Arabian Standard Time': 'Asia/Dubai',
  'Azerbaijan Standard Time': 'Asia/Baku',
  'Georgian Standard Time': 'Asia/Tbilisi',
  'Caucasus Standard Time': 'Asia/Yerevan',
  'Afghanistan Standard Time': 'Asia/Kabul',
  'West Asia Standard Time': 'Asia/Tashkent',
  'Pakistan Standard Time': 'Asia/Karachi',
  'India Standard Time': 'Asia/Kolkata',
  'Sri Lanka Standard Time': 'Asia/Colombo',
  'Nepal Standard Time': 'Asia/Kathmandu',
  'Central Asia Standard Time': 'Asia/Almaty',
  'Bangladesh Standard Time': 'Asia/Dhaka',
  'Myanmar Standard Time': 'Asia/Yangon',
  'SE Asia Standard Time': 'Asia/Bangkok',
  'N. Central Asia Standard Time': 'Asia/Novosibirsk',
  'China Standard Time': 'Asia/Shanghai',
  'Singapore Standard Time': 'Asia/Singapore',
  'W. Australia Standard Time': 'Australia/Perth',
  'Taipei Standard Time': 'Asia/Taipei',
  'Ulaanbaatar Standard Time': 'Asia/Ulaanbaatar',
  'Tokyo Standard Time': 'Asia/Tokyo',
  'Korea Standard Time': 'Asia/Seoul',
  'Cen. Australia Standard Time': 'Australia/Adelaide',
  'AUS Central Standard Time': 'Australia/Darwin',
  'E. Australia Standard Time': 'Australia/Brisbane',
  'AUS Eastern Standard Time': 'Australia/Sydney',
  'Tasmania Standard Time': 'Australia/Hobart',
  'West Pacific Standard Time': 'Pacific/Port_Moresby',
  'Vladivostok Standard Time': 'Asia/Vladivostok',
  'Central Pacific Standard Time': 'Pacific/Guadalcanal',
  'New Zealand Standard Time': 'Pacific/Auckland',
  'Fiji Standard Time': 'Pacific/Fiji',
  'Tonga Standard Time': 'Pacific/Tongatapu',
  'Samoa Standard Time': 'Pacific/Apia',
  UTC: 'UTC',
};

/** The towns in Exchange's long names, "(UTC+10:00) Canberra, Melbourne, Sydney". */
const LONG_NAMES: readonly (readonly [RegExp, string])[] = [
  [/brisbane/i, 'Australia/Brisbane'],
  [/canberra|melbourne|sydney/i, 'Australia/Sydney'],
  [/adelaide/i, 'Australia/Adelaide'],
  [/perth/i, 'Australia/Perth'],
  [/hobart/i, 'Australia/Hobart'],
  [/auckland|wellington/i, 'Pacific/Auckland'],
  [/amsterdam|berlin|bern|rome|vienna/i, 'Europe/Berlin'],
  [/brussels|copenhagen|madrid|paris/i, 'Europe/Paris'],
  [/belgrade|bratislava|budapest|prague|sarajevo|warsaw|zagreb/i, 'Europe/Warsaw'],
  [/dublin|edinburgh|lisbon|london/i, 'Europe/London'],
  [/helsinki|kyiv|kiev|riga|sofia|tallinn|vilnius/i, 'Europe/Helsinki'],
  [/eastern time/i, 'America/New_York'],
  [/central time/i, 'America/Chicago'],
  [/mountain time/i, 'America/Denver'],
  [/pacific time/i, 'America/Los_Angeles'],
  [/beijing|chongqing|urumqi/i, 'Asia/Shanghai'],
  [/osaka|sapporo|tokyo/i, 'Asia/Tokyo'],
  [/seoul/i, 'Asia/Seoul'],
  [/singapore|kuala lumpur/i, 'Asia/Singapore'],
  [/chennai|kolkata|mumbai|new delhi/i, 'Asia/Kolkata'],
];

/** The IANA zone behind a TZID: its own name, Windows' name, or a path or long name that ends in one. */
export function zoneOfTzid(tzid: string): string | undefined {
  const plain = tzid.replace(/^["']|["']$/g, '').trim();
  if (/^(?:utc|z|gmt|tzone:\/\/microsoft\/utc|etc\/utc)$/i.test(plain)) return 'UTC';
  if (/^[A-Za-z_]+\/[A-Za-z_/+-]+\d*$/.test(plain) && isKnownZone(plain)) return plain;
  const windows =
    WINDOWS[plain] ??
    WINDOWS[plain.replace(/ Daylight Time$/, ' Standard Time').replace(/ Summer Time$/, ' Standard Time')];
  if (windows !== undefined) return windows;
  const tail = /([A-Z][A-Za-z_]+\/[A-Z][A-Za-z_]+(?:\/[A-Z][A-Za-z_]+)?)$/.exec(plain)?.[1];
  if (tail !== undefined && isKnownZone(tail)) return tail;
  return LONG_NAMES.find(([pattern]) => pattern.test(plain))?.[1];
}

/** Whether a VTIMEZONE's clocks change by rules of years; others can keep ical.js searching for ever. */
export function canBeFollowed(definition: ICAL.Component): boolean {
  return definition.getAllSubcomponents().every((change) =>
    change.getAllProperties('rrule').every((property) => {
      const rule: unknown = property.getFirstValue();
      return rule instanceof ICAL.Recur && rule.freq === 'YEARLY';
    }),
  );
}

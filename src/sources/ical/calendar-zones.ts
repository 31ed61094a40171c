import ICAL from 'ical.js';
import { isKnownZone } from '../../domain/instant.ts';
import { canBeFollowed, zoneOfTzid } from '../announcement/decode/calendar-zones.ts';

/** A zone as a calendar means it. */
export interface CalendarZone {
  /** The record's zone at that time: an IANA name, or an offset where no name is known. */
  nameAt(local: Temporal.PlainDateTime): string;
  instantOf(local: Temporal.PlainDateTime): Temporal.Instant;
  localOf(instant: Temporal.Instant): Temporal.PlainDateTime;
}

/** Zones by TZID: by name, by Windows' name, by what the calendar itself defines. Undefined: nothing says what is meant. */
export interface CalendarZones {
  find(tzid: string): CalendarZone | undefined;
}

/** A zone of the time zone database. A time that is skipped or repeated is what RFC 5545 (3.3.5) says it is. */
export function namedZone(name: string): CalendarZone {
  return {
    nameAt: () => name,
    instantOf: (local) => local.toZonedDateTime(name, { disambiguation: 'compatible' }).toInstant(),
    localOf: (instant) => instant.toZonedDateTimeISO(name).toPlainDateTime(),
  };
}

/** `usual`: the zone to show where a definition without a name runs beside it. */
export function readZones(definitions: readonly string[], usual: string): CalendarZones {
  const defined = new Map<string, { readonly zone: ICAL.Timezone; readonly place?: string }>();
  for (const lines of definitions) {
    const definition = parseDefinition(lines);
    if (definition) defined.set(definition.tzid, definition);
  }
  const known = new Map<string, CalendarZone | undefined>();
  const find = (tzid: string): CalendarZone | undefined => {
    const definition = defined.get(tzid);
    const name = zoneOfTzid(tzid) ?? (definition?.place && zoneOfTzid(definition.place));
    if (name !== undefined && (!definition || isIana(tzid))) return namedZone(name);
    if (definition) return definedZone(definition.zone, name ?? usual);
    return isKnownZone(tzid) ? namedZone(tzid) : undefined;
  };
  return {
    find(tzid) {
      if (!known.has(tzid)) known.set(tzid, find(tzid));
      return known.get(tzid);
    },
  };
}

/** A name of the database counts before a definition beside it: definitions are often cut short to one year. */
function isIana(tzid: string): boolean {
  return /^[A-Za-z_]+\/[A-Za-z_/+-]+\d*$/.test(tzid) && isKnownZone(tzid);
}

function parseDefinition(
  lines: string,
): { readonly tzid: string; readonly zone: ICAL.Timezone; readonly place?: string } | undefined {
  try {
    const component = new ICAL.Component(ICAL.parse(lines));
    const tzid: unknown = component.getFirstPropertyValue('tzid');
    const place: unknown = component.getFirstPropertyValue('x-lic-location');
    if (typeof tzid !== 'string') return undefined;
    if (!canBeFollowed(component)) return undefined;
    const zone = new ICAL.Timezone(component);
    return { tzid, zone, ...(typeof place === 'string' ? { place } : {}) };
  } catch {
    // A definition that cannot be read defines nothing: the name alone has to do.
    return undefined;
  }
}

/** By the calendar's own rules; shown under a name where that agrees with them. */
function definedZone(zone: ICAL.Timezone, likely: string): CalendarZone {
  const offsetSeconds = (local: Temporal.PlainDateTime): number => {
    const { year, month, day, hour, minute, second } = local;
    return zone.utcOffset(
      new ICAL.Time({ year, month, day, hour, minute, second, isDate: false }, ICAL.Timezone.localTimezone),
    );
  };
  const instantOf = (local: Temporal.PlainDateTime): Temporal.Instant =>
    local
      .toZonedDateTime('UTC')
      .toInstant()
      .subtract({ seconds: offsetSeconds(local) });
  return {
    nameAt: (local) => {
      const offset = offsetText(offsetSeconds(local));
      return instantOf(local).toZonedDateTimeISO(likely).offset === offset ? likely : offset;
    },
    instantOf,
    // Near enough for the ends of rules, which this is for: a definition is asked for local times only.
    localOf: (instant) => {
      const utc = instant.toZonedDateTimeISO('UTC').toPlainDateTime();
      return utc.add({ seconds: offsetSeconds(utc) });
    },
  };
}

function offsetText(seconds: number): string {
  const minutes = Math.round(Math.abs(seconds) / 60);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${seconds < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

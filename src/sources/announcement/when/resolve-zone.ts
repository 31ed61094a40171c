import type { Span } from '../reading.ts';
import { readZoneAfter, readZoneBefore, type ZoneMention } from './read-zone.ts';

export type ZoneReading =
  | { readonly type: 'zone'; readonly zone: string; readonly span?: Span }
  | { readonly type: 'unsure'; readonly problem: string };

/** A place that the host or the venue names, with its zone. */
export interface NamedPlace extends Span {
  readonly zone: string;
}

/** The zone named beside a time, if any: after it, before it, or in its label. */
export function findZone(text: string, time: Span, label: Span | undefined): ZoneMention | undefined {
  const beside = readZoneAfter(text, time.end) ?? readZoneBefore(text, time.start);
  if (beside) return beside;
  if (!label) return undefined;
  const bracket = text.slice(label.start, label.end).search(/[(（]/);
  return bracket < 0 ? undefined : readZoneAfter(text, label.start + bracket);
}

const ALL_TIMES = /\b(?:all\s+)?times?\s+(?:are\s+)?(?:given\s+|shown\s+|listed\s+)?in\s+/giu;

/** "All times are in AEST." */
export function findGeneralZone(text: string, within: readonly Span[]): ZoneMention | undefined {
  for (const span of within) {
    for (const match of text.slice(span.start, Math.min(span.end, span.start + 400)).matchAll(ALL_TIMES)) {
      const zone = readZoneAfter(text, span.start + match.index + match[0].length);
      if (zone) return zone;
    }
  }
  return undefined;
}

/** Stated zone, else the zone of a named place, else the default. A name with several meanings is settled by place or default. */
export function resolveZone(
  text: string,
  stated: ZoneMention | undefined,
  places: readonly (readonly NamedPlace[])[],
  fallback: string,
  day: Temporal.PlainDate,
): ZoneReading {
  const group = places.find((candidates) => candidates.length > 0) ?? [];
  if (stated) return settle(text, stated, group, fallback, day);
  const [first] = group;
  if (!first) return { type: 'zone', zone: fallback };
  const differing = group.find((place) => offsetAt(place.zone, day) !== offsetAt(first.zone, day));
  if (differing) {
    return {
      type: 'unsure',
      problem: `"${text.slice(first.start, first.end)}" and "${text.slice(differing.start, differing.end)}" lie in different time zones.`,
    };
  }
  const own =
    offsetAt(first.zone, day) === offsetAt(fallback, day) && sameAllYear(first.zone, fallback, day.year);
  return own ? { type: 'zone', zone: fallback } : { type: 'zone', zone: first.zone, span: first };
}

function settle(
  text: string,
  stated: ZoneMention,
  group: readonly NamedPlace[],
  fallback: string,
  day: Temporal.PlainDate,
): ZoneReading {
  const { zones } = stated;
  const span = { start: stated.start, end: stated.end };
  const name = text.slice(span.start, span.end);
  const placed = group.find((place) =>
    zones.some((zone) => offsetAt(zone, day) === offsetAt(place.zone, day)),
  );
  if (name === 'GMT' && offsetAt('Europe/London', day) !== offsetAt('UTC', day)) {
    // In summer London's clock is not on GMT: only the strict meaning is left.
    return group.some((place) => place.zone === 'Europe/London')
      ? { type: 'unsure', problem: '"GMT" is not the time in Britain on that day.' }
      : { type: 'zone', zone: 'UTC', span };
  }
  const own = zones.find((zone) => zone === fallback || sameAllYear(zone, fallback, day.year));
  if (own !== undefined) return { type: 'zone', zone: fallback, span };
  if (placed)
    return {
      type: 'zone',
      zone: zones.find((zone) => offsetAt(zone, day) === offsetAt(placed.zone, day)) ?? placed.zone,
      span,
    };
  const [first] = zones;
  if (first === undefined) return { type: 'unsure', problem: `"${name}" is no known zone.` };
  const several = zones.some((zone) => offsetAt(zone, day) !== offsetAt(first, day));
  if (!several || /^[CM]ST$|^ACST$/.test(name)) {
    const han = /\p{Script=Han}/u.test(text.slice(0, 2000));
    return { type: 'zone', zone: name === 'CST' && han ? 'Asia/Shanghai' : first, span };
  }
  return { type: 'unsure', problem: `"${name}" stands for several time zones.` };
}

function offsetAt(zone: string, day: Temporal.PlainDate): number {
  return day.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from('12:00') })
    .offsetNanoseconds;
}

function sameAllYear(a: string, b: string, year: number): boolean {
  return [1, 4, 7, 10].every((month) => {
    const day = Temporal.PlainDate.from({ year, month, day: 15 });
    return offsetAt(a, day) === offsetAt(b, day);
  });
}

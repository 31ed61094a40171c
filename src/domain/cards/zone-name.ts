/** How a zone is named to people: its city ("Brisbane", "New York"), or its offset where it has none. */
export function nameZone(zone: string): string {
  if (/^(?:Etc\/)?(?:UTC|UCT|GMT|Zulu|Universal|Greenwich|GMT[+-]?0)$/.test(zone)) return 'UTC';
  // Etc/GMT-10 lies east of Greenwich (POSIX signs), and +10:00 is an offset already.
  if (zone.startsWith('Etc/') || /^[+-]\d/.test(zone)) return offsetAt(EPOCH, zone);
  if (zone.startsWith('US/') || zone.startsWith('Canada/')) return zone.replace('/', ' ');
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}

/** "UTC+10", "UTC+5:30", "UTC-3". */
export function offsetAt(instant: Temporal.Instant, zone: string): string {
  const minutes = Math.round(instant.toZonedDateTimeISO(zone).offsetNanoseconds / 60e9);
  const size = Math.abs(minutes);
  const rest = size % 60 === 0 ? '' : `:${String(size % 60).padStart(2, '0')}`;
  return `UTC${minutes < 0 ? '-' : '+'}${Math.floor(size / 60)}${rest}`;
}

const EPOCH = Temporal.Instant.fromEpochMilliseconds(0);

/** A calendar of these events, each a list of its lines; `extra` stands before them. */
export function aCalendar(events: readonly (readonly string[])[], extra: readonly string[] = []): string {
  const lines = events.flatMap((event) => ['BEGIN:VEVENT', ...event, 'END:VEVENT']);
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Rockpool//Tests//EN',
    ...extra,
    ...lines,
    'END:VCALENDAR',
    '',
  ].join('\r\n');
}

export function anEvent(uid: string, start: string, ...more: readonly string[]): readonly string[] {
  return [`UID:${uid}`, `DTSTART${start}`, ...more];
}

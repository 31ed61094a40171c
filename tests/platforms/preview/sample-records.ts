import { SeminarId, type SeriesId, SeriesId as SeriesName } from '../../../src/domain/ids.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import type { Seminar } from '../../../src/domain/seminar.ts';

/** People, titles and places are invented. */
export const SERIES: SeriesId = SeriesName.parse('data-science');

export const samplePolicy: Policy = {
  mode: 'live',
  timezone: 'Australia/Brisbane',
  locale: 'en-AU',
  dateOrder: 'day-first',
  workdays: ['MON', 'TUE', 'WED', 'THU', 'FRI'],
  closed: [],
  audience: 'public',
  operators: [],
  series: [
    {
      id: SERIES,
      name: 'Data Science Seminar',
      host: 'School of Imaginary Engineering',
      about: 'The weekly seminar of the data science group. Everybody is welcome.',
      organisers: [],
    },
  ],
  routes: [],
  digests: [],
  guard: { burst: 5, largeChannel: 500 },
  command: '/seminar',
  retention: { ledger: 400, people: 90, rawText: 30, attendance: 7 },
};

/** A public, published, hybrid seminar in three days, unless told otherwise. */
export function makeSeminar(id: string, fields: Partial<Seminar> = {}): Seminar {
  const start = fields.start ?? daysAhead(3);
  return {
    id: SeminarId.parse(id),
    series: SERIES,
    kind: 'HDR Progress Review 1 Confirmation Seminar',
    title: 'Learning to read flood plains from glider photographs',
    speakers: [
      {
        name: 'Mirabel Ottoway',
        affiliation: 'University of Tidewater',
        bio: 'Mirabel Ottoway flies gliders over rivers and lets computers look at the pictures.\n\nShe is in the second year of her doctorate.',
      },
    ],
    abstract:
      'Floods redraw the maps of low country faster than surveyors can. We ask what a single glider with a camera can learn in one afternoon.\n\nThe talk shows a model that reads the age of a flood plain from the shade of its grass, and where it fails.',
    venue: {
      room: '78-420',
      building: 'Example House',
      map: 'https://maps.example.org/78',
      online: {
        url: 'https://example.zoom.us/j/12345678901',
        meetingId: '123 4567 8901',
        passcode: 'otter-42',
      },
    },
    timezone: 'Australia/Brisbane',
    status: 'scheduled',
    audience: 'public',
    tags: [],
    publication: 'published',
    revision: 1,
    epoch: 1,
    sequence: 0,
    changedAt: Temporal.Instant.from('2026-11-01T00:00:00Z'),
    end: start.add({ hours: 1 }),
    ...fields,
    start,
  };
}

export function daysAhead(days: number): Temporal.Instant {
  const day = Temporal.Now.zonedDateTimeISO('Australia/Brisbane').add({ days });
  return day
    .with({ hour: 11, minute: 0, second: 0, millisecond: 0, microsecond: 0, nanosecond: 0 })
    .toInstant();
}

/** 6,000 words in 40 paragraphs. */
export const LONG_ABSTRACT: string = Array.from({ length: 40 }, (_, paragraph) =>
  Array.from(
    { length: 15 },
    (_, sentence) => `Paragraph ${paragraph + 1} goes on about rivers in sentence ${sentence + 1}.`,
  ).join(' '),
).join('\n\n');

import fc from 'fast-check';
import type { CardContext, CardSubject } from '../../../src/domain/cards/subject.ts';
import { ChannelId, SeminarId } from '../../../src/domain/ids.ts';
import type { OnlineSession, Seminar, Speaker, Venue } from '../../../src/domain/seminar.ts';
import type { Surface } from '../../../src/domain/viewer.ts';
import { bareSeminar, SERIES, START, sampleContext } from './sample-seminar.ts';

const NASTY = [
  '<!channel> @here',
  '{{DATE(2026-12-03)}}',
  '**bold** [a](b)',
  '𝔘𝔫𝔦 👩‍🔬',
  'TBA',
  'الفيضان',
  '洪水。予測',
  '\ud83d',
];

function anyText(longest: number): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom(...NASTY),
    fc.lorem({ maxCount: 30 }),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
    // One word without a gap, and many words: what shortening must cope with.
    fc.integer({ min: 1, max: longest }).map((length) => 'x'.repeat(length)),
    fc.integer({ min: 1, max: longest }).map((length) => 'word and '.repeat(length / 9 + 1).slice(0, length)),
  );
}

const CHANNEL_ID = ChannelId.parse('slack:T1/C1');

const anyUrl = fc.constantFrom(
  'https://example.zoom.us/j/1?pwd=a',
  'https://meet.example.org/x',
  'http://a.example',
);

const anySpeaker: fc.Arbitrary<Speaker> = fc.record(
  { name: anyText(200), affiliation: anyText(300), bio: anyText(3000), url: anyUrl },
  { requiredKeys: ['name'] },
);

const anySession: fc.Arbitrary<OnlineSession> = fc.record(
  { provider: anyText(40), url: anyUrl, meetingId: anyText(30), passcode: anyText(30) },
  { requiredKeys: [] },
);

const anyVenue: fc.Arbitrary<Venue> = fc.record(
  { room: anyText(120), building: anyText(200), map: anyUrl, online: anySession },
  { requiredKeys: [] },
);

const anyZone = fc.constantFrom(
  'Australia/Brisbane',
  'Asia/Kolkata',
  'America/New_York',
  'Pacific/Apia',
  'UTC',
  'Etc/GMT-10',
);

/** Within some weeks of the sample's start, to the second. */
export const anyInstant = fc
  .integer({ min: -3_000_000, max: 3_000_000 })
  .map((seconds) => START.add({ seconds }));

export const anySeminar: fc.Arbitrary<Seminar> = fc
  .record(
    {
      series: fc.constant(SERIES.id),
      kind: anyText(120),
      host: anyText(200),
      title: anyText(700),
      speakers: fc.array(anySpeaker, { maxLength: 14 }),
      abstract: fc
        .array(anyText(9000), { minLength: 1, maxLength: 6 })
        .map((paragraphs) => paragraphs.join('\n\n')),
      start: anyInstant,
      end: anyInstant,
      date: fc.constant(Temporal.PlainDate.from('2026-12-03')),
      timezone: anyZone,
      venue: anyVenue,
      status: fc.constantFrom('scheduled', 'scheduled', 'scheduled', 'cancelled', 'postponed'),
      statusReason: anyText(900),
      audience: fc.constantFrom('public', 'members'),
      chair: anyText(100),
      panel: fc.array(anyText(100), { maxLength: 9 }),
      slides: anyUrl,
      recorded: fc.boolean(),
      recording: anyUrl,
      note: anyText(900),
      about: anyText(3000),
    } as const,
    { requiredKeys: [] },
  )
  .map((fields) => bareSeminar(fields));

export const anySurface: fc.Arbitrary<Surface> = fc.oneof(
  fc
    .record({
      joinLink: fc.constantFrom('always', 'reminder', 'never'),
      audience: fc.constantFrom('public', 'members'),
      releasesAt: anyInstant,
    })
    .map((rules): Surface => ({ type: 'channel', channel: CHANNEL_ID, ...rules })),
  fc
    .record({
      joinLink: fc.constantFrom('always', 'reminder', 'never'),
      standing: fc.constantFrom('guest', 'member', 'organiser'),
      releasesAt: anyInstant,
    })
    .map(({ standing, ...rules }): Surface => ({ type: 'answer', viewer: { standing }, ...rules })),
  fc.constant<Surface>({ type: 'public' }),
);

export const anyContext: fc.Arbitrary<CardContext> = fc
  .record({
    now: anyInstant,
    surface: anySurface,
    locale: fc.constantFrom('en-AU', 'en-US', 'de-DE', 'zh-CN', 'ar'),
    publicUrl: fc.constantFrom('https://talks.example.edu'),
  })
  .map((over) => sampleContext(over));

const anyMaterial = fc.record(
  {
    start: anyInstant.map((instant) => instant.toString()),
    place: anyText(300),
    link: anyUrl,
    speakers: anyText(600),
    title: anyText(700),
    status: fc.constantFrom('scheduled', 'cancelled', 'postponed'),
  },
  { requiredKeys: ['status'] },
);

/** Subjects about one seminar, of every kind. */
export const anySubject: fc.Arbitrary<CardSubject> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('announcement', 'reminder', 'startingNow', 'followUp', 'calendar'),
    seminar: anySeminar,
  }),
  fc.record({ kind: fc.constant('show'), seminar: anySeminar, part: fc.integer({ min: -1, max: 40 }) }),
  fc.record({ kind: fc.constant('change'), seminar: anySeminar, before: anyMaterial, after: anyMaterial }),
  fc.record({ kind: fc.constant('note'), seminar: anySeminar, text: anyText(3000) }),
  fc.record({ kind: fc.constant('message'), text: anyText(3000), seminar: anySeminar }),
  fc.record({
    kind: fc.constant('list'),
    heading: anyText(400),
    seminars: fc.array(anySeminar, { maxLength: 30 }),
    empty: fc.constant('Nothing is scheduled.'),
  }),
  fc.record({
    kind: fc.constant('digest'),
    seminars: fc.array(anySeminar, { maxLength: 30 }),
    from: fc.constant(START),
    to: fc.constant(START.add({ hours: 168 })),
    closed: fc.array(anyText(60), { maxLength: 2 }),
  }),
  fc.record({ kind: fc.constant('help'), organiser: fc.boolean() }),
  fc.record({
    kind: fc.constant('report'),
    report: fc.record({
      heading: anyText(400),
      lead: anyText(2000),
      items: fc.array(
        fc.record({
          title: anyText(300),
          lines: fc.array(anyText(400), { maxLength: 8 }),
          action: fc.constant({ type: 'ask', label: 'Resume', intent: { type: 'resume' } } as const),
        }),
        { maxLength: 30 },
      ),
    }),
  }),
);

export function seminarNumber(index: number): SeminarId {
  return SeminarId.parse(`sample${String(index).padStart(2, '0')}`);
}

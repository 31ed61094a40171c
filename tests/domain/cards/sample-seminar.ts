import type { Card, CardBlock, Inline } from '../../../src/domain/card.ts';
import type { CardContext } from '../../../src/domain/cards/subject.ts';
import { ChannelId, PersonId, SeminarId, SeriesId } from '../../../src/domain/ids.ts';
import type { Seminar } from '../../../src/domain/seminar.ts';
import type { Surface } from '../../../src/domain/viewer.ts';

/** 11:00 on Thursday 3 December 2026 in Brisbane. */
export const START = Temporal.Instant.from('2026-12-03T01:00:00Z');
export const RELEASE = START.subtract({ minutes: 15 });

export const SERIES = {
  id: SeriesId.parse('river-studies'),
  name: 'River Studies Seminar',
  organisers: [],
} as const;

export function sampleSeminar(over: Partial<Seminar> = {}): Seminar {
  return {
    id: SeminarId.parse('k3m9x2pq'),
    series: SERIES.id,
    kind: 'HDR Progress Review 1 Confirmation Seminar',
    host: 'School of Invented Waters',
    title: 'Flood forecasting at street level',
    speakers: [{ name: 'Mira Okafor', affiliation: 'University of Example', bio: 'Mira measures rivers.' }],
    abstract: 'Streets flood before gauges do.\n\nWe show how to know it an hour earlier.',
    start: START,
    end: START.add({ hours: 1 }),
    timezone: 'Australia/Brisbane',
    venue: {
      room: '78-420',
      building: 'Example House',
      map: 'https://maps.example.edu/78',
      online: { url: 'https://example.zoom.us/j/123', meetingId: '123 4567', passcode: 'river-4711' },
    },
    status: 'scheduled',
    audience: 'members',
    tags: [],
    publication: 'published',
    revision: 1,
    epoch: 0,
    sequence: 0,
    changedAt: START.subtract({ hours: 400 }),
    ...over,
  };
}

/** A seminar of which hardly anything is known. */
export function bareSeminar(over: Partial<Seminar> = {}): Seminar {
  const { id, timezone, status, audience, tags, publication, revision, epoch, sequence, changedAt } =
    sampleSeminar();
  return {
    id,
    timezone,
    status,
    audience,
    tags,
    publication,
    revision,
    epoch,
    sequence,
    changedAt,
    speakers: [],
    venue: {},
    ...over,
  };
}

export const CHANNEL: Surface = {
  type: 'channel',
  channel: ChannelId.parse('slack:T1/C1'),
  audience: 'members',
  joinLink: 'reminder',
  releasesAt: RELEASE,
};

export const ANSWER: Surface = {
  type: 'answer',
  viewer: { person: PersonId.parse('slack:T1/U1'), standing: 'member' },
  joinLink: 'reminder',
  releasesAt: RELEASE,
};

/** A day before the sample seminar, in a channel that releases the link a quarter of an hour before it. */
export function sampleContext(over: Partial<CardContext> = {}): CardContext {
  return {
    now: START.subtract({ hours: 24 }),
    locale: 'en-AU',
    timezone: 'Australia/Brisbane',
    surface: CHANNEL,
    command: '/seminar',
    seriesOf: (seminar) => (seminar.series === SERIES.id ? SERIES : undefined),
    ...over,
  };
}

/** Everything that a card says in blocks, one line a text, as a reader meets it. */
export function textOf(card: Card): string {
  return card.blocks.flatMap(textsOf).join('\n');
}

export function labelsOf(card: Card): readonly string[] {
  return card.blocks.flatMap((block) =>
    block.type === 'actions' ? block.actions.map((action) => action.label) : [],
  );
}

export function urlsOf(card: Card): readonly string[] {
  return [...JSON.stringify(card.blocks).matchAll(/"url":"([^"]*)"/g)].map((match) => match[1] ?? '');
}

function textsOf(block: CardBlock): readonly string[] {
  switch (block.type) {
    case 'banner':
    case 'paragraph':
    case 'footnote':
      return [lineText(block.inlines)];
    case 'eyebrow':
    case 'title':
      return [block.text];
    case 'facts':
      return block.facts.flatMap(({ label, lines }) => lines.map((line) => `${label}: ${lineText(line)}`));
    case 'fold':
      return [block.heading, block.preview, block.label, ...block.paragraphs].filter(
        (text) => text !== undefined,
      );
    case 'list':
      return block.items.flatMap((item) => [item.title, ...item.lines.map(lineText)]);
    case 'divider':
      return [];
    case 'actions':
      return block.actions.map((action) => action.label);
  }
}

function lineText(inlines: readonly Inline[]): string {
  return inlines.map((inline) => inline.text).join('');
}

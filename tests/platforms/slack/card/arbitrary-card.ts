import fc from 'fast-check';
import type { Action, Card, CardBlock, Fact, Inline, ListItem } from '../../../../src/domain/card.ts';
import { SeminarId } from '../../../../src/domain/ids.ts';

const seminar = SeminarId.parse('k3m9x2pq');

/** Any text that a record may hold: short, long, of any script, with what Slack would obey if it read it. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom('', ' ', '\n\n', '<!channel>', '&&&&', '*a* _b_', 'a|b>c', '\u0000', '\ud800'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).map((word) => `${word} `.repeat(700)),
  fc.nat(9000).map((length) => 'x'.repeat(length)),
);

const url = fc.oneof(
  fc.constantFrom(
    'https://zoom.example/j/1',
    'http://room.example',
    'webcal://feed.example/a.ics',
    'nonsense',
    '',
  ),
  fc.nat(4000).map((length) => `https://long.example/${'a'.repeat(length)}`),
);

const instant = fc
  .integer({ min: 0, max: 4_000_000_000 })
  .map((seconds) => Temporal.Instant.fromEpochMilliseconds(seconds * 1000));

const inline: fc.Arbitrary<Inline> = fc.oneof(
  fc.record({ type: fc.constant('text' as const), text, strong: fc.boolean(), struck: fc.boolean() }),
  fc.record({ type: fc.constant('link' as const), text, url }),
  fc.record({
    type: fc.constant('time' as const),
    start: instant,
    timezone: fc.constantFrom('Australia/Lord_Howe', 'Asia/Kolkata', 'America/New_York', 'UTC'),
    text,
  }),
  fc.record({ type: fc.constant('relative' as const), text }),
);
const inlines = fc.array(inline, { maxLength: 6 });
const lines = fc.array(inlines, { maxLength: 14 });

const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ type: fc.constant('open' as const), label: text, url, primary: fc.boolean() }),
  fc.record({
    type: fc.constant('ask' as const),
    label: text,
    intent: fc.constant({ type: 'show', seminar } as const),
    spoken: text,
  }),
  fc.record({
    type: fc.constant('ask' as const),
    label: text,
    intent: fc.record({ type: fc.constant('search' as const), words: text }),
  }),
);

const fact: fc.Arbitrary<Fact> = fc.record({ label: text, lines });
const item: fc.Arbitrary<ListItem> = fc.oneof(
  fc.record({ title: text, lines, action }),
  fc.record({ title: text, lines, struck: fc.boolean() }),
);

const block: fc.Arbitrary<CardBlock> = fc.oneof(
  fc.record({
    type: fc.constant('banner' as const),
    tone: fc.constantFrom('neutral' as const, 'stopped' as const),
    inlines,
  }),
  fc.record({ type: fc.constant('eyebrow' as const), text }),
  fc.record({ type: fc.constant('title' as const), text, struck: fc.boolean() }),
  fc.record({ type: fc.constant('facts' as const), facts: fc.array(fact, { maxLength: 6 }) }),
  fc.record({ type: fc.constant('paragraph' as const), inlines }),
  fc.record({
    type: fc.constant('fold' as const),
    label: text,
    heading: text,
    preview: text,
    paragraphs: fc.array(text, { maxLength: 3 }),
    intent: fc.constant({ type: 'show', seminar } as const),
  }),
  fc.record({ type: fc.constant('list' as const), items: fc.array(item, { maxLength: 40 }) }),
  fc.record({ type: fc.constant('divider' as const) }),
  fc.record({ type: fc.constant('footnote' as const), inlines }),
  fc.record({ type: fc.constant('actions' as const), actions: fc.array(action, { maxLength: 8 }) }),
);

/** Cards as wild as records can make them, in the shape that cards have: each kind of block at most a few times. */
export const arbitraryCard: fc.Arbitrary<Card> = fc.record({
  kind: fc.constant('announcement' as const),
  summary: fc.oneof(
    text.map((some) => `Seminar ${some}`),
    fc.nat(9000).map((length) => `&${'<'.repeat(length)}`),
  ),
  blocks: fc.array(block, { minLength: 1, maxLength: 12 }),
});

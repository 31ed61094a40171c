import type { RateLimits } from '../../ports/chat-platform.ts';

/** Everything about Teams that is a number, in one place. */

/** Schema version: the newest that Teams draws on all its clients. Action.Execute needs 1.4 or later. */
export const CARD_VERSION = '1.5';

export const CARD_LIMITS = {
  /**
   * UTF-8 bytes of a whole outgoing activity. Pages of Microsoft's say 100 KB, older ones 40 KB, those on webhooks 28 KB:
   * the least of them holds everywhere.
   */
  activityBytes: 28_000,
  /** What the activity adds around its card: addresses, summary. Kept free when a card is fitted. */
  envelopeBytes: 3_000,
  /** Buttons in one row: Teams shows no more than six and drops the others. */
  actionsPerSet: 6,
  /** Code units. Longer titles are shortened at a word: beyond this a card no longer says anything at a glance. */
  title: 300,
  /** Code units of a button's label. */
  actionTitle: 80,
  /** Code units of what a screen reader says of a button. */
  tooltip: 200,
  /** Code units of the notification banner, which phones cut near this length anyway. */
  summary: 500,
  /** Code units of what is read aloud in place of the card. */
  speak: 1_000,
  /** Code units of a short answer shown beside the card that was pressed. */
  message: 300,
} as const;

/**
 * How much of a card is shown, from all of it to the least, until it fits: first less of what is folded away, then fewer
 * items and shorter paragraphs. Code units; `items` counts those of one list, `lines` those of one fact.
 */
export interface Allowance {
  readonly fold: number;
  readonly paragraph: number;
  readonly items: number;
  readonly lines: number;
}

const FREE: Allowance = { fold: Number.POSITIVE_INFINITY, paragraph: 20_000, items: 200, lines: 100 };

export const ALLOWANCES: readonly [Allowance, ...Allowance[]] = [
  FREE,
  ...[16_000, 12_000, 8_000, 6_000, 4_000, 2_500, 1_500, 800, 0].map((fold) => ({ ...FREE, fold })),
  { fold: 0, paragraph: 2_000, items: 50, lines: 30 },
  { fold: 0, paragraph: 800, items: 25, lines: 15 },
  { fold: 0, paragraph: 300, items: 10, lines: 6 },
];

/**
 * Microsoft's page on rate limiting of bots: a bot and conversation may send 7 in 1 s, 8 in 2 s, 60 in 30 s and 1,800 in
 * an hour; an app and tenant 50 a second, of which edits and removals have 15 of their own, so that a wave of edits never
 * holds up what has to be said.
 */
export const RATE_LIMITS: RateLimits = {
  channel: [
    { count: 7, ms: 1_000 },
    { count: 8, ms: 2_000 },
    { count: 60, ms: 30_000 },
    { count: 1_800, ms: 3_600_000 },
  ],
  lane: [{ count: 35, ms: 1_000 }],
  edits: [{ count: 15, ms: 1_000 }],
  // Ours: enough to use the whole rate with answers that take five seconds; what is due at once is begun in large groups.
  inFlight: 256,
};

export const TIMING = {
  /** The longest that a call to Teams takes. */
  callMs: 10_000,
  /** Teams gives up on a press after some 15 s: an answer must have left by then. */
  pressMs: 8_000,
  /** How long a person's standing in a conversation is believed. */
  standingMs: 3_600_000,
  /** How often, at most, the list of a team's channels is asked for again. */
  listsMs: 60_000,
  /** Where Teams throttles without saying for how long. */
  throttledMs: 5_000,
} as const;

/** Messages remembered so that a second delivery is not answered: for longer than one is repeated, and no more than fit. */
export const SEEN = { keptMs: 600_000, most: 20_000 } as const;

/** Bytes of a request to the bot. The Bot Framework's activities stay below 256 KB. */
export const REQUEST_BYTES = 262_144;

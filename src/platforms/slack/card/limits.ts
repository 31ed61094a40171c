/**
 * What Slack takes, in UTF-16 code units and counts. Sources: docs.slack.dev/reference/block-kit/blocks and
 * …/block-elements/button-element (each block's and element's own page), docs.slack.dev/reference/methods/chat.postMessage
 * (text). The renderer keeps to this table, and `check-message.ts` holds every message against it before it is sent.
 */
export const LIMITS = {
  /** Blocks of one message. */
  blocks: 50,
  headerText: 150,
  contextElements: 10,
  /** The page names none; that of a section's field is the smallest of any text. */
  contextText: 2000,
  actionElements: 25,
  buttonText: 75,
  buttonValue: 2000,
  buttonUrl: 3000,
  accessibilityLabel: 75,
  actionId: 255,
  /** Advised for the text beside blocks; 40,000 are refused. */
  text: 4000,
  /**
   * Over all blocks together. Undocumented: 9,600 were seen to be accepted, 11,300 refused as `msg_blocks_too_long`.
   */
  totalText: 9000,
} as const;

/** How much room each part of a card may take, so that the essentials never starve. Ours, not Slack's. */
export const ROOM = {
  banner: 600,
  eyebrow: 300,
  title: 600,
  factLabel: 60,
  factLine: 700,
  facts: 3500,
  heading: 150,
  /** Of a fold's button. */
  label: LIMITS.buttonText,
  footnote: 800,
  /** Lines about buttons that Slack would refuse. */
  notes: 5,
  /** A paragraph or an item with less room than this is left out rather than begun. */
  least: 60,
} as const;

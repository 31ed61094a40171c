import type { Intent } from './intent.ts';
import type { NoticeKind } from './notice.ts';

/**
 * A card is plain data without a platform: what to show, in reading order. Each platform has a pure renderer.
 * Strings are untrusted and unescaped; renderers escape them. Nothing here is markup.
 */
export interface Card {
  readonly kind: NoticeKind | 'reply';
  /** All the essentials as one plain text (title, who, when with zone, where, link): read aloud, notified, searched. */
  readonly summary: string;
  readonly blocks: readonly CardBlock[];
}

export type CardBlock =
  /** Rehearsal mark, "Cancelled", "New room": one sentence above all else. */
  | { readonly type: 'banner'; readonly tone: Tone; readonly inlines: readonly Inline[] }
  /** Small line above the title: kind and series. */
  | { readonly type: 'eyebrow'; readonly text: string }
  | { readonly type: 'title'; readonly text: string; readonly struck?: boolean }
  /** Who, when, where, how to join. */
  | { readonly type: 'facts'; readonly facts: readonly Fact[] }
  | { readonly type: 'paragraph'; readonly inlines: readonly Inline[] }
  /**
   * One press away: `label` opens `paragraphs`. Where a platform cannot unfold in place, pressing runs `intent`.
   * `preview` is shown at once and goes before them: they hold what follows it, never it again.
   */
  | {
      readonly type: 'fold';
      readonly label: string;
      readonly heading?: string;
      readonly preview?: string;
      readonly paragraphs: readonly string[];
      readonly intent: Intent;
    }
  /** Look-ups and digests: one line a seminar, with its own link or button. */
  | { readonly type: 'list'; readonly items: readonly ListItem[] }
  | { readonly type: 'divider' }
  | { readonly type: 'footnote'; readonly inlines: readonly Inline[] }
  | { readonly type: 'actions'; readonly actions: readonly Action[] };

export type Tone = 'neutral' | 'good' | 'changed' | 'stopped';

export interface Fact {
  /** "When", "Where", "Join", "Speaker". Never shown with nothing behind it. */
  readonly label: string;
  /** One entry a line. */
  readonly lines: readonly (readonly Inline[])[];
}

export interface ListItem {
  readonly title: string;
  readonly struck?: boolean;
  readonly lines: readonly (readonly Inline[])[];
  readonly action?: Action;
}

export type Inline =
  | { readonly type: 'text'; readonly text: string; readonly strong?: boolean; readonly struck?: boolean }
  | { readonly type: 'link'; readonly text: string; readonly url: string; readonly strong?: boolean }
  /**
   * A time. `text` says it in the venue's zone and names that zone; a platform that can adds the reader's own time
   * behind it (Slack: `<!date^…>`), leaving it out where `start` is a whole day.
   */
  | {
      readonly type: 'time';
      readonly start: Temporal.Instant;
      readonly end?: Temporal.Instant;
      readonly timezone: string;
      readonly text: string;
    }
  /** "in 15 minutes", "started 3 minutes ago": left out of the hash of what a post shows. */
  | { readonly type: 'relative'; readonly text: string };

export type Action =
  /** Opens an address. `label` makes sense alone, e.g. "Join on Zoom". */
  | {
      readonly type: 'open';
      readonly label: string;
      readonly url: string;
      readonly primary?: boolean;
      readonly spoken?: string;
    }
  /** Hands an intent to the desk; the answer is for the one who pressed. */
  | {
      readonly type: 'ask';
      readonly label: string;
      readonly intent: Intent;
      readonly primary?: boolean;
      /** The label for screen readers, where the short one needs its context ("Remind me of …"). */
      readonly spoken?: string;
    };

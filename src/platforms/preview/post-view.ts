import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import type { Card } from '../../domain/card.ts';
import { writeClock, writeDay } from '../../domain/cards/dates.ts';
import type { ChannelId, MessageId } from '../../domain/ids.ts';
import type { Policy } from '../../domain/policy.ts';
import type { CardDrawings } from './card-drawings.ts';
import { jsonForScript } from './html-text.ts';
import type { ShownPost } from './shown-post.ts';

export type Markup = ReturnType<typeof html>;

export interface PostView {
  /** Draws these cards ahead, without holding up others. */
  prepare(cards: readonly Card[], usable: boolean): Promise<void>;
  /** A message of a channel. `usable`: its buttons work. */
  post(post: ShownPost, usable: boolean): Markup;
  /** A card that nobody has been sent, with what belongs to it. */
  draft(card: Card, id: string, below: Markup): Markup;
  /** The answer to one who asked. It is kept nowhere, so it carries its copies with it as `copies`. */
  answer(card: Card, asked: string, now: Temporal.Instant, copies: unknown): Markup;
}

export function createPostView(policy: Policy, drawings: CardDrawings): PostView {
  async function drawCard(card: Card, usable: boolean): Promise<Awaited<Markup>> {
    const { slack, teams } = await drawings.draw(card, usable);
    return html`<div class="as-slack"><div class="slack-drawing">${raw(slack)}</div></div>
<div class="as-teams"><script type="application/json">${raw(teams)}</script></div>`;
  }

  function writeTime(instant: Temporal.Instant): Markup {
    const { timezone, locale } = policy;
    const day = writeDay(instant, timezone, locale, 'short');
    return html`<time datetime="${instant.toString()}" data-clock>${day}, ${writeClock(instant, timezone, locale)}</time>`;
  }

  return {
    prepare: drawings.prepare,

    post(post, usable) {
      const edited = post.editedAt ? html` <span class="edited">(edited)</span>` : '';
      return html`<article class="post" id="${postElementId(post.channel, post.message)}" data-message="${post.message}"${post.thread === undefined ? '' : html` data-thread="${post.thread}"`} aria-label="${labelOf(post.card)}">
<div class="avatar" aria-hidden="true"></div>
<div class="post-body">
<p class="byline"><b>Lectern</b> <span class="badge">App</span> ${writeTime(post.postedAt)}${edited}</p>
${drawCard(post.card, usable)}
${copyBar(usable ? moreMenu() : html``)}
<div class="answers" aria-live="polite"></div>
</div>
</article>`;
    },

    draft(card, id, below) {
      return html`<article class="post draft" id="${id}" aria-label="${labelOf(card)}">
<div class="avatar" aria-hidden="true"></div>
<div class="post-body">
${drawCard(card, true)}
${below}
<div class="answers" aria-live="polite"></div>
</div>
</article>`;
    },

    answer(card, asked, now, copies) {
      return html`<article class="post answer" aria-label="Answer: ${labelOf(card)}">
<div class="avatar" aria-hidden="true"></div>
<div class="post-body">
<p class="only-you"><svg viewBox="0 0 16 16" aria-hidden="true"><path d="M8 3.5C4.6 3.5 2 6.4 1.2 8c.8 1.6 3.4 4.5 6.8 4.5s6-2.9 6.8-4.5C14 6.4 11.4 3.5 8 3.5Zm0 7.3A2.8 2.8 0 1 1 8 5.2a2.8 2.8 0 0 1 0 5.6Z"/></svg> Only you see this<span class="asked">${asked}</span></p>
<p class="byline"><b>Lectern</b> <span class="badge">App</span> ${writeTime(now)}</p>
${drawCard(card, true)}
${copyBar(dismissButton())}
<script type="application/json" class="copies-data">${raw(jsonForScript(copies))}</script>
</div>
</article>`;
    },
  };
}

/** An element id: channel ids hold characters that are awkward in selectors. */
export function postElementId(channel: ChannelId, message: MessageId): string {
  return `post-${shortHash(channel)}-${message}`;
}

export function channelElementId(channel: ChannelId): string {
  return `channel-${shortHash(channel)}`;
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 10);
}

function dismissButton(): Markup {
  return html`<button type="button" class="dismiss" data-dismiss aria-label="Dismiss this answer">Dismiss</button>`;
}

/** Filled when it is opened. */
function moreMenu(): Markup {
  return html`<div class="more"><button type="button" data-more aria-expanded="false" aria-label="More that can be done about this">More</button><div class="more-menu" data-menu hidden></div></div>`;
}

function copyBar(behind: Markup): Markup {
  return html`<div class="copies" role="group" aria-label="Copy this card">
<span class="copies-label" aria-hidden="true">Copy for</span>
<button type="button" data-copy="mail" aria-label="Copy for a mail">Mail</button>
<button type="button" data-copy="slack" aria-label="Copy for Slack">Slack</button>
<button type="button" data-copy="teams" aria-label="Copy for Teams">Teams</button>
<button type="button" data-copy="blockKit" class="for-slack" aria-label="Copy the Block Kit JSON">JSON</button>
<button type="button" data-copy="adaptiveCard" class="for-teams" aria-label="Copy the Adaptive Card JSON">JSON</button>
${behind}
</div>`;
}

function labelOf(card: Card): string {
  return card.summary.length > 160 ? `${card.summary.slice(0, 159)}…` : card.summary;
}

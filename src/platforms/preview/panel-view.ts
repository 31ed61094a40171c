import { html } from 'hono/html';
import { type ChannelId, splitChannelId } from '../../domain/ids.ts';
import type { Policy } from '../../domain/policy.ts';
import type { WaitingCard } from '../../ports/waiting-list.ts';
import type { ChannelState } from './channel-state.ts';
import { renderState } from './channel-state-view.ts';
import { renderDrafts } from './drafts-view.ts';
import { channelElementId, type Markup, type PostView } from './post-view.ts';
import { DIRECT_CHANNEL, placeName } from './preview-address.ts';
import type { ShownPost } from './shown-post.ts';

export interface PanelContent {
  readonly channels: readonly ChannelContent[];
  /** Only for the person at this machine. */
  readonly waiting: readonly WaitingCard[];
  /** Where the stream of changes is to be taken up. */
  readonly cursor: string;
  readonly local: boolean;
  readonly drawing: 'slack' | 'teams';
}

export interface ChannelContent {
  readonly channel: ChannelId;
  /** Oldest first. */
  readonly posts: readonly ShownPost[];
  readonly state: ChannelState;
}

export function renderPanel(content: PanelContent, policy: Policy, view: PostView): Markup {
  const { channels, waiting, cursor, local, drawing } = content;
  const current = channels.toSorted((a, b) => latestOf(b) - latestOf(a))[0];
  return html`<section class="panel" id="channels" tabindex="-1" aria-labelledby="channels-heading" data-panel data-cursor="${cursor}" data-drawing="${drawing}"${local ? html` data-local` : ''}>
<header class="panel-head">
<div>
<h2 id="channels-heading">Channels</h2>
<p class="panel-note">${modeNote(policy, local)}</p>
</div>
<p class="live" data-live hidden><span class="live-dot" aria-hidden="true"></span><span data-live-text>Live</span></p>
<fieldset class="switch">
<legend>Drawn as in</legend>
<label><input type="radio" name="drawing" value="slack"${drawing === 'slack' ? html` checked` : ''}><span>Slack</span></label>
<label><input type="radio" name="drawing" value="teams"${drawing === 'teams' ? html` checked` : ''}><span>Teams</span></label>
</fieldset>
</header>
${local ? renderBox(policy) : ''}
${local ? renderDrafts(waiting, view) : ''}
<nav class="tabs" aria-label="Channels"><ul>${channels.map((one) => renderTab(one.channel, one.posts.length, one === current))}</ul></nav>
<noscript><p class="empty">Without JavaScript this page shows what stood here when it was loaded, as Slack draws it.</p></noscript>
${channels.map((one) => renderChannel(one, { policy, local, view, current: one === current }))}
${channels.length === 0 ? html`<p class="empty">Nothing public has been posted yet.</p>` : ''}
<div class="visually-hidden" role="status" data-announce></div>
</section>`;
}

function modeNote(policy: Policy, local: boolean): string {
  if (!local) return 'What was posted about public seminars.';
  return policy.mode === 'rehearsal'
    ? 'Rehearsal: nothing leaves this page. What would go to Slack or Teams is marked with its channel.'
    : 'What is posted to the preview. Other channels are posted to for real.';
}

function renderBox(policy: Policy): Markup {
  const examples = ['next', 'week', 'list', 'help'];
  return html`<form class="ask" data-ask>
<label for="ask-words">Try a command</label>
<div class="ask-line">
<span class="ask-prompt" aria-hidden="true">${policy.command}</span>
<input id="ask-words" name="words" type="text" autocomplete="off" autocapitalize="none" spellcheck="false" maxlength="500" placeholder="next" aria-describedby="ask-examples">
<button type="submit">Ask</button>
</div>
<p class="examples" id="ask-examples"><span>For example</span> ${examples.map((word) => html`<button type="button" data-words="${word}">${word}</button> `)}</p>
<p class="ask-problem" role="alert" data-problem hidden></p>
<div class="answers" data-answers aria-live="polite"></div>
</form>`;
}

function renderTab(channel: ChannelId, count: number, current: boolean): Markup {
  return html`<li><a href="#${channelElementId(channel)}" data-tab="${channel}"${current ? html` aria-current="true"` : ''} title="${splitChannelId(channel).native}"><span class="tab-name">${nameOf(channel)}</span> <span class="tab-count" data-count>${count}</span><span class="visually-hidden"> messages</span></a></li>`;
}

/** Newest first; replies below what they reply to, in the order in which they came. */
function renderChannel(
  { channel, posts, state }: ChannelContent,
  {
    policy,
    local,
    view,
    current,
  }: { readonly policy: Policy; readonly local: boolean; readonly view: PostView; readonly current: boolean },
): Markup {
  const roots = posts.filter((post) => post.thread === undefined || !hasRoot(post, posts));
  return html`<section class="channel" id="${channelElementId(channel)}" data-channel="${channel}" aria-label="${nameOf(channel)}"${current ? html` data-current` : ''}>
<h3 class="channel-name">${nameOf(channel)}</h3>
${local ? html`<div class="channel-head"><div data-state>${renderState(channel, state, policy)}</div><div class="answers" aria-live="polite"></div></div>` : ''}
<div class="posts" data-posts>${roots.toReversed().map((root) => html`<div class="thread" data-root="${root.message}">${view.post(root, local)}<div class="replies" data-replies>${posts.filter((post) => post.thread === root.message).map((reply) => view.post(reply, local))}</div></div>`)}</div>
<p class="empty" data-empty>${emptyNote(channel)}</p>
</section>`;
}

/** The channel where something was said last is shown first. */
function latestOf({ posts }: ChannelContent): number {
  return posts.at(-1)?.postedAt.epochMilliseconds ?? 0;
}

function hasRoot(post: ShownPost, posts: readonly ShownPost[]): boolean {
  return posts.some((other) => other.message === post.thread);
}

function emptyNote(channel: ChannelId): string {
  return channel === DIRECT_CHANNEL
    ? 'No direct messages yet. Press “Remind me” on a card, and the reminder arrives here.'
    : 'Nothing has been posted here yet. Announcements appear by themselves when they are due; “npx lectern plan” lists them.';
}

function nameOf(channel: ChannelId): string {
  return placeName(splitChannelId(channel).native);
}

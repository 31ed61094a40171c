import { html } from 'hono/html';
import { writeClock, writeDay } from '../../domain/cards/dates.ts';
import type { ChannelId } from '../../domain/ids.ts';
import { encodeIntent } from '../../domain/intent.ts';
import type { PauseScope } from '../../domain/pause.ts';
import type { Policy } from '../../domain/policy.ts';
import type { ChannelState } from './channel-state.ts';
import type { Markup } from './post-view.ts';

/** "Paused since 10:42 · Resume", "3 messages held · Release"; nothing where nothing holds the channel still. */
export function renderState(channel: ChannelId, { pause, held }: ChannelState, policy: Policy): Markup {
  return html`${pause ? html`<p class="hold"><span>${wordFor(pause.scope)} since ${writeSince(pause.since, policy)}</span> <button type="button" data-intent="${resumeIntent(pause.scope)}">Resume</button></p>` : ''}${held > 0 ? html`<p class="hold"><span>${held === 1 ? 'One message is held' : `${held} messages are held`}</span> <button type="button" data-intent="${encodeIntent({ type: 'release', place: channel })}">Release</button></p>` : ''}`;
}

/** At most one of a channel or of everything: a series holds only some of what is said here. */
function wordFor(scope: PauseScope): string {
  return scope.type === 'everything' ? 'Everything is paused' : 'Paused';
}

function resumeIntent(scope: PauseScope): string {
  return encodeIntent(
    scope.type === 'channel' ? { type: 'resume', place: scope.channel } : { type: 'resume' },
  );
}

function writeSince(since: Temporal.Instant, { timezone, locale }: Policy): Markup {
  const day = writeDay(since, timezone, locale, 'short');
  return html`<time datetime="${since.toString()}" data-clock>${day}, ${writeClock(since, timezone, locale)}</time>`;
}

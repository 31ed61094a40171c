import type { IncomingMessage, ServerResponse } from 'node:http';
import { html } from 'hono/html';
import { z } from 'zod';
import { ChannelId, MessageId } from '../../domain/ids.ts';
import { encodeIntent, type Intent } from '../../domain/intent.ts';
import type { Post } from '../../domain/post.ts';
import type { StoreReader } from '../../ports/store.ts';
import { sendJson, urlOf } from '../../support/http-reply.ts';
import { isLocalRequest } from '../../support/local-request.ts';
import type { ChannelState, ReadStates } from './channel-state.ts';
import type { Markup } from './post-view.ts';

const MoreQuery = z.object({ channel: ChannelId, message: MessageId });

export interface MoreOptions {
  readonly read: StoreReader;
  readonly readStates: ReadStates;
  readonly loopback: boolean;
}

/**
 * `GET /preview/more?channel=…&message=…`: what the person at this machine can do about a message. Asked for when the menu
 * is opened, so that it is about how things stand then.
 */
export function createMoreHandler({ read, readStates, loopback }: MoreOptions) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const query = MoreQuery.safeParse(Object.fromEntries(urlOf(request).searchParams));
    const allowed = isLocalRequest(request, loopback);
    const post =
      allowed && query.success
        ? await read.posts.byMessage(query.data.channel, query.data.message)
        : undefined;
    if (!post) {
      const problem = allowed ? 'There is no such message.' : 'This works only on the machine itself.';
      sendJson(request, response, { problem }, { status: allowed ? 404 : 403, cache: 'no-store' });
      return;
    }
    const state = (await readStates())(post.channel);
    const markup = await renderMenu(post, state);
    sendJson(request, response, { html: markup.toString() }, { cache: 'no-store' });
  };
}

function renderMenu(post: Post, { pause }: ChannelState): Markup {
  const [seminar, ...others] = post.seminars;
  const one = others.length === 0 ? seminar : undefined;
  return html`<div class="more-items">
${one ? html`<button type="button" data-say="${one}">Say something…</button>` : ''}
${pause ? '' : item('Pause this channel', { type: 'pause', place: post.channel })}
${one ? item('What was said', { type: 'log', seminar: one }) : ''}
${one ? item('Cancel seminar…', { type: 'cancel', seminar: one }, true) : ''}
${item('Retract…', { type: 'retract', what: post.id }, true)}
</div>`;
}

function item(label: string, intent: Intent, grave = false): Markup {
  return html`<button type="button"${grave ? html` class="grave"` : ''} data-intent="${encodeIntent(intent)}">${label}</button>`;
}

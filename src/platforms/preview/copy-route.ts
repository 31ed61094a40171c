import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { ChannelId, MessageId } from '../../domain/ids.ts';
import type { StoreReader } from '../../ports/store.ts';
import { sendJson, urlOf } from '../../support/http-reply.ts';
import { isLocalRequest } from '../../support/local-request.ts';
import type { Drawing } from './drawing.ts';
import { COPY_KINDS, renderCopy } from './render-copies.ts';
import type { ShowPost } from './shown-post.ts';

const CopyQuery = z.object({ channel: ChannelId, message: MessageId, as: z.enum(COPY_KINDS) });

export interface CopyOptions {
  readonly read: StoreReader;
  readonly showPost: ShowPost;
  readonly draw: Drawing;
  readonly loopback: boolean;
}

/** `GET /preview/copy?channel=…&message=…&as=mail`: a card for the clipboard, as this visitor may see it. */
export function createCopyHandler({ read, showPost, draw, loopback }: CopyOptions) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const query = CopyQuery.safeParse(Object.fromEntries(urlOf(request).searchParams));
    const message = query.success
      ? await read.board.message(query.data.channel, query.data.message)
      : undefined;
    const shown = message && (await showPost(message, isLocalRequest(request, loopback)));
    if (!query.success || !shown) {
      return sendJson(
        request,
        response,
        { problem: 'There is no such message.' },
        { status: 404, cache: 'no-store' },
      );
    }
    sendJson(request, response, renderCopy(shown.card, query.data.as, draw));
  };
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { parseCommand } from '../../domain/command.ts';
import { ChannelId } from '../../domain/ids.ts';
import { ZoneName } from '../../domain/instant.ts';
import { decodeIntent, type Intent, type Misuse, type Suggestion } from '../../domain/intent.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Desk } from '../../ports/desk.ts';
import type { Log } from '../../ports/log.ts';
import { readBody, sendJson } from '../../support/http-reply.ts';
import { isLocalRequest, mayAct } from '../../support/local-request.ts';
import type { Drawing } from './drawing.ts';
import type { PostView } from './post-view.ts';
import { DIRECT_CHANNEL, PREVIEW_LANE, PREVIEW_PERSON } from './preview-address.ts';
import { COPY_KINDS, renderCopy } from './render-copies.ts';

/** In bytes: a command of 500 characters in any script, with room for the rest. */
const LONGEST_BODY = 16 * 1024;

const AskBody = z.strictObject({
  /** What was typed into the box … */
  words: z.string().max(500).optional(),
  /** … or what a pressed button carries. */
  intent: z.string().max(2000).optional(),
  /** What was pressed or typed, to be shown with the answer. */
  asked: z.string().max(500).optional(),
  channel: ChannelId.refine((id) => id.startsWith(`${PREVIEW_LANE}/`)).optional(),
  timezone: ZoneName.optional(),
});
type AskBody = z.infer<typeof AskBody>;

export interface AskOptions {
  readonly desk: Desk;
  readonly policy: Policy;
  readonly clock: Clock;
  readonly log: Log;
  readonly draw: Drawing;
  readonly loopback: boolean;
  readonly view: PostView;
}

/** `POST /preview/ask`: the box and the buttons. Only at this machine, only from our own page. */
export function createAskHandler(options: AskOptions) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const refuse = (status: number, problem: string): void =>
      sendJson(request, response, { problem }, { status, cache: 'no-store' });

    if (!isLocalRequest(request, options.loopback)) {
      return refuse(403, 'Commands and buttons work only on the machine that the service runs on.');
    }
    if (!mayAct(request)) return refuse(403, 'This did not come from the page itself.');
    const text = await readBody(request, LONGEST_BODY);
    if (text === undefined) return refuse(413, 'That is too long.');
    const body = parseBody(text);
    const wish = body && wishOf(body);
    if (!body || !wish) return refuse(400, 'That could not be understood.');

    try {
      const { card } = await options.desk.handle(wish, {
        person: PREVIEW_PERSON,
        standing: 'member',
        direct: DIRECT_CHANNEL,
        ...(body.channel === undefined ? {} : { channel: body.channel }),
        ...(body.timezone === undefined ? {} : { timezone: body.timezone }),
      });
      const copies = Object.fromEntries(
        COPY_KINDS.map((kind) => [kind, renderCopy(card, kind, options.draw)]),
      );

      const asked = body.asked ?? askedWords(body, options.policy);
      const markup = await options.view.answer(card, asked, options.clock.now(), copies);
      sendJson(request, response, { html: markup.toString() }, { cache: 'no-store' });
    } catch (error) {
      options.log.error('an answer for the preview failed', { error });
      refuse(500, 'Something went wrong; the log says what.');
    }
  };
}

function parseBody(text: string): AskBody | undefined {
  try {
    return AskBody.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function wishOf(body: AskBody): Intent | Suggestion | Misuse | undefined {
  if (body.intent !== undefined) return decodeIntent(body.intent);
  return body.words === undefined ? undefined : parseCommand(withoutAddress(body.words));
}

/** People type the command with or without how it is called on a platform. */
function withoutAddress(words: string): string {
  return words.trim().replace(/^(?:\/[\w-]+|@lectern)(?=\s|$)\s*/i, '');
}

function askedWords(body: AskBody, policy: Policy): string {
  return `${policy.command} ${withoutAddress(body.words ?? '')}`.trim();
}

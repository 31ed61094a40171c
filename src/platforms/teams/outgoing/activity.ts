import { byteSize, checkTeamsCard } from '../card/check-card.ts';
import type { TeamsCard } from '../card/render-teams.ts';
import { CARD_LIMITS } from '../limits.ts';
import type { Reference } from '../wire/reference.ts';

export const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';

export type Composed =
  | { readonly type: 'composed'; readonly activity: Readonly<Record<string, unknown>> }
  /** Nothing is sent that Teams would drop; `problems` name places in the card, not its text. */
  | { readonly type: 'unfit'; readonly problems: readonly string[] };

/**
 * A message with one card. No `text`: Teams would show it above the card, saying everything twice. Sender, receiver and
 * tenant are named because the connector refuses (400, 403) some messages without them.
 */
export function composeActivity(rendered: TeamsCard, to: Reference, conversationId?: string): Composed {
  const check = checkTeamsCard(rendered.card);
  if (check.type === 'invalid') return { type: 'unfit', problems: check.problems };
  const { tenantId } = to.conversation;
  const activity = {
    type: 'message',
    channelId: to.channelId,
    from: to.bot,
    ...(to.user ? { recipient: to.user } : {}),
    ...(conversationId === undefined ? {} : { conversation: { ...to.conversation, id: conversationId } }),
    ...(tenantId === undefined ? {} : { channelData: { tenant: { id: tenantId } } }),
    summary: rendered.summary,
    attachments: [{ contentType: CARD_TYPE, content: rendered.card }],
  };
  const size = byteSize(activity);
  return size <= CARD_LIMITS.activityBytes
    ? { type: 'composed', activity }
    : {
        type: 'unfit',
        problems: [`the message has ${size} bytes; ${CARD_LIMITS.activityBytes} are allowed`],
      };
}

import { byteSize, checkTeamsCard } from '../card/check-card.ts';
import type { TeamsCard } from '../card/render-teams.ts';
import { CARD_LIMITS } from '../limits.ts';
import type { Reference } from '../wire/reference.ts';
import { WrittenJson } from '../wire/written-json.ts';

export const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';

export type Composed =
  /** To be written by `writeJson`. */
  | { readonly type: 'composed'; readonly activity: Readonly<Record<string, unknown>> }
  /** Nothing is sent that Teams would drop; `problems` name places in the card, not its text. */
  | { readonly type: 'unfit'; readonly problems: readonly string[] };

/**
 * A message with one card. No `text`: Teams would show it above the card, saying everything twice. Sender, receiver and
 * tenant are named because the connector refuses (400, 403) some messages without them.
 */
export function composeActivity(rendered: TeamsCard, to: Reference, conversationId?: string): Composed {
  const { problems, written } = examine(rendered.card);
  if (problems.length > 0) return { type: 'unfit', problems };
  const { tenantId } = to.conversation;
  const envelope = {
    type: 'message',
    channelId: to.channelId,
    from: to.bot,
    ...(to.user ? { recipient: to.user } : {}),
    ...(conversationId === undefined ? {} : { conversation: { ...to.conversation, id: conversationId } }),
    ...(tenantId === undefined ? {} : { channelData: { tenant: { id: tenantId } } }),
    summary: rendered.summary,
  };
  const attach = (content: unknown) => ({ ...envelope, attachments: [{ contentType: CARD_TYPE, content }] });
  const size = byteSize(attach(0)) - byteSize(0) + written.bytes.length;
  return size <= CARD_LIMITS.activityBytes
    ? { type: 'composed', activity: attach(written) }
    : {
        type: 'unfit',
        problems: [`the message has ${size} bytes; ${CARD_LIMITS.activityBytes} are allowed`],
      };
}

interface Examined {
  readonly problems: readonly string[];
  readonly written: WrittenJson;
}

/** A card that goes to many channels is the same one each time. */
const examined = new WeakMap<TeamsCard['card'], Examined>();

function examine(card: TeamsCard['card']): Examined {
  const known = examined.get(card);
  if (known) return known;
  const written = new WrittenJson(card);
  const check = checkTeamsCard(card, written.bytes.length);
  const fresh = { problems: check.type === 'invalid' ? check.problems : [], written };
  examined.set(card, fresh);
  return fresh;
}

import { z } from 'zod';
import { type MessageId, MessageId as MessageIdSchema, splitChannelId } from '../../../domain/ids.ts';
import type { PostOutcome } from '../../../ports/chat-platform.ts';
import type { Connector, ConnectorAnswer } from '../wire/connector.ts';
import { failureOf } from '../wire/failures.ts';
import { splitConversationId, threadOf } from '../wire/reference.ts';
import type { Place, Tenant } from './tenant.ts';

const Named = z.object({ id: z.string().min(1) });
const Created = z.object({ id: z.string().min(1).optional(), activityId: z.string().min(1).optional() });

/** The conversation in which a message of this place is found again: in a channel each thread is one. */
export function conversationOf(place: Place, root: MessageId | undefined): string | undefined {
  const { native } = splitChannelId(place.known.id);
  if (place.known.kind !== 'channel') return place.reference.conversation.id;
  return root === undefined ? native : threadOf(native, root);
}

/** A new post at the top of a channel. One request; the answer names the new thread and its first message. */
export async function openThread(
  connector: Connector,
  tenant: Tenant,
  place: Place,
  activity: Readonly<Record<string, unknown>>,
): Promise<PostOutcome> {
  const { native } = splitChannelId(place.known.id);
  const { bot, conversation } = place.reference;
  const tenantId = conversation.tenantId;
  const answer = await connector.call({
    method: 'POST',
    serviceUrl: tenant.serviceUrlFor(place.reference),
    path: ['v3', 'conversations'],
    body: {
      isGroup: true,
      bot,
      activity,
      channelData: {
        channel: { id: native },
        ...(tenantId === undefined ? {} : { tenant: { id: tenantId } }),
      },
      ...(tenantId === undefined ? {} : { tenantId }),
    },
  });
  return outcomeOf(answer, place, readCreatedMessage);
}

/** Into a chat, or into a thread of a channel. */
export async function sendInto(
  connector: Connector,
  tenant: Tenant,
  place: Place,
  conversationId: string,
  activity: Readonly<Record<string, unknown>>,
): Promise<PostOutcome> {
  const answer = await connector.call({
    method: 'POST',
    serviceUrl: tenant.serviceUrlFor(place.reference),
    path: ['v3', 'conversations', conversationId, 'activities'],
    body: activity,
  });
  return outcomeOf(answer, place, (body) => Named.safeParse(body).data?.id);
}

function outcomeOf(
  answer: ConnectorAnswer,
  place: Place,
  readMessage: (body: unknown) => string | undefined,
): PostOutcome {
  if (answer.type !== 'answered' || answer.error) {
    return failureOf(answer, { doing: 'post', name: place.known.name, kind: place.known.kind });
  }
  const message = readMessage(answer.body);
  return message === undefined
    ? { type: 'unknown', reason: 'Teams took the message and did not say under which id' }
    : { type: 'posted', message: MessageIdSchema.parse(message) };
}

/**
 * `activityId` where it is given; else the number behind `;messageid=` of the new conversation. Its bare `id` is the
 * conversation's, and an edit with that finds nothing.
 */
function readCreatedMessage(body: unknown): string | undefined {
  const created = Created.safeParse(body).data;
  return (
    created?.activityId ?? (created?.id === undefined ? undefined : splitConversationId(created.id).root)
  );
}

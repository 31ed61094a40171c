import { z } from 'zod';
import type { Failure } from '../../../domain/failure.ts';
import type { ChannelEvents } from '../../../ports/platform-service.ts';
import type { Connector } from '../wire/connector.ts';
import { failureOf } from '../wire/failures.ts';
import { encodeReference } from '../wire/reference.ts';
import type { Place, Tenant } from './tenant.ts';

const Created = z.object({ id: z.string().min(1) });

/**
 * The chat with a person, opened where it is not known yet. Opening says nothing to anybody, and Teams gives the same chat
 * each time: so whatever goes wrong here can be tried again.
 */
export async function openDirectChat(
  connector: Connector,
  tenant: Tenant,
  events: ChannelEvents,
  place: Place,
): Promise<{ readonly type: 'open'; readonly conversationId: string } | Failure> {
  const { reference, known } = place;
  const { tenantId } = reference.conversation;
  const answer = await connector.call({
    method: 'POST',
    serviceUrl: tenant.serviceUrlFor(reference),
    path: ['v3', 'conversations'],
    body: {
      isGroup: false,
      bot: reference.bot,
      members: [reference.user],
      ...(tenantId === undefined ? {} : { tenantId, channelData: { tenant: { id: tenantId } } }),
    },
  });
  if (answer.type !== 'answered' || answer.error) {
    const failure = failureOf(answer, { doing: 'post', name: known.name, kind: 'person' });
    return failure.type === 'unknown' ? { type: 'retry', reason: failure.reason } : failure;
  }
  const created = Created.safeParse(answer.body);
  if (!created.success) return { type: 'retry', reason: 'Teams opened a chat and did not say which' };
  const conversation = { ...reference.conversation, id: created.data.id };
  await events.seen({ ...known, reference: encodeReference({ ...reference, conversation }) });
  return { type: 'open', conversationId: created.data.id };
}

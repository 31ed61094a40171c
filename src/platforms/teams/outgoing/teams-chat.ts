import type { Card } from '../../../domain/card.ts';
import type { Failure } from '../../../domain/failure.ts';
import type { ChannelId } from '../../../domain/ids.ts';
import type {
  ChatPlatform,
  Done,
  MessageAddress,
  OutgoingMessage,
  PostOutcome,
} from '../../../ports/chat-platform.ts';
import type { ChannelEvents } from '../../../ports/platform-service.ts';
import { renderTeams, type TeamsCard } from '../card/render-teams.ts';
import { RATE_LIMITS } from '../limits.ts';
import type { Connector } from '../wire/connector.ts';
import { failureOf, installInTeam } from '../wire/failures.ts';
import { composeActivity } from './activity.ts';
import { openDirectChat } from './direct-chat.ts';
import { conversationOf, openThread, sendInto } from './messages.ts';
import type { Resolver } from './resolver.ts';
import type { Place, Tenant } from './tenant.ts';

export interface TeamsChatOptions {
  readonly tenant: Tenant;
  readonly connector: Connector;
  readonly resolver: Resolver;
  readonly events: ChannelEvents;
  readonly timeoutMs: number;
}

/**
 * Posts, edits and removes. Teams gives bots no way to look a post up, so `find` is not among its capabilities: unknown
 * outcomes fall to the policy of each kind of notice.
 */
export function createTeamsChat(options: TeamsChatOptions): ChatPlatform {
  const { tenant, timeoutMs, resolver } = options;
  return {
    platform: 'teams',
    lane: tenant.lane,
    capabilities: { find: false, update: true, remove: true, reply: true },
    limits: RATE_LIMITS,
    timeoutMs,
    resolve: (address) => resolver.resolve(address),
    post: (message) => post(message, options),
    update: (at, card) => update(at, card, options),
    remove: (at) => remove(at, options),
    find: () => Promise.resolve({ type: 'read', complete: false, messages: new Map() }),
  };
}

/** A card that goes to many channels is the same one each time. */
const renderings = new WeakMap<Card, TeamsCard>();

function render(card: Card): TeamsCard {
  const known = renderings.get(card);
  if (known) return known;
  const rendered = renderTeams(card);
  renderings.set(card, rendered);
  return rendered;
}

/**
 * A thread's reply is seen in its channel too, which it moves to the end: there is no separate way to show it there, so
 * `broadcast` changes nothing. Chats have no threads; a reply there is the next message.
 */
async function post(message: OutgoingMessage, options: TeamsChatOptions): Promise<PostOutcome> {
  const { tenant, connector } = options;
  const place = await tenant.find(message.channel);
  if (!place) return unknownPlace(message.channel);
  const rendered = render(message.card);
  if (place.known.kind === 'channel' && message.thread === undefined) {
    const composed = composeActivity(rendered, place.reference);
    if (composed.type === 'unfit') return refuseUnfit(composed.problems);
    return openThread(connector, tenant, place, composed.activity);
  }
  const chat = await chatOf(place, message.thread, options);
  if (chat.type !== 'open') return chat;
  const composed = composeActivity(rendered, place.reference, chat.conversationId);
  if (composed.type === 'unfit') return refuseUnfit(composed.problems);
  return sendInto(connector, tenant, place, chat.conversationId, composed.activity);
}

async function chatOf(
  place: Place,
  thread: OutgoingMessage['thread'],
  { connector, tenant, events }: TeamsChatOptions,
): Promise<{ readonly type: 'open'; readonly conversationId: string } | Failure> {
  const conversationId = conversationOf(place, thread);
  if (conversationId !== undefined) return { type: 'open', conversationId };
  return openDirectChat(connector, tenant, events, place);
}

async function update(at: MessageAddress, card: Card, options: TeamsChatOptions): Promise<Failure | Done> {
  const { tenant, connector } = options;
  const found = await locate(at, tenant);
  if (found.type !== 'located') return found;
  const { place, conversationId } = found;
  const composed = composeActivity(render(card), place.reference, conversationId);
  if (composed.type === 'unfit') return refuseUnfit(composed.problems);
  const answer = await connector.call({
    method: 'PUT',
    serviceUrl: tenant.serviceUrlFor(place.reference),
    path: ['v3', 'conversations', conversationId, 'activities', at.message],
    body: { ...composed.activity, id: at.message },
  });
  if (answer.type === 'answered' && !answer.error) return { type: 'done' };
  return failureOf(answer, { doing: 'edit', name: place.known.name, kind: place.known.kind });
}

async function remove(at: MessageAddress, { tenant, connector }: TeamsChatOptions): Promise<Failure | Done> {
  const found = await locate(at, tenant);
  if (found.type !== 'located') return found;
  const { place, conversationId } = found;
  const answer = await connector.call({
    method: 'DELETE',
    serviceUrl: tenant.serviceUrlFor(place.reference),
    path: ['v3', 'conversations', conversationId, 'activities', at.message],
  });
  if (answer.type === 'answered' && !answer.error) return { type: 'done' };
  return failureOf(answer, { doing: 'remove', name: place.known.name, kind: place.known.kind });
}

async function locate(
  at: MessageAddress,
  tenant: Tenant,
): Promise<{ readonly type: 'located'; readonly place: Place; readonly conversationId: string } | Failure> {
  const place = await tenant.find(at.channel);
  if (!place) return unknownPlace(at.channel);
  const conversationId = conversationOf(place, at.thread ?? at.message);
  if (conversationId !== undefined) return { type: 'located', place, conversationId };
  return { type: 'messageGone', reason: 'no chat with this person is known' };
}

function unknownPlace(channel: ChannelId): Failure {
  return {
    type: 'channelGone',
    reason: `Lectern is not installed at ${channel}`,
    mend: installInTeam('that channel'),
  };
}

function refuseUnfit(problems: readonly string[]): Failure {
  return { type: 'giveUp', reason: `the card is not fit for Teams: ${problems.slice(0, 3).join('; ')}` };
}

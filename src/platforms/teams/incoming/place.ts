import { type ChannelId, channelIdOf, type LaneId } from '../../../domain/ids.ts';
import type { KnownChannel } from '../../../ports/store/directory.ts';
import { nameChannel } from '../outgoing/team-lists.ts';
import { encodeReference, type Reference, splitConversationId } from '../wire/reference.ts';
import type { Activity } from './activity-schema.ts';

/** Where an activity comes from, in the form in which we post there. */
export interface ActivityPlace {
  readonly id: ChannelId;
  readonly kind: KnownChannel['kind'];
  readonly reference: Reference;
  /** As far as this activity tells. */
  readonly name?: string;
}

/** Undefined where an activity of a chat with a person does not say with whom. */
export function placeOfActivity(activity: Activity, lane: LaneId): ActivityPlace | undefined {
  switch (kindOf(activity)) {
    case 'channel':
      return placeOfChannel(activity, lane);
    case 'group':
      return placeOfGroup(activity, lane);
    case 'person':
      return placeOfPerson(activity, lane);
  }
}

/** Older clients leave the type out; a team's channel then shows by its team. */
function kindOf({ conversation, channelData }: Activity): KnownChannel['kind'] {
  switch (conversation.conversationType) {
    case 'channel':
      return 'channel';
    case 'groupChat':
      return 'group';
    case 'personal':
      return 'person';
    default:
      if (channelData?.team) return 'channel';
      return conversation.isGroup ? 'group' : 'person';
  }
}

/**
 * A message of a channel carries its thread in the conversation's id: posts with that would land in the thread. The
 * channel's own id is without it.
 */
function placeOfChannel(activity: Activity, lane: LaneId): ActivityPlace {
  const { channelData, conversation } = activity;
  const chosen = channelData?.channel ?? channelData?.settings?.selectedChannel;
  const id = chosen?.id ?? splitConversationId(conversation.id).channel;
  const team = channelData?.team;
  const named = team?.name !== undefined || chosen?.name !== undefined;
  return {
    id: channelIdOf(lane, id),
    kind: 'channel',
    reference: { ...referenceOf(activity, id, 'channel'), ...(team ? { team } : {}) },
    ...(named ? { name: nameChannel(team?.name, chosen?.name) } : {}),
  };
}

function placeOfGroup(activity: Activity, lane: LaneId): ActivityPlace {
  const { id, name } = activity.conversation;
  return {
    id: channelIdOf(lane, id),
    kind: 'group',
    reference: referenceOf(activity, id, 'groupChat'),
    ...(name === undefined ? {} : { name }),
  };
}

/** A person's place is named by the person, not by the chat, which changes when they remove the app and add it again. */
function placeOfPerson(activity: Activity, lane: LaneId): ActivityPlace | undefined {
  const { from, conversation, recipient } = activity;
  if (!from || from.id === recipient.id) return undefined;
  const { role: _role, ...user } = from;
  return {
    id: channelIdOf(lane, from.id),
    kind: 'person',
    reference: { ...referenceOf(activity, conversation.id, 'personal'), user },
    ...(from.name === undefined ? {} : { name: from.name }),
  };
}

function referenceOf(
  activity: Activity,
  conversationId: string,
  conversationType: Reference['conversation']['conversationType'],
): Reference {
  const tenantId = tenantOf(activity);
  const { role: _role, ...bot } = activity.recipient;
  return {
    channelId: activity.channelId,
    serviceUrl: activity.serviceUrl,
    bot,
    conversation: { id: conversationId, conversationType, ...(tenantId === undefined ? {} : { tenantId }) },
  };
}

/** Activities of channels often name their tenant in the channel's data only. */
export function tenantOf({ conversation, channelData }: Activity): string | undefined {
  return conversation.tenantId ?? channelData?.tenant?.id;
}

const UNNAMED = { channel: 'a Teams channel', group: 'a group chat', person: 'a person' } as const;

/** As the directory keeps it: names and numbers that this activity does not tell stay as they were known. */
export function mergePlace(
  place: ActivityPlace,
  lane: LaneId,
  known: KnownChannel | undefined,
  before: Reference | undefined,
): KnownChannel {
  const team = { ...before?.team, ...place.reference.team };
  const reference = {
    ...place.reference,
    ...(team.id === undefined ? {} : { team: { ...team, id: team.id } }),
  };
  return {
    id: place.id,
    lane,
    name: place.name ?? known?.name ?? UNNAMED[place.kind],
    kind: place.kind,
    ...(known?.members === undefined ? {} : { members: known.members }),
    reference: encodeReference(reference),
  };
}

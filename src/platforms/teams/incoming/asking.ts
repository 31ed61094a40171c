import type { Card } from '../../../domain/card.ts';
import { type ChannelId, channelIdOf, type MessageId, personIdOf } from '../../../domain/ids.ts';
import type { Actor, Desk } from '../../../ports/desk.ts';
import type { Log } from '../../../ports/log.ts';
import type { Tenant } from '../outgoing/tenant.ts';
import type { Connector } from '../wire/connector.ts';
import type { Activity } from './activity-schema.ts';
import { type ActivityPlace, placeOfActivity } from './place.ts';
import type { Standings } from './standing.ts';
import type { Wish } from './wish.ts';

/** What answering needs. */
export interface Asking {
  readonly tenant: Tenant;
  readonly connector: Connector;
  readonly desk: Desk;
  readonly standings: Standings;
  readonly log: Log;
  /** A press is answered within this many milliseconds, if only with "later". */
  readonly pressMs: number;
  /** The card that a post of ours shows now; undefined for what is no post. For the way back from what a button brought up. */
  readonly recall?: (channel: ChannelId, message: MessageId) => Promise<Card | undefined>;
}

/** `shared`: others will read the answer too. */
export async function askDesk(
  wish: Wish,
  activity: Activity,
  shared: boolean,
  asking: Asking,
): Promise<Card> {
  const { from } = activity;
  if (!from) return apologise('Teams did not say who is asking.');
  const { lane } = asking.tenant;
  const place = placeOfActivity(activity, lane);
  const actor: Actor = {
    person: personIdOf(lane, from.id),
    ...(await asking.standings.of(activity)),
    direct: channelIdOf(lane, from.id),
    ...(place ? { channel: place.id } : {}),
    command: commandAt(place, activity),
    ...(activity.localTimezone === undefined ? {} : { timezone: activity.localTimezone }),
    ...(shared ? { shared } : {}),
  };
  try {
    return (await asking.desk.handle(wish, actor)).card;
  } catch (error) {
    asking.log.error('a wish could not be answered', { wish: wish.type, error });
    return apologise('Something went wrong on my side. Please try again in a minute.');
  }
}

/** In their own chat people need no mention. Elsewhere the bot has the name that it was installed with. */
function commandAt(place: ActivityPlace | undefined, { recipient }: Activity): string {
  return place?.kind === 'person' ? '' : `@${recipient.name ?? 'Lectern'}`;
}

function apologise(text: string): Card {
  return {
    kind: 'reply',
    summary: text,
    blocks: [{ type: 'paragraph', inlines: [{ type: 'text', text }] }],
  };
}

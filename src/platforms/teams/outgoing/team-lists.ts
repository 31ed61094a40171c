import { z } from 'zod';
import { channelIdOf } from '../../../domain/ids.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Log } from '../../../ports/log.ts';
import type { ChannelEvents } from '../../../ports/platform-service.ts';
import { TIMING } from '../limits.ts';
import type { Connector } from '../wire/connector.ts';
import { encodeReference, type Reference } from '../wire/reference.ts';
import type { Tenant } from './tenant.ts';

/** The channels of the teams that have the app: its installation tells of one channel only, Teams lists the others. */
export interface TeamLists {
  /** Asks for one team's channels and reports each as seen. */
  refresh(reference: Reference): Promise<'refreshed' | 'unreachable'>;
  /** All known teams, at most once a minute. */
  refreshAll(): Promise<'refreshed' | 'unreachable' | 'recent'>;
}

const Channels = z.object({
  conversations: z.array(z.object({ id: z.string().min(1), name: z.string().nullish() })),
});
const Details = z.object({
  name: z.string().nullish(),
  memberCount: z.number().int().nonnegative().nullish(),
});

export interface TeamListsOptions {
  readonly tenant: Tenant;
  readonly connector: Connector;
  readonly events: ChannelEvents;
  readonly clock: Clock;
  readonly log: Log;
}

export function createTeamLists(options: TeamListsOptions): TeamLists {
  const { tenant, clock } = options;
  let asked: Temporal.Instant | undefined;
  const refresh = (reference: Reference) => refreshTeam(reference, options);
  return {
    refresh,
    refreshAll: async () => {
      const now = clock.now();
      if (asked && now.since(asked).total('milliseconds') < TIMING.listsMs) return 'recent';
      asked = now;
      const teams = new Map<string, Reference>();
      for (const { reference } of await tenant.places()) {
        if (reference.team) teams.set(reference.team.id, reference);
      }
      const outcomes = await Promise.all([...teams.values()].map(refresh));
      return outcomes.includes('unreachable') ? 'unreachable' : 'refreshed';
    },
  };
}

async function refreshTeam(
  reference: Reference,
  { tenant, connector, events, log }: TeamListsOptions,
): Promise<'refreshed' | 'unreachable'> {
  const { team } = reference;
  if (!team) return 'refreshed';
  const serviceUrl = tenant.serviceUrlFor(reference);
  const path = ['v3', 'teams', team.id];
  const [details, channels] = await Promise.all([
    connector.call({ method: 'GET', serviceUrl, path }),
    connector.call({ method: 'GET', serviceUrl, path: [...path, 'conversations'] }),
  ]);
  const listed = Channels.safeParse(channels.type === 'answered' ? channels.body : undefined);
  if (!listed.success) {
    log.info('the channels of a team could not be listed', { team: team.id });
    return channels.type === 'answered' ? 'refreshed' : 'unreachable';
  }
  const known = Details.safeParse(details.type === 'answered' ? details.body : undefined);
  const name = (known.success ? known.data.name : undefined) ?? team.name;
  const members = known.success ? known.data.memberCount : undefined;
  for (const channel of listed.data.conversations) {
    await events.seen({
      id: channelIdOf(tenant.lane, channel.id),
      lane: tenant.lane,
      name: nameChannel(name, channel.name),
      kind: 'channel',
      ...(members == null ? {} : { members }),
      reference: encodeReference({
        ...reference,
        conversation: { ...reference.conversation, id: channel.id, conversationType: 'channel' },
        team: { id: team.id, ...(name === undefined ? {} : { name }) },
      }),
    });
  }
  return 'refreshed';
}

/** As people find it in Teams. The first channel of a team has no name of its own there: it is "General". */
export function nameChannel(team: string | undefined, channel: string | null | undefined): string {
  const own = channel ?? 'General';
  return team === undefined ? own : `${team} › ${own}`;
}

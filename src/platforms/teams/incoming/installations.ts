import { channelIdOf } from '../../../domain/ids.ts';
import type { ChannelEvents } from '../../../ports/platform-service.ts';
import { nameChannel, type TeamLists } from '../outgoing/team-lists.ts';
import type { KnownPlaces, Tenant } from '../outgoing/tenant.ts';
import { installInTeam } from '../wire/failures.ts';
import { decodeReference, encodeReference } from '../wire/reference.ts';
import type { Activity } from './activity-schema.ts';
import { mergePlace, placeOfActivity } from './place.ts';

/** What installations and changes of teams mean for the places that we know. */
export interface Installations {
  /** Of any activity: its place is remembered, if that is news. */
  notice(activity: Activity): Promise<void>;
  installed(activity: Activity): Promise<void>;
  removed(activity: Activity): Promise<void>;
  /** Channels and teams made, renamed, archived, deleted. */
  changed(activity: Activity): Promise<void>;
}

export interface InstallationsOptions {
  readonly tenant: Tenant;
  readonly directory: KnownPlaces;
  readonly events: ChannelEvents;
  readonly lists: TeamLists;
}

const GONE = 'Lectern was removed there';

export function createInstallations(options: InstallationsOptions): Installations {
  return {
    notice: async (activity) => {
      await notice(activity, options);
    },
    installed: async (activity) => {
      const place = await notice(activity, options);
      // Whatever the list says besides is a convenience: the installation itself is recorded already.
      if (place?.reference.team) await options.lists.refresh(place.reference);
    },
    removed: (activity) => forget(activity, options),
    changed: (activity) => follow(activity, options),
  };
}

async function notice(activity: Activity, { tenant, directory, events }: InstallationsOptions) {
  const place = placeOfActivity(activity, tenant.lane);
  if (!place) return undefined;
  const known = await directory.channel(place.id);
  const merged = mergePlace(place, tenant.lane, known, decodeReference(known?.reference));
  const same = known && known.reference === merged.reference && known.name === merged.name && !known.aside;
  if (!same) await events.seen(merged);
  return place;
}

/** With a team go all of its channels. */
async function forget(activity: Activity, options: InstallationsOptions): Promise<void> {
  const place = placeOfActivity(activity, options.tenant.lane);
  if (!place) return;
  const { team } = place.reference;
  if (team) return loseTeam(team.id, GONE, options);
  const known = await options.directory.channel(place.id);
  const name = known?.name ?? place.name ?? 'the chat';
  const mend =
    place.kind === 'person'
      ? `${name} opens Apps in Teams, searches for Lectern and adds it`
      : `add Lectern to "${name}" again: press + beside the chat's tabs, choose Lectern`;
  await options.events.lost(place.id, GONE, mend);
}

async function loseTeam(
  teamId: string,
  reason: string,
  { tenant, events }: InstallationsOptions,
): Promise<void> {
  for (const { known, reference } of await tenant.places()) {
    if (reference.team?.id === teamId) await events.lost(known.id, reason, installInTeam(known.name));
  }
}

/** The events of Microsoft's page on conversation events in a bot. */
async function follow(activity: Activity, options: InstallationsOptions): Promise<void> {
  const { eventType, team, channel } = activity.channelData ?? {};
  switch (eventType) {
    case 'channelCreated':
    case 'channelRenamed':
    case 'channelRestored':
      await notice(activity, options);
      return;
    case 'channelDeleted':
      if (!channel) return;
      await options.events.lost(
        channelIdOf(options.tenant.lane, channel.id),
        'the channel was deleted',
        'restore it in Teams (Manage team, Channels), or route its seminars elsewhere',
      );
      return;
    case 'teamRenamed':
      if (team) await renameTeam(team.id, team.name, options);
      return;
    case 'teamArchived':
    case 'teamDeleted':
    case 'teamHardDeleted':
      if (team)
        await loseTeam(
          team.id,
          `the team was ${eventType === 'teamArchived' ? 'archived' : 'deleted'}`,
          options,
        );
      return;
    case 'teamUnarchived':
    case 'teamRestored': {
      const place = await notice(activity, options);
      if (place) await options.lists.refresh(place.reference);
      return;
    }
    default:
      return;
  }
}

async function renameTeam(
  teamId: string,
  name: string | undefined,
  { tenant, events }: InstallationsOptions,
): Promise<void> {
  if (name === undefined) return;
  for (const { known, reference } of await tenant.places()) {
    const { team } = reference;
    if (team?.id !== teamId) continue;
    const own = team.name !== undefined && known.name.startsWith(`${team.name} › `);
    await events.seen({
      ...known,
      name: own ? nameChannel(name, known.name.slice(`${team.name} › `.length)) : known.name,
      reference: encodeReference({ ...reference, team: { id: teamId, name } }),
    });
  }
}

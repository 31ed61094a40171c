import { joinList } from '../../domain/cards/people.ts';
import { ChannelId, type SeriesId, splitChannelId } from '../../domain/ids.ts';
import type { Pause, PauseScope } from '../../domain/pause.ts';
import { isChannelCalled } from '../../domain/workspace.ts';
import type { KnownChannel } from '../../ports/store/directory.ts';
import type { Asking } from './asking.ts';

export interface NamedPlace {
  readonly scope: PauseScope;
  /** As people read it: "#data-science", "Data Science Seminar", "everything". */
  readonly name: string;
}

export type FoundPlace =
  | NamedPlace
  /** Several channels have that name. */
  | { readonly several: readonly KnownChannel[] }
  | undefined;

/** The channel or series that somebody means; without a word, everything. `here`: where they ask. */
export async function findPlace(text: string | undefined, asking: Asking): Promise<FoundPlace> {
  const { policy, actor, store, look } = asking;
  if (text === undefined) return { scope: { type: 'everything' }, name: look.words.act.everything };
  const series = policy.series.find(({ id }) => id === text.toLowerCase());
  if (series) return { scope: { type: 'series', series: series.id }, name: series.name };
  const { directory } = store.read;
  const meant =
    text.toLowerCase() === 'here'
      ? actor.channel
      : ((await directory.resolved(text)) ?? ChannelId.safeParse(text).data);
  const direct = meant && (await directory.channel(meant));
  if (direct) return placeOf(direct);
  const all = await directory.channels();
  const named = all.filter(({ name }) => isChannelCalled(name, text));
  const [only, ...others] = preferNear(named, asking);
  if (!only) return undefined;
  return others.length > 0 ? { several: named } : placeOf(only);
}

function nameOfSeries(id: SeriesId, { policy }: Pick<Asking, 'policy'>): string {
  return policy.series.find((series) => series.id === id)?.name ?? id;
}

/** What is paused, as people read it. */
export async function nameScope({ scope }: Pause, asking: Asking): Promise<string> {
  switch (scope.type) {
    case 'everything':
      return asking.look.words.act.everythingTitle;
    case 'channel':
      return namePlace(scope.channel, asking);
    case 'series':
      return nameOfSeries(scope.series, asking);
  }
}

/** "#a and #b"; people's direct messages are not named. Undefined where there is none. */
export async function namePlaces(channels: Iterable<ChannelId>, asking: Asking): Promise<string | undefined> {
  const names = new Set<string>();
  for (const channel of channels) names.add(await namePlace(channel, asking));
  return names.size === 0 ? undefined : joinList([...names], asking.look);
}

export async function namePlace(channel: ChannelId, { store, look, actor }: Asking): Promise<string> {
  const known = await store.read.directory.channel(channel);
  if (known?.kind === 'person' || channel === actor.direct) return look.words.act.direct;
  return known?.name ?? splitChannelId(channel).native;
}

/** Of several with one name, those of the asker's own workspace. */
function preferNear(channels: readonly KnownChannel[], { actor }: Asking): readonly KnownChannel[] {
  const near = channels.filter(({ lane }) => lane === splitChannelId(actor.person).lane);
  return near.length > 0 ? near : channels;
}

function placeOf({ id, name }: KnownChannel): NamedPlace {
  return { scope: { type: 'channel', channel: id }, name };
}

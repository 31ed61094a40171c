import { splitChannelId } from '../../../domain/ids.ts';
import type { KnownChannel } from '../../../ports/store/directory.ts';
import type { Settings } from '../../../settings/load-settings.ts';
import type { DryRun } from '../dry-run.ts';
import type { Finding } from './finding.ts';

/** Somebody invited the bot there, and nothing ever comes: most often a route was forgotten. */
export function unroutedChannels(
  { channels, resolved }: DryRun['known'],
  settings: Settings,
): readonly Finding[] {
  const { routes, digests, operators } = settings.policy;
  const addresses = [...routes, ...digests].flatMap(({ to }) => to).concat(operators);
  const led = new Set(resolved.values());
  const isRouted = (channel: KnownChannel): boolean => {
    const { platform, native } = splitChannelId(channel.id);
    // In rehearsal the addresses lead to the preview: then their words tell which channel is meant.
    const isNamed = addresses.some(
      ({ platform: named, workspace, target }) =>
        named === platform &&
        (target === native || [target, `${workspace}/${target}`].includes(channel.name)),
    );
    return led.has(channel.id) || isNamed;
  };
  return channels
    .filter(({ id, kind, aside }) => kind !== 'person' && !aside && splitChannelId(id).platform !== 'preview')
    .filter((channel) => !isRouted(channel))
    .map(({ id, name }) => ({
      severity: 'notice',
      place: settings.file,
      text: `Lectern is in ${name} (${id}), and no route or digest leads there`,
    }));
}

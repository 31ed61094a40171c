import { type PersonId, splitChannelId } from '../domain/ids.ts';
import type { LaneNames } from '../domain/workspace.ts';
import type { Admins } from '../pipeline/desk/admins.ts';
import type { Actor } from '../ports/desk.ts';
import type { Settings } from '../settings/load-settings.ts';

/**
 * Those under `admins` in the configuration: people by their platform's id or by an address that the platform vouches
 * for, and on Slack groups by their handle. Who is in a group is the platform's word, too. Each counts in the workspace
 * for which it is named and in no other: another's ids, mail addresses and groups are made by other people.
 */
export function createAdmins(
  { admins }: Pick<Settings, 'admins'>,
  { isIn }: Pick<LaneNames, 'isIn'>,
): Admins {
  const namedFor = (person: PersonId): { readonly native: string; readonly named: readonly string[] } => {
    const { platform, lane, native } = splitChannelId(person);
    const named = platform === 'preview' ? [] : admins[platform];
    return { native, named: named.filter((one) => isIn(one, lane)).map(({ target }) => target) };
  };
  return {
    has: async ({ person, emails = [], groups = [] }: Actor) => {
      const { native, named } = namedFor(person);
      const folded = emails.map((email) => email.toLowerCase());
      return named.some(
        (text) => text === native || groups.includes(text) || folded.includes(text.toLowerCase()),
      );
    },
    // Ids mean nothing to people.
    names: ({ person }) => namedFor(person).named.filter((text) => text.includes('@')),
  };
}

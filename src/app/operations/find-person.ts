import { LaneId, PersonId, personIdOf, splitChannelId } from '../../domain/ids.ts';
import { type Workspace, workspacesMeant } from '../../domain/workspace.ts';
import { configuredAddresses } from '../../pipeline/targets/resolve-targets.ts';
import type { Installation } from '../installation.ts';

/**
 * A person as `slack:T024BE7LH/U0123ABCD`; the workspace may be called as in the configuration. Throws RangeError for
 * anything else.
 */
export async function findPerson(installation: Installation, text: string): Promise<PersonId> {
  const person = PersonId.safeParse(text);
  if (!person.success) {
    throw new RangeError(
      `"${text}" is no person; write the workspace and the person's id, such as slack:T024BE7LH/U0123ABCD`,
    );
  }
  const { platform, lane, native } = splitChannelId(person.data);
  const called = lane.slice(platform.length + 1);
  const workspace = installation.settings.workspaces.find(
    (one) => one.platform === platform && one.name === called,
  );
  if (!workspace) return person.data;
  const known = await laneOf(workspace, installation);
  if (known) return personIdOf(known, native);
  throw new RangeError(
    `"${text}": which workspace ${called} is will be known once Lectern has posted there; write its id, such as ${platform}:T024BE7LH/${native}`,
  );
}

/** Slack tells the workspace's id to the running service only: an address of it shows where it led. */
async function laneOf(workspace: Workspace, { settings, store }: Installation): Promise<LaneId | undefined> {
  const { platform, native } = workspace;
  if (native !== undefined) return LaneId.parse(`${platform}:${native}`);
  for (const address of configuredAddresses(settings.policy)) {
    const [meant, ...others] = workspacesMeant(address, settings.workspaces);
    const isItsOwn = meant === workspace && others.length === 0;
    const channel = isItsOwn ? await store.read.directory.resolved(address.text) : undefined;
    if (channel === undefined) continue;
    const { platform: led, lane } = splitChannelId(channel);
    // In rehearsal it led to the preview, which says nothing.
    if (led === platform) return lane;
  }
  return undefined;
}

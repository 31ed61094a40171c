import type { LaneId, PlatformName } from './ids.ts';
import type { ChannelAddress } from './route.ts';

/** A Slack workspace or a Teams tenant of which the configuration has the credentials. */
export interface Workspace {
  readonly platform: PlatformName;
  /** As addresses call it, `slack:NAME/#channel`; absent: that of the environment's variables. */
  readonly name?: string;
  /** Its id at the platform, where the configuration has it (Teams' tenant). Slack tells it when it is connected. */
  readonly native?: string;
}

/** What decides which workspace is meant. */
export type NamedPlace = Pick<ChannelAddress, 'platform' | 'workspace'>;

/** A team of Slack (or an organisation of several), as Slack numbers it. */
const SLACK_ID = /^[TE][A-Z0-9]{5,}$/;

/**
 * Which of the configured workspaces an address means; several where it does not say enough. An address without one
 * means that of the environment's variables; where there is none, the only one. One that names Slack's own id may mean
 * any, since Slack alone knows whose it is.
 */
export function workspacesMeant(
  { platform, workspace }: NamedPlace,
  configured: readonly Workspace[],
): readonly Workspace[] {
  const there = configured.filter((one) => one.platform === platform);
  if (workspace === undefined) {
    const unnamed = there.filter(({ name }) => name === undefined);
    return unnamed.length > 0 ? unnamed : there;
  }
  const named = there.filter(({ name }) => name === workspace);
  if (named.length > 0) return named;
  return there.filter(({ native }) =>
    native === undefined ? SLACK_ID.test(workspace) : isSameId(native, workspace),
  );
}

interface Away {
  /** As addresses begin that lead there: `slack`, `slack:eecs`. */
  readonly workspace: string;
  readonly reason: string;
}

/** As people find it in the log and among the addresses. */
export function nameOfWorkspace({ platform, name }: Workspace): string {
  return name === undefined ? platform : `${platform}:${name}`;
}

/** How the workspaces of the configuration and the lanes of the platforms belong together. */
export interface LaneNames {
  /** Whether the address lies in this lane. */
  isIn(address: NamedPlace, lane: LaneId): boolean;
  /** The workspace that is meant, where there are credentials for it and it is not connected just now. */
  away(address: NamedPlace): Away | undefined;
  /** A channel's name as it is told where several workspaces may have one of that name: "eecs/#tides". Idempotent. */
  tell(lane: LaneId, name: string): string;
}

/** Where no workspace has a name: addresses name lanes by their ids, and one that names none may lie in any. */
export const LANES_BY_ID: LaneNames = {
  isIn: (address, lane) =>
    lane.startsWith(`${address.platform}:`) &&
    (address.workspace === undefined || isLaneCalled(lane, address.workspace)),
  away: () => undefined,
  tell: (_lane, name) => name,
};

/** By the platform's own id. */
export function isLaneCalled(lane: LaneId, native: string): boolean {
  return isSameId(lane.slice(lane.indexOf(':') + 1), native);
}

/** "#tides" finds "eecs/#tides" too, and so does "tides". */
export function isChannelCalled(name: string, text: string): boolean {
  return [text, `#${text}`].some((called) => name === called || name.endsWith(`/${called}`));
}

/** Microsoft writes the same id in capitals and in small letters; Slack's are all capitals. */
function isSameId(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

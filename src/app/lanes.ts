import { type LaneId, platformOf } from '../domain/ids.ts';
import {
  isLaneCalled,
  LANES_BY_ID,
  type LaneNames,
  type NamedPlace,
  nameOfWorkspace,
  type Workspace,
  workspacesMeant,
} from '../domain/workspace.ts';
import type { ChatPlatform } from '../ports/chat-platform.ts';

/** What can be posted to just now. Lanes come when their workspace is connected, which may be long after the start. */
export interface Lanes extends LaneNames {
  all(): ReadonlyMap<LaneId, ChatPlatform>;
  /** For people: with its name in the configuration, where it has one. */
  describe(lane: LaneId): string;
  add(chat: ChatPlatform): void;
  /**
   * The workspace turned out to be this lane. Returns whose lane it is already where two names lead to one: two workers
   * of one lane would each take half of what comes in.
   */
  claim(lane: LaneId, workspace: Workspace): Workspace | undefined;
  /** The workspace has credentials and is about to be connected for the first time. */
  expect(workspace: Workspace): void;
  /** It was tried; `reason`: why it did not come. Whether that was the first time. */
  tried(workspace: Workspace, reason?: string): boolean;
  /** Whether the address may mean this workspace, connected or not. */
  mayMean(address: NamedPlace, workspace: Workspace): boolean;
  /** While a workspace that it may mean is, nothing can be said about an address. */
  isExpected(address: NamedPlace): boolean;
  /** Addresses of which it is the same lie in one workspace, as far as that can be said before it is connected. */
  placeOf(address: NamedPlace): string;
}

/** `configured`: every workspace with credentials, so that an address is understood before they are connected. */
export function createLanes(configured: readonly Workspace[] = []): Lanes {
  const lanes = new Map<LaneId, ChatPlatform>();
  const owners = new Map<LaneId, Workspace>();
  const expected = new Set<Workspace>();
  const failures = new Map<Workspace, string>();
  const isConnected = (workspace: Workspace): boolean =>
    [...owners].some(([lane, owner]) => owner === workspace && lanes.has(lane));
  return {
    all: () => lanes,
    add: (chat) => void lanes.set(chat.lane, chat),
    claim(lane, workspace) {
      const owner = owners.get(lane);
      if (owner === undefined) owners.set(lane, workspace);
      return owner === workspace ? undefined : owner;
    },
    expect: (workspace) => void expected.add(workspace),
    tried(workspace, reason) {
      if (reason === undefined) failures.delete(workspace);
      else failures.set(workspace, reason);
      return expected.delete(workspace);
    },
    mayMean: (address, workspace) => workspacesMeant(address, configured).includes(workspace),
    isExpected: (address) => workspacesMeant(address, configured).some((one) => expected.has(one)),
    placeOf(address) {
      const [only, ...others] = workspacesMeant(address, configured);
      if (only && others.length === 0) return nameOfWorkspace(only);
      return `${address.platform}:${address.workspace ?? ''}`;
    },
    away(address) {
      const missing = workspacesMeant(address, configured).find((one) => !isConnected(one));
      return (
        missing && {
          workspace: nameOfWorkspace(missing),
          reason: failures.get(missing) ?? 'it was not tried yet',
        }
      );
    },
    isIn(address, lane) {
      const owner = owners.get(lane);
      if (!owner) return LANES_BY_ID.isIn(address, lane);
      if (owner.platform !== address.platform) return false;
      const meant = workspacesMeant(address, configured);
      if (!meant.includes(owner)) return false;
      // One that might as well mean another gives nobody a right here.
      if (address.workspace === undefined) return meant.length === 1;
      // Slack's own ids may mean any workspace until this one has told which it is.
      return address.workspace === owner.name || isLaneCalled(lane, address.workspace);
    },
    describe(lane) {
      const name = owners.get(lane)?.name;
      return name === undefined ? lane : `${platformOf(lane)}:${name} (${lane})`;
    },
    tell(lane, name) {
      const owner = owners.get(lane);
      const others = configured.filter(({ platform }) => platform === platformOf(lane));
      if (owner?.name === undefined || others.length < 2) return name;
      const mark = `${owner.name}/`;
      return name.startsWith(mark) ? name : `${mark}${name}`;
    },
  };
}

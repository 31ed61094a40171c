import type { LaneId, PlatformName } from '../domain/ids.ts';
import type { ChatPlatform } from '../ports/chat-platform.ts';

/** What can be posted to just now. Lanes come when their platform is connected, which may be long after the start. */
export interface Lanes {
  all(): ReadonlyMap<LaneId, ChatPlatform>;
  add(chat: ChatPlatform): void;
  /** The platform has credentials and is about to be connected for the first time. */
  expect(platform: PlatformName): void;
  /** It was tried, well or not. */
  tried(platform: PlatformName): void;
  /** While it is, nothing can be said about its addresses. */
  isExpected(platform: PlatformName): boolean;
}

export function createLanes(): Lanes {
  const lanes = new Map<LaneId, ChatPlatform>();
  const expected = new Set<PlatformName>();
  return {
    all: () => lanes,
    add: (chat) => void lanes.set(chat.lane, chat),
    expect: (platform) => void expected.add(platform),
    tried: (platform) => void expected.delete(platform),
    isExpected: (platform) => expected.has(platform),
  };
}

import type { ChannelId, MessageId, PlatformName } from '../../src/domain/ids.ts';
import type { ChannelAddress } from '../../src/domain/route.ts';
import type { ChatPlatform } from '../../src/ports/chat-platform.ts';

/**
 * What a platform brings along to be held to the contract: the platform under test, and what its users would see.
 * Opened anew for each test; `close` leaves nothing running.
 */
export interface PlatformHarness {
  readonly chat: ChatPlatform;
  /** Addresses of two channels that take posts, as a configuration writes them. */
  readonly addresses: readonly [ChannelAddress, ChannelAddress];
  /** An address that is well formed and names nothing. */
  readonly unknownAddress: ChannelAddress;
  /** What stands in a channel and its threads, oldest first. */
  messages(channel: ChannelId): Promise<readonly StandingMessage[]>;
  /** A person deletes a message, behind the service's back. */
  deleteByPerson(channel: ChannelId, message: MessageId): Promise<void>;
  /** Only platforms that are reached over a wire have one. */
  readonly door?: PlatformDoor;
  close(): Promise<void>;
}

export interface StandingMessage {
  readonly message: MessageId;
  readonly thread?: MessageId;
  /** What a reader sees, markup undone: text between the platform's marks, in reading order. */
  readonly shown: string;
  /** What is notified and read aloud, markup undone. */
  readonly summary: string;
  /** Addresses that can be pressed, buttons included. */
  readonly links: readonly string[];
  /** Live mentions: of a person, a group, a channel, everybody. */
  readonly mentions: number;
}

/** Where the platform's requests arrive. Faults meet the *next* request that posts, edits or removes, once. */
export interface PlatformDoor {
  /** Requests so far that post, edit or remove, refused ones too. */
  writes(): number;
  arrange(fault: Fault): void;
  /** Nobody listens at the platform's address any more; `restore` undoes it. */
  goAway(): Promise<void>;
  restore(): Promise<void>;
}

export type Fault =
  /** The request is read, nothing is stored, the connection is reset. */
  | { readonly type: 'resetBefore' }
  /** Stored, then reset before an answer. */
  | { readonly type: 'resetAfter' }
  /** An answer with status 500; `stored`: the message stands all the same. */
  | { readonly type: 'serverError'; readonly stored: boolean }
  /** Stored, and no answer ever comes. */
  | { readonly type: 'hang' }
  /** Stored, the answer breaks off in its body. */
  | { readonly type: 'halfAnswer' }
  /** Refused for now; without `afterMs` the platform does not say for how long. Whole seconds. */
  | { readonly type: 'throttle'; readonly afterMs?: number }
  /** The channel takes nothing: bot removed, archived. */
  | { readonly type: 'channelGone' }
  | { readonly type: 'credentialsBad' }
  | { readonly type: 'editRefused' };

export interface PlatformContract {
  readonly platform: PlatformName;
  readonly open: () => Promise<PlatformHarness>;
  /** Whether the harness has a door: faults are then part of the contract. */
  readonly wired: boolean;
  /** What the platform under test must be capable of: a capability that gets lost is a failure. */
  readonly find: boolean;
  readonly update: boolean;
  readonly remove: boolean;
  readonly reply: boolean;
  /** Faults that this platform has no form of, with the reason. */
  readonly without?: readonly Fault['type'][];
}

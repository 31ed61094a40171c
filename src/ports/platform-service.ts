import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ChannelId } from '../domain/ids.ts';
import type { ChatPlatform } from './chat-platform.ts';
import type { KnownChannel } from './store/directory.ts';

/** A platform as the app runs it: what sends, what receives, and its life. One a lane. */
export interface PlatformService {
  readonly chat: ChatPlatform;
  /** Mounted on the one HTTP server; bodies are unread. */
  readonly routes: readonly HttpRoute[];
  /** Begins to receive. Throws with a sentence for the administrator where credentials are refused. */
  start(): Promise<void>;
  /** Stops receiving and waits for handlers under way. Idempotent. */
  stop(): Promise<void>;
  health(): PlatformHealth;
}

export interface HttpRoute {
  readonly method: 'GET' | 'POST';
  /** Exact path, or a prefix ending in `/*`. */
  readonly path: string;
  handle(request: IncomingMessage, response: ServerResponse): void | Promise<void>;
}

export interface PlatformHealth {
  readonly ready: boolean;
  /** For a person, e.g. "connected", "reconnecting since 10:42". */
  readonly detail: string;
}

/** What a platform tells of its channels, by itself. Implemented by the pipeline. */
export interface ChannelEvents {
  /** Installed, invited, renamed, or a reference renewed. */
  seen(channel: KnownChannel): Promise<void>;
  /** Removed, archived, deleted. */
  lost(channel: ChannelId, reason: string, mend: string): Promise<void>;
}

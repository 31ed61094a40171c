import type { Json } from './json.ts';

export interface StandInChannel {
  readonly id: string;
  name: string;
  readonly type: 'public' | 'private' | 'im';
  archived: boolean;
  /** Whether the bot is in it. */
  member: boolean;
  members: number;
  /** Whom a direct conversation is with. */
  readonly user?: string;
}

export interface StandInUser {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  readonly timezone: string;
  readonly guest: boolean;
  readonly stranger: boolean;
}

export interface StandInMessage {
  readonly channel: string;
  readonly ts: string;
  readonly threadTs?: string;
  readonly broadcast: boolean;
  readonly user: string;
  readonly botId?: string;
  text: string;
  mrkdwn: boolean;
  blocks: readonly Json[];
  metadata?: Json;
  /** How often it was edited. */
  edits: number;
  readonly unfurls: boolean;
}

/** What stands in the stand-in: channels, people, messages. */
export class Workspace {
  readonly channels = new Map<string, StandInChannel>();
  readonly users = new Map<string, StandInUser>();
  /** By id. */
  readonly groups = new Map<string, { readonly handle: string; readonly users: readonly string[] }>();
  /** In order of arrival. */
  readonly messages: StandInMessage[] = [];
  #lastMicros = 0n;
  #serial = 0;

  addChannel(
    name: string,
    options: {
      id?: string;
      type?: 'public' | 'private';
      member?: boolean;
      archived?: boolean;
      members?: number;
    } = {},
  ): StandInChannel {
    const channel: StandInChannel = {
      id: options.id ?? this.mint('C'),
      name,
      type: options.type ?? 'public',
      archived: options.archived ?? false,
      member: options.member ?? true,
      members: options.members ?? 12,
    };
    this.channels.set(channel.id, channel);
    return channel;
  }

  addUser(
    name: string,
    options: {
      id?: string;
      realName?: string;
      timezone?: string;
      guest?: boolean;
      stranger?: boolean;
    } = {},
  ): StandInUser {
    const user: StandInUser = {
      id: options.id ?? this.mint('U'),
      name,
      realName: options.realName ?? name,
      timezone: options.timezone ?? 'Australia/Brisbane',
      guest: options.guest ?? false,
      stranger: options.stranger ?? false,
    };
    this.users.set(user.id, user);
    return user;
  }

  /** The direct conversation between the bot and a person. */
  openDirect(user: string): StandInChannel {
    for (const channel of this.channels.values()) if (channel.user === user) return channel;
    const channel: StandInChannel = {
      id: this.mint('D'),
      name: user,
      type: 'im',
      archived: false,
      member: true,
      members: 2,
      user,
    };
    this.channels.set(channel.id, channel);
    return channel;
  }

  store(message: Omit<StandInMessage, 'ts' | 'edits'>): StandInMessage {
    const stored: StandInMessage = { ...message, ts: this.#stamp(), edits: 0 };
    this.messages.push(stored);
    return stored;
  }

  find(channel: string, ts: string): StandInMessage | undefined {
    return this.messages.find((message) => message.channel === channel && message.ts === ts);
  }

  /** False: there was none. */
  delete(channel: string, ts: string): boolean {
    const at = this.messages.findIndex((message) => message.channel === channel && message.ts === ts);
    if (at >= 0) this.messages.splice(at, 1);
    return at >= 0;
  }

  mint(prefix: string): string {
    this.#serial += 1;
    return `${prefix}0STAND${String(this.#serial).padStart(4, '0')}`;
  }

  /** A message's `ts`: seconds and microseconds, each its own, never backwards. */
  #stamp(): string {
    const now = BigInt(Date.now()) * 1000n;
    this.#lastMicros = now > this.#lastMicros ? now : this.#lastMicros + 1n;
    const seconds = this.#lastMicros / 1_000_000n;
    return `${seconds}.${String(this.#lastMicros % 1_000_000n).padStart(6, '0')}`;
  }
}

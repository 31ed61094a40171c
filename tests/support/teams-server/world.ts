/** The tenant that the stand-in plays: its teams, chats and people, and what stands in them. */
export interface World {
  readonly tenantId: string;
  readonly bot: { readonly id: string; readonly name: string };
  readonly teams: readonly WorldTeam[];
  readonly groups: readonly { readonly id: string; readonly name: string }[];
  readonly people: readonly WorldPerson[];
}
interface WorldTeam {
  /** Also the id of its first channel, as in Teams. */
  readonly id: string;
  readonly name: string;
  readonly memberCount: number;
  /** The first has no name of its own. */
  readonly channels: readonly { readonly id: string; readonly name?: string }[];
}
interface WorldPerson {
  readonly id: string;
  readonly aadObjectId: string;
  readonly name: string;
  readonly userRole: 'user' | 'guest';
  readonly email?: string;
  readonly userPrincipalName?: string;
  /** The chat with the bot. */
  readonly chat: string;
}

/** `count` channels of one team, and two people, one of them a guest. */
export function makeWorld(count = 2): World {
  const team = '19:general-0@thread.tacv2';
  return {
    tenantId: '0a1b2c3d-0000-4000-8000-00000000aaaa',
    bot: { id: '28:0a1b2c3d-0000-4000-8000-0000000000b0', name: 'Lectern' },
    teams: [
      {
        id: team,
        name: 'Marine Informatics',
        memberCount: 42,
        channels: Array.from({ length: count }, (_, index) =>
          index === 0
            ? { id: team }
            : { id: `19:channel-${index}@thread.tacv2`, name: `Reading group ${index}` },
        ),
      },
    ],
    groups: [{ id: '19:group-0@thread.v2', name: 'Kelp committee' }],
    people: [
      {
        id: '29:person-ada',
        aadObjectId: '0a1b2c3d-0000-4000-8000-0000000000a1',
        name: 'Ada Marsh',
        userRole: 'user',
        email: 'ada@harbour.example',
        userPrincipalName: 'ada.upn@harbour.example',
        chat: 'a:chat-ada',
      },
      {
        id: '29:person-guest',
        aadObjectId: '0a1b2c3d-0000-4000-8000-0000000000a2',
        name: 'Gus Reed',
        userRole: 'guest',
        chat: 'a:chat-guest',
      },
    ],
  };
}

export interface StoredActivity {
  readonly id: string;
  /** A channel's id without its thread, or a chat's. */
  readonly conversation: string;
  readonly root?: string;
  readonly activity: Readonly<Record<string, unknown>>;
  /** As it was first posted, whatever it was edited to since. */
  readonly posted: Readonly<Record<string, unknown>>;
  /** Milliseconds since the epoch. */
  readonly postedAt: number;
  readonly edits: number;
  readonly deletedBy?: 'bot' | 'person';
}

/** What was posted, and where the bot is installed. */
export class Shelf {
  readonly world: World;
  readonly #installed = new Set<string>();
  readonly #blocked = new Set<string>();
  readonly #activities = new Map<string, StoredActivity>();
  #next = 1_700_000_000_000;

  constructor(world: World) {
    this.world = world;
  }

  /** By a channel's, group's or person's chat's id; a team's id stands for all of its channels. */
  install(id: string): void {
    for (const place of this.#placesOf(id)) this.#installed.add(place);
  }
  uninstall(id: string): void {
    for (const place of this.#placesOf(id)) this.#installed.delete(place);
  }
  block(chat: string): void {
    this.#blocked.add(chat);
  }

  #placesOf(id: string): readonly string[] {
    const team = this.world.teams.find((one) => one.id === id);
    return team ? team.channels.map((channel) => channel.id) : [id];
  }

  /** The connector's own words for what is wrong with posting there; undefined: nothing. */
  refusalFor(conversation: string): { readonly status: number; readonly code: string } | undefined {
    const { teams, groups, people } = this.world;
    const exists =
      teams.some((team) => team.channels.some((channel) => channel.id === conversation)) ||
      groups.some((group) => group.id === conversation) ||
      people.some((person) => person.chat === conversation);
    if (!exists) return { status: 404, code: 'ConversationNotFound' };
    if (this.#blocked.has(conversation)) return { status: 403, code: 'MessageWritesBlocked' };
    if (!this.#installed.has(conversation)) return { status: 403, code: 'BotNotInConversationRoster' };
    return undefined;
  }

  isChannel(conversation: string): boolean {
    return this.world.teams.some((team) => team.channels.some((channel) => channel.id === conversation));
  }

  store(conversation: string, root: string | undefined, activity: Readonly<Record<string, unknown>>): string {
    const id = String(this.#next);
    this.#next += 1;
    this.#activities.set(id, {
      id,
      conversation,
      ...(root === undefined ? {} : { root }),
      activity,
      posted: activity,
      postedAt: performance.timeOrigin + performance.now(),
      edits: 0,
    });
    return id;
  }

  /** Standing, in this conversation, and if a thread is named, in that. */
  find(conversation: string, root: string | undefined, id: string): StoredActivity | undefined {
    const stored = this.#activities.get(id);
    if (!stored || stored.deletedBy || stored.conversation !== conversation) return undefined;
    return root === undefined || (stored.root ?? stored.id) === root ? stored : undefined;
  }
  edit(stored: StoredActivity, activity: Readonly<Record<string, unknown>>): void {
    this.#activities.set(stored.id, { ...stored, activity, edits: stored.edits + 1 });
  }
  delete(id: string, deletedBy: 'bot' | 'person'): void {
    const stored = this.#activities.get(id);
    if (stored) this.#activities.set(id, { ...stored, deletedBy });
  }

  /** Oldest first. */
  standing(conversation?: string): readonly StoredActivity[] {
    return this.all().filter(
      (one) => !one.deletedBy && (conversation === undefined || one.conversation === conversation),
    );
  }
  all(): readonly StoredActivity[] {
    return [...this.#activities.values()];
  }
}

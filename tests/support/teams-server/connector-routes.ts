import { CreateChannelPost, CreateDirectChat, checkActivity } from './activity-check.ts';
import type { JournalEntry } from './journal.ts';
import type { Shelf } from './world.ts';

/** What a request asks for, decided before any fault: `apply` makes it stand, once. */
export interface Plan {
  readonly kind: JournalEntry['kind'];
  readonly conversation?: string;
  readonly apply: () => Reply;
}
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly stored?: string;
}

const THREAD = ';messageid=';

export function refuse(status: number, code: string, message = code): Reply {
  return { status, body: { error: { code, message } } };
}

/** The connector's REST API, as far as bots like ours use it. */
export function planRequest(shelf: Shelf, method: string, url: URL, body: unknown): Plan | undefined {
  const parts = url.pathname
    .split('/')
    .filter((part) => part !== '')
    .map(decodeURIComponent);
  const [version, collection, id = '', part, item] = parts;
  if (version !== 'v3') return undefined;
  if (collection === 'teams' && method === 'GET') return planTeam(shelf, id, part);
  if (collection !== 'conversations') return undefined;
  if (parts.length === 2 && method === 'POST') return planCreate(shelf, body);
  const [conversation = '', root] = id.split(THREAD);
  if (part === 'members' && method === 'GET') return planMember(shelf, conversation, item ?? '');
  if (part === 'pagedmembers' && method === 'GET') return planMembers(shelf, conversation, url.searchParams);
  if (part !== 'activities') return undefined;
  if (method === 'POST') return planSend(shelf, conversation, root ?? item, body);
  if (method === 'PUT' && item) return planUpdate(shelf, conversation, root, item, body);
  if (method === 'DELETE' && item) return planDelete(shelf, conversation, root, item);
  return undefined;
}

function planCreate(shelf: Shelf, body: unknown): Plan {
  const direct = CreateDirectChat.safeParse(body);
  if (direct.success) {
    const member = direct.data.members[0]?.id;
    const person = shelf.world.people.find((one) => one.id === member);
    return {
      kind: 'open',
      ...(person ? { conversation: person.chat } : {}),
      apply: () => {
        if (!person) return refuse(403, 'BotNotInConversationRoster');
        const refusal = shelf.refusalFor(person.chat);
        if (refusal) return refuse(refusal.status, refusal.code);
        return { status: 201, body: { id: person.chat } };
      },
    };
  }
  const parsed = CreateChannelPost.safeParse(body);
  if (!parsed.success) {
    return {
      kind: 'create',
      apply: () => refuse(400, 'BadArgument', parsed.error.issues[0]?.path.join('.')),
    };
  }
  const channel = parsed.data.channelData.channel.id;
  return {
    kind: 'create',
    conversation: channel,
    apply: () => {
      if (parsed.data.tenantId !== shelf.world.tenantId) return refuse(403, 'ForbiddenOperationException');
      const refusal = shelf.isChannel(channel)
        ? shelf.refusalFor(channel)
        : { status: 404, code: 'ConversationNotFound' };
      if (refusal) return refuse(refusal.status, refusal.code);
      const problem = checkActivity(parsed.data.activity);
      if (problem) return refuse(problem.status, problem.code, problem.message);
      const stored = shelf.store(channel, undefined, parsed.data.activity);
      return { status: 201, stored, body: { id: `${channel}${THREAD}${stored}`, activityId: stored } };
    },
  };
}

function planSend(shelf: Shelf, conversation: string, root: string | undefined, body: unknown): Plan {
  return {
    kind: 'send',
    conversation,
    apply: () => {
      const refusal = shelf.refusalFor(conversation);
      if (refusal) return refuse(refusal.status, refusal.code);
      const threaded = shelf.isChannel(conversation) ? root : undefined;
      const problem = checkActivity(body);
      if (problem) return refuse(problem.status, problem.code, problem.message);
      const stored = shelf.store(conversation, threaded, asRecord(body));
      return { status: 201, stored, body: { id: stored } };
    },
  };
}

function planUpdate(
  shelf: Shelf,
  conversation: string,
  root: string | undefined,
  id: string,
  body: unknown,
): Plan {
  return {
    kind: 'update',
    conversation,
    apply: () => {
      const refusal = shelf.refusalFor(conversation);
      if (refusal) return refuse(refusal.status, refusal.code);
      const stored = shelf.find(conversation, root, id);
      if (!stored) return refuse(404, 'ActivityNotFoundInConversation');
      const problem = checkActivity(body);
      if (problem) return refuse(problem.status, problem.code, problem.message);
      shelf.edit(stored, asRecord(body));
      return { status: 200, stored: id, body: { id } };
    },
  };
}

function planDelete(shelf: Shelf, conversation: string, root: string | undefined, id: string): Plan {
  return {
    kind: 'delete',
    conversation,
    apply: () => {
      const refusal = shelf.refusalFor(conversation);
      if (refusal) return refuse(refusal.status, refusal.code);
      if (!shelf.find(conversation, root, id)) return refuse(404, 'ActivityNotFoundInConversation');
      shelf.delete(id, 'bot');
      return { status: 200 };
    },
  };
}

function planTeam(shelf: Shelf, id: string, part: string | undefined): Plan {
  return {
    kind: 'read',
    apply: () => {
      const team = shelf.world.teams.find((one) => one.id === id);
      const general = team?.channels[0];
      if (!team || !general || shelf.refusalFor(general.id)) return refuse(403, 'BotNotInConversationRoster');
      if (part === 'conversations') {
        const conversations = team.channels.map(({ id: channel, name }) => ({
          id: channel,
          name: name ?? null,
        }));
        return { status: 200, body: { conversations } };
      }
      return { status: 200, body: { id, name: team.name, memberCount: team.memberCount } };
    },
  };
}

function planMember(shelf: Shelf, conversation: string, person: string): Plan {
  return {
    kind: 'read',
    apply: () => {
      const refusal = shelf.refusalFor(conversation);
      if (refusal) return refuse(refusal.status, refusal.code);
      const member = shelf.world.people.find((one) => one.id === person);
      return member
        ? { status: 200, body: describeMember(shelf, member) }
        : refuse(404, 'MemberNotFoundInConversation');
    },
  };
}

/** In pages of `pageSize`, the token being the next page's first member. */
function planMembers(shelf: Shelf, conversation: string, query: URLSearchParams): Plan {
  return {
    kind: 'read',
    apply: () => {
      const refusal = shelf.refusalFor(conversation);
      if (refusal) return refuse(refusal.status, refusal.code);
      const size = Number(query.get('pageSize') ?? 50);
      const from = Number(query.get('continuationToken') ?? 0);
      const page = shelf.world.people.slice(from, from + size);
      const more = from + size < shelf.world.people.length;
      return {
        status: 200,
        body: {
          members: page.map((person) => describeMember(shelf, person)),
          ...(more ? { continuationToken: String(from + size) } : {}),
        },
      };
    },
  };
}

function describeMember(shelf: Shelf, person: Shelf['world']['people'][number]) {
  const { chat: _, ...told } = person;
  return { ...told, tenantId: shelf.world.tenantId };
}

function asRecord(body: unknown): Readonly<Record<string, unknown>> {
  return typeof body === 'object' && body !== null ? { ...body } : {};
}

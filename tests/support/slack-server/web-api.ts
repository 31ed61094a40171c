import { countText, refusalsOf, TOTAL_TEXT } from './block-rules.ts';
import { isRecord, type Json, parseJson, recordsOf, textOf } from './json.ts';
import type { StandInChannel, StandInMessage, Workspace } from './workspace.ts';

/** What a call answers, before status codes and faults: Slack's body. */
export type Answer = Json & { readonly ok: boolean };

export interface Identity {
  readonly teamId: string;
  readonly team: string;
  readonly botUserId: string;
  readonly botId: string;
  readonly botName: string;
}

interface ApiContext {
  readonly workspace: Workspace;
  readonly identity: Identity;
  readonly scopes: ReadonlySet<string>;
}

export type Form = Readonly<Record<string, string>>;

interface Method {
  /** One of these is needed; empty: none. */
  readonly scopes: readonly string[];
  readonly fields: readonly string[];
  call(form: Form, context: ApiContext): Answer;
}

/** What each method takes and needs (docs.slack.dev/reference/methods). A field that is not here is a mistake. */
export const METHODS: Readonly<Record<string, Method>> = {
  'auth.test': { scopes: [], fields: [], call: testAuth },
  'chat.postMessage': {
    scopes: ['chat:write'],
    fields: [
      'channel',
      'text',
      'blocks',
      'metadata',
      'thread_ts',
      'reply_broadcast',
      'unfurl_links',
      'unfurl_media',
      'mrkdwn',
      'parse',
      'link_names',
    ],
    call: postMessage,
  },
  'chat.update': {
    scopes: ['chat:write'],
    fields: ['channel', 'ts', 'text', 'blocks', 'metadata', 'parse', 'link_names', 'reply_broadcast'],
    call: updateMessage,
  },
  'chat.delete': { scopes: ['chat:write'], fields: ['channel', 'ts'], call: deleteMessage },
  'conversations.list': {
    scopes: ['channels:read', 'groups:read'],
    fields: ['types', 'exclude_archived', 'limit', 'cursor'],
    call: listChannels,
  },
  'conversations.info': {
    scopes: ['channels:read', 'groups:read', 'im:read'],
    fields: ['channel', 'include_num_members'],
    call: describeChannel,
  },
  'conversations.open': { scopes: ['im:write'], fields: ['users', 'return_im'], call: openDirect },
  'conversations.history': {
    scopes: ['channels:history', 'groups:history', 'im:history'],
    fields: ['channel', 'oldest', 'latest', 'inclusive', 'limit', 'cursor', 'include_all_metadata'],
    call: readHistory,
  },
  'conversations.replies': {
    scopes: ['channels:history', 'groups:history', 'im:history'],
    fields: ['channel', 'ts', 'oldest', 'latest', 'inclusive', 'limit', 'cursor', 'include_all_metadata'],
    call: readReplies,
  },
  'users.info': { scopes: ['users:read'], fields: ['user'], call: describeUser },
  'usergroups.list': { scopes: ['usergroups:read'], fields: [], call: listGroups },
  'usergroups.users.list': { scopes: ['usergroups:read'], fields: ['usergroup'], call: listGroupUsers },
  'views.open': { scopes: [], fields: ['trigger_id', 'view'], call: () => ({ ok: true }) },
};

const refuse = (error: string, more: Json = {}): Answer => ({ ...more, ok: false, error });

function testAuth(_form: Form, { identity }: ApiContext): Answer {
  return {
    ok: true,
    url: 'https://stand-in.example/',
    team: identity.team,
    user: identity.botName,
    team_id: identity.teamId,
    user_id: identity.botUserId,
    bot_id: identity.botId,
    is_enterprise_install: false,
  };
}

/** The channel to write to, or why not. */
function writable(form: Form, context: ApiContext): StandInChannel | Answer {
  const { workspace, scopes } = context;
  const named = form.channel ?? '';
  const channel = workspace.users.has(named)
    ? workspace.openDirect(named)
    : (workspace.channels.get(named) ??
      [...workspace.channels.values()].find((one) => one.type === 'public' && `#${one.name}` === named));
  if (!channel) return refuse('channel_not_found');
  if (channel.archived) return refuse('is_archived');
  if (!channel.member) {
    if (channel.type === 'private') return refuse('channel_not_found');
    if (!scopes.has('chat:write.public')) return refuse('not_in_channel');
  }
  return channel;
}

const isAnswer = (value: StandInChannel | Answer): value is Answer => 'ok' in value;

interface Content {
  readonly text: string;
  readonly blocks: readonly Json[];
  readonly metadata?: Json;
}

function readContent(form: Form): Content | Answer {
  const text = form.text ?? '';
  const blocks = form.blocks === undefined ? [] : parseJson(form.blocks);
  if (blocks === undefined) return refuse('invalid_blocks_format');
  const refusals = refusalsOf(blocks);
  if (refusals.length > 0)
    return refuse('invalid_blocks', { response_metadata: { messages: [...refusals] } });
  if (countText(blocks) > TOTAL_TEXT) return refuse('msg_blocks_too_long');
  if (text === '' && recordsOf(blocks).length === 0) return refuse('no_text');
  if (text.length > 40_000) return refuse('msg_too_long');
  if (form.metadata === undefined) return { text, blocks: recordsOf(blocks) };
  const metadata = parseJson(form.metadata);
  if (!isRecord(metadata) || textOf(metadata.event_type) === '' || !isRecord(metadata.event_payload)) {
    return refuse('invalid_metadata_format');
  }
  for (const value of Object.values(metadata.event_payload)) {
    if (Array.isArray(value)) return refuse('invalid_metadata_schema');
  }
  return { text, blocks: recordsOf(blocks), metadata };
}

const isRefused = (value: Content | Answer): value is Answer => 'ok' in value;

function postMessage(form: Form, context: ApiContext): Answer {
  const channel = writable(form, context);
  if (isAnswer(channel)) return channel;
  const content = readContent(form);
  if (isRefused(content)) return content;
  const thread = form.thread_ts;
  if (thread !== undefined && !context.workspace.find(channel.id, thread)) return refuse('thread_not_found');
  const message = context.workspace.store({
    channel: channel.id,
    broadcast: form.reply_broadcast === 'true',
    user: context.identity.botUserId,
    botId: context.identity.botId,
    mrkdwn: form.mrkdwn !== 'false',
    unfurls: form.unfurl_links !== 'false' || form.unfurl_media !== 'false',
    ...(thread === undefined ? {} : { threadTs: thread }),
    ...content,
  });
  return { ok: true, channel: channel.id, ts: message.ts, message: present(message, true) };
}

function updateMessage(form: Form, context: ApiContext): Answer {
  const channel = writable(form, context);
  if (isAnswer(channel)) return channel;
  const message = context.workspace.find(channel.id, form.ts ?? '');
  if (!message) return refuse('message_not_found');
  if (message.botId !== context.identity.botId) return refuse('cant_update_message');
  const content = readContent(form);
  if (isRefused(content)) return content;
  message.text = content.text;
  // An edit with text and no blocks takes the blocks away.
  message.blocks = content.blocks;
  if (content.metadata) message.metadata = content.metadata;
  message.edits += 1;
  return { ok: true, channel: channel.id, ts: message.ts, text: message.text };
}

function deleteMessage(form: Form, context: ApiContext): Answer {
  const channel = writable(form, context);
  if (isAnswer(channel)) return channel;
  const message = context.workspace.find(channel.id, form.ts ?? '');
  if (!message) return refuse('message_not_found');
  if (message.botId !== context.identity.botId) return refuse('cant_delete_message');
  context.workspace.delete(channel.id, message.ts);
  return { ok: true, channel: channel.id, ts: message.ts };
}

function listChannels(form: Form, { workspace, scopes }: ApiContext): Answer {
  const types = (form.types ?? 'public_channel').split(',');
  if (types.includes('public_channel') && !scopes.has('channels:read')) return lacks('channels:read', scopes);
  if (types.includes('private_channel') && !scopes.has('groups:read')) return lacks('groups:read', scopes);
  const all = [...workspace.channels.values()].filter(
    (channel) =>
      ((channel.type === 'public' && types.includes('public_channel')) ||
        (channel.type === 'private' && channel.member && types.includes('private_channel'))) &&
      !(form.exclude_archived === 'true' && channel.archived),
  );
  const page = pageOf(all, form);
  if (!page) return refuse('invalid_cursor');
  return {
    ok: true,
    channels: page.items.map(presentChannel),
    response_metadata: { next_cursor: page.next },
  };
}

function describeChannel(form: Form, { workspace }: ApiContext): Answer {
  const channel = workspace.channels.get(form.channel ?? '');
  if (!channel || (channel.type === 'private' && !channel.member)) return refuse('channel_not_found');
  return { ok: true, channel: presentChannel(channel) };
}

function openDirect(form: Form, { workspace }: ApiContext): Answer {
  const user = form.users ?? '';
  if (!workspace.users.has(user)) return refuse('user_not_found');
  return { ok: true, channel: { id: workspace.openDirect(user).id } };
}

function readHistory(form: Form, context: ApiContext): Answer {
  return readMessages(form, context, (message) => message.threadTs === undefined || message.broadcast);
}

function readReplies(form: Form, context: ApiContext): Answer {
  const root = form.ts ?? '';
  if (!context.workspace.find(form.channel ?? '', root)) return refuse('thread_not_found');
  return readMessages(form, context, (message) => message.ts === root || message.threadTs === root);
}

function readMessages(form: Form, context: ApiContext, wanted: (message: StandInMessage) => boolean): Answer {
  const { workspace, scopes } = context;
  const channel = workspace.channels.get(form.channel ?? '');
  if (!channel || (channel.type === 'private' && !channel.member)) return refuse('channel_not_found');
  const scope = { public: 'channels:history', private: 'groups:history', im: 'im:history' }[channel.type];
  if (!scopes.has(scope)) return lacks(scope, scopes);
  if (!channel.member) return refuse('not_in_channel');
  const inclusive = form.inclusive === 'true';
  const after = Number(form.oldest ?? 0);
  const before = Number(form.latest ?? Number.POSITIVE_INFINITY);
  const within = (ts: number): boolean =>
    inclusive ? ts >= after && ts <= before : ts > after && ts < before;
  const root = form.ts;
  const all = workspace.messages
    .filter((message) => message.channel === channel.id && wanted(message))
    .filter((message) => message.ts === root || within(Number(message.ts)));
  const page = pageOf(root === undefined ? all.reverse() : all, form);
  if (!page) return refuse('invalid_cursor');
  return {
    ok: true,
    messages: withRoot(page.items, root, all).map((message) =>
      present(message, form.include_all_metadata === 'true'),
    ),
    has_more: page.next !== '',
    response_metadata: { next_cursor: page.next },
  };
}

/** A thread's root comes with each page, whatever the window. */
function withRoot(
  items: readonly StandInMessage[],
  root: string | undefined,
  all: readonly StandInMessage[],
): readonly StandInMessage[] {
  const parent = all.find((message) => message.ts === root);
  return parent === undefined || items.includes(parent) ? items : [parent, ...items];
}

function describeUser(form: Form, { workspace, identity }: ApiContext): Answer {
  const user = workspace.users.get(form.user ?? '');
  if (!user) return refuse('user_not_found');
  return {
    ok: true,
    user: {
      id: user.id,
      team_id: user.stranger ? 'T0ELSEWHERE' : identity.teamId,
      name: user.name,
      real_name: user.realName,
      tz: user.timezone,
      deleted: false,
      is_bot: false,
      is_restricted: user.guest,
      is_ultra_restricted: false,
      is_stranger: user.stranger,
    },
  };
}

function listGroups(_form: Form, { workspace, identity }: ApiContext): Answer {
  const usergroups = [...workspace.groups].map(([id, { handle, users }]) => ({
    id,
    team_id: identity.teamId,
    is_usergroup: true,
    name: handle,
    handle,
    date_delete: 0,
    user_count: users.length,
  }));
  return { ok: true, usergroups };
}

function listGroupUsers(form: Form, { workspace }: ApiContext): Answer {
  const group = workspace.groups.get(form.usergroup ?? '');
  return group ? { ok: true, users: [...group.users] } : refuse('no_such_subteam');
}

export function lacks(needed: string, scopes: ReadonlySet<string>): Answer {
  return refuse('missing_scope', { needed, provided: [...scopes].join(',') });
}

/** Undefined: a cursor that was never given out. */
function pageOf<T>(all: readonly T[], form: Form): { items: readonly T[]; next: string } | undefined {
  const limit = Math.min(Number(form.limit ?? 100), 999);
  const cursor = form.cursor ?? '';
  const from = cursor === '' ? 0 : Number(/^page:(\d+)$/.exec(cursor)?.[1] ?? Number.NaN);
  if (!Number.isInteger(limit) || limit < 1 || Number.isNaN(from)) return undefined;
  const to = from + limit;
  return { items: all.slice(from, to), next: to < all.length ? `page:${to}` : '' };
}

function present(message: StandInMessage, withMetadata: boolean): Json {
  return {
    type: 'message',
    ...(message.broadcast ? { subtype: 'thread_broadcast' } : {}),
    user: message.user,
    ...(message.botId === undefined ? {} : { bot_id: message.botId }),
    text: message.text,
    ts: message.ts,
    ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
    blocks: message.blocks,
    ...(withMetadata && message.metadata ? { metadata: message.metadata } : {}),
  };
}

function presentChannel(channel: StandInChannel): Json {
  return {
    id: channel.id,
    name: channel.name,
    is_channel: channel.type === 'public',
    is_private: channel.type === 'private',
    is_im: channel.type === 'im',
    is_archived: channel.archived,
    is_member: channel.member,
    num_members: channel.members,
    ...(channel.user === undefined ? {} : { user: channel.user }),
  };
}

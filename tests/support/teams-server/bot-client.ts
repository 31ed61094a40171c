import type { World } from './world.ts';

export interface BotAnswer {
  readonly status: number;
  readonly body: unknown;
}

export interface BotClientOptions {
  /** The bot's address: `http://127.0.0.1:…/api/messages`. */
  readonly bot: string;
  readonly world: World;
  /** As the activities name it. */
  readonly serviceUrl: string;
  /** Absent: unsigned. */
  readonly authorization?: () => string;
}

export interface Where {
  /** A channel's, group's or personal chat's id. */
  readonly conversation: string;
  /** The thread in a channel. */
  readonly root?: string;
}

/** Teams' client side: what people do there arrives at the bot in the shape that Teams gives it. */
export class BotClient {
  readonly #options: BotClientOptions;
  #next = 1_600_000_000_000;

  constructor(options: BotClientOptions) {
    this.#options = options;
  }

  /** Whatever it is, as JSON. */
  async send(activity: unknown, headers: Readonly<Record<string, string>> = {}): Promise<BotAnswer> {
    const authorization = this.#options.authorization?.();
    const response = await fetch(this.#options.bot, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        // A connection kept from before may be closed by the other end just as it is used again.
        connection: 'close',
        ...(authorization === undefined ? {} : { authorization }),
        ...headers,
      },
      body: typeof activity === 'string' ? activity : JSON.stringify(activity),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : parse(text) };
  }

  /** By a person, into a team (by its id), a group chat, or their own chat. */
  installed(where: string, person: string, action = 'add'): Promise<BotAnswer> {
    return this.send({ ...this.#frame({ conversation: where }, person), type: 'installationUpdate', action });
  }

  /** The older form of the same news. */
  botAdded(where: string, person: string): Promise<BotAnswer> {
    const { bot } = this.#options.world;
    return this.send({
      ...this.#frame({ conversation: where }, person),
      type: 'conversationUpdate',
      membersAdded: [{ id: bot.id }],
    });
  }

  teamEvent(
    eventType: string,
    data: { readonly team: string; readonly name?: string; readonly channel?: { id: string; name?: string } },
  ): Promise<BotAnswer> {
    const person = this.#options.world.people[0]?.id ?? '';
    const frame = this.#frame({ conversation: data.team }, person);
    const team = { id: data.team, ...(data.name === undefined ? {} : { name: data.name }) };
    const channelData = {
      ...frame.channelData,
      eventType,
      team,
      ...(data.channel ? { channel: data.channel } : {}),
    };
    return this.send({ ...frame, type: 'conversationUpdate', channelData });
  }

  /** In the personal chat. */
  say(person: string, text: string): Promise<BotAnswer> {
    return this.send({
      ...this.#frame({ conversation: this.#chatOf(person) }, person),
      type: 'message',
      text,
      textFormat: 'plain',
    });
  }

  /** `@Lectern text`, in a channel or group. A message of a channel that opens a thread is that thread's root. */
  mention(where: Where, person: string, text: string): Promise<BotAnswer> {
    const { bot } = this.#options.world;
    const at = `<at>${bot.name}</at>`;
    return this.send({
      ...this.#frame(where, person),
      type: 'message',
      text: `${at}${text}`,
      entities: [
        { type: 'clientInfo', locale: 'en-AU' },
        { type: 'mention', text: at, mentioned: { id: bot.id, name: bot.name } },
      ],
    });
  }

  /** A button of a card: its verb and data, on this message. */
  press(where: Where, person: string, message: string, verb: string, data: unknown): Promise<BotAnswer> {
    return this.send({
      ...this.#frame(where, person),
      type: 'invoke',
      name: 'adaptiveCard/action',
      replyToId: message,
      value: { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' },
    });
  }

  /** An activity without its type: everything that Teams says of where and who. */
  #frame({ conversation, root }: Where, personId: string) {
    const { world, serviceUrl } = this.#options;
    const id = String(this.#next++);
    const person = world.people.find((one) => one.id === personId);
    const from = {
      id: personId,
      name: person?.name ?? 'Somebody',
      aadObjectId: person?.aadObjectId ?? 'unknown',
    };
    const shared = {
      id,
      channelId: 'msteams',
      serviceUrl,
      from,
      recipient: world.bot,
      localTimezone: 'Australia/Brisbane',
      timestamp: '2031-03-02T01:00:00.000Z',
    };
    const tenant = { id: world.tenantId };
    const team = world.teams.find((one) => one.channels.some((channel) => channel.id === conversation));
    if (team) {
      const channel = team.channels.find((one) => one.id === conversation);
      return {
        ...shared,
        conversation: {
          isGroup: true,
          conversationType: 'channel',
          tenantId: world.tenantId,
          id: `${conversation};messageid=${root ?? id}`,
        },
        channelData: { tenant, team: { id: team.id, name: team.name }, channel: { ...channel } },
      };
    }
    const group = world.groups.find((one) => one.id === conversation);
    return {
      ...shared,
      conversation: {
        isGroup: group !== undefined,
        conversationType: group ? 'groupChat' : 'personal',
        tenantId: world.tenantId,
        id: conversation,
        // Teams writes null for a chat without a name.
        name: group?.name ?? null,
      },
      channelData: { tenant },
    };
  }

  #chatOf(person: string): string {
    return this.#options.world.people.find((one) => one.id === person)?.chat ?? '';
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

import type { Failure } from '../../domain/failure.ts';
import { channelIdOf } from '../../domain/ids.ts';
import type { ChannelAddress } from '../../domain/route.ts';
import type { Resolution } from '../../ports/chat-platform.ts';
import type { KnownChannel } from '../../ports/store/directory.ts';
import type { BookSettings } from './book-settings.ts';
import { ChannelList, type ListedChannel } from './channel-list.ts';
import { type Deadline, deadlineIn, msUntil } from './read-budget.ts';
import { withinDeadline } from './within-deadline.ts';

/** Which channels there are, by name and by id, and what they are called. */
export class ChannelBook {
  readonly #settings: BookSettings;
  readonly #list: ChannelList;
  /** Native id → "#name", of all that was ever looked at: for sentences to people. */
  readonly #names = new Map<string, string>();

  constructor(settings: BookSettings) {
    this.#settings = settings;
    this.#list = new ChannelList(settings);
  }

  /** As people read it; the id where no name is known yet. */
  nameOf(native: string): string {
    return this.#names.get(native) ?? native;
  }

  async resolve({ target, text }: ChannelAddress): Promise<Resolution> {
    const deadline = deadlineIn(this.#settings.clock, this.#settings.timeoutMs);
    if (target.startsWith('#')) return this.#resolveName(target.slice(1).toLowerCase(), deadline);
    if (/^[CG][A-Z0-9]{5,}$/.test(target)) return this.#resolveId(target, deadline);
    if (/^[UW][A-Z0-9]{5,}$/.test(target)) return this.#resolvePerson(target, deadline);
    return {
      type: 'unresolved',
      reason: `"${text}" is no Slack address`,
      mend: 'Write slack:#channel-name, slack:C0123ABCD or, for a person, slack:U0123ABCD.',
      transient: false,
    };
  }

  /** The channel as it is now; undefined where Slack tells nothing of it. */
  async describe(native: string): Promise<{ channel: KnownChannel; member: boolean } | undefined> {
    const found = await this.#readInfo(native, deadlineIn(this.#settings.clock, this.#settings.timeoutMs));
    if (!('id' in found)) return undefined;
    const { lane } = this.#settings.identity;
    return {
      channel: {
        id: channelIdOf(lane, native),
        lane,
        name: this.nameOf(native),
        kind: 'channel',
        ...(found.members === undefined ? {} : { members: found.members }),
      },
      member: found.member,
    };
  }

  /** Something was renamed, archived or opened: what was read before may be wrong. */
  forget(): void {
    this.#list.forget();
  }

  async #resolveName(name: string, deadline: Deadline): Promise<Resolution> {
    const found = await this.#list.find(name, deadline);
    if (found === undefined) {
      const { botName } = this.#settings.identity;
      return {
        type: 'unresolved',
        reason: `there is no channel #${name} that @${botName} can see`,
        mend: `Look at the spelling of #${name}; if it is private, type /invite @${botName} in it.`,
        transient: false,
      };
    }
    return 'id' in found ? this.#resolved(found) : unresolved(found);
  }

  async #resolveId(native: string, deadline: Deadline): Promise<Resolution> {
    const found = await this.#readInfo(native, deadline);
    return 'id' in found ? this.#resolved(found) : unresolved(found);
  }

  /** Opening is idempotent: it gives the one conversation that there is between the bot and the person. */
  async #resolvePerson(user: string, deadline: Deadline): Promise<Resolution> {
    const { client, budget, clock, identity } = this.#settings;
    const wait = await budget.admit('conversations.open', deadline);
    if (wait) return unresolved(wait);
    const opened = await withinDeadline(client.conversations.open({ users: user }), msUntil(clock, deadline));
    if (opened.type !== 'done') return unresolved(this.#failed(opened, user));
    const native = opened.value.channel?.id;
    if (native === undefined) return unresolved({ type: 'retry', reason: 'Slack gave no conversation' });
    this.#names.set(native, `@${user}`);
    return {
      type: 'resolved',
      channel: channelIdOf(identity.lane, native),
      name: `@${user}`,
      kind: 'person',
    };
  }

  async #readInfo(native: string, deadline: Deadline): Promise<ListedChannel | Failure> {
    const { client, budget, clock } = this.#settings;
    const wait = await budget.admit('conversations.info', deadline);
    if (wait) return wait;
    const asked = client.conversations.info({ channel: native, include_num_members: true });
    const info = await withinDeadline(asked, msUntil(clock, deadline));
    if (info.type !== 'done') return this.#failed(info, this.nameOf(native));
    const { name, is_member: member, num_members: members, is_archived: archived } = info.value.channel ?? {};
    this.#names.set(native, name ? `#${name}` : native);
    return {
      id: native,
      name: name ?? native,
      member: member === true,
      archived: archived === true,
      ...(members === undefined ? {} : { members }),
    };
  }

  #failed(
    outcome: { readonly type: 'late' } | { readonly type: 'failed'; readonly error: unknown },
    channel: string,
  ): Failure {
    return outcome.type === 'late'
      ? { type: 'retry', reason: 'Slack did not answer in time' }
      : this.#settings.failure(outcome.error, channel);
  }

  #resolved(found: ListedChannel): Resolution {
    const { identity, log } = this.#settings;
    const name = `#${found.name}`;
    this.#names.set(found.id, name);
    if (found.archived) {
      return {
        type: 'unresolved',
        reason: `${name} is archived`,
        mend: `Unarchive ${name}, or route the seminars to another channel.`,
        transient: false,
      };
    }
    // It is resolved all the same: what is due there waits in the outbox until somebody has invited the bot.
    if (!found.member && !identity.scopes.has('chat:write.public')) {
      log.warn('The bot is not in a channel that it is to post to', {
        channel: name,
        mend: `type /invite @${identity.botName} in ${name}`,
      });
    }
    return {
      type: 'resolved',
      channel: channelIdOf(identity.lane, found.id),
      name,
      kind: 'channel',
      ...(found.members === undefined ? {} : { members: found.members }),
    };
  }
}

function unresolved(failure: Failure): Resolution {
  const { type, reason } = failure;
  return {
    type: 'unresolved',
    reason,
    mend: 'mend' in failure ? failure.mend : 'Nothing: it is asked again by itself.',
    transient: type === 'retry' || type === 'throttled' || type === 'unknown',
  };
}

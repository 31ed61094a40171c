import type { WebClient } from '@slack/web-api';
import type { Card } from '../../domain/card.ts';
import type { Failure } from '../../domain/failure.ts';
import { type ChannelId, MessageId, splitChannelId } from '../../domain/ids.ts';
import type { ChannelAddress } from '../../domain/route.ts';
import type {
  Capabilities,
  ChatPlatform,
  Done,
  FindQuery,
  Found,
  MessageAddress,
  OutgoingMessage,
  PostOutcome,
  Resolution,
  Survey,
  SurveyQuery,
} from '../../ports/chat-platform.ts';
import type { Clock } from '../../ports/clock.ts';
import { checkSlackMessage } from './card/check-message.ts';
import { renderSlack } from './card/render-slack.ts';
import type { ChannelBook } from './channel-book.ts';
import { failureOf } from './failure-of.ts';
import { findPosts } from './find-posts.ts';
import type { SlackIdentity } from './identity.ts';
import { SLACK_LIMITS } from './rate-limits.ts';
import { deadlineIn, type ReadBudget } from './read-budget.ts';
import { METADATA_TYPE, type Reading } from './read-posts.ts';
import { surveyPosts } from './survey-posts.ts';
import { encodeForm, type WriteClient } from './write-client.ts';

export interface SlackChatSettings {
  /** Reads. */
  readonly client: WebClient;
  /** Posts, edits and removes. */
  readonly writing: WriteClient;
  readonly identity: SlackIdentity;
  readonly book: ChannelBook;
  readonly budget: ReadBudget;
  readonly clock: Clock;
  readonly timeoutMs: number;
  /** `none`: posts are never looked for, by the administrator's choice. */
  readonly reconcile: 'history' | 'none';
}

type Rendered =
  /** As the parameters of a call. */
  { readonly type: 'fit'; readonly form: Buffer } | { readonly type: 'unfit'; readonly reason: string };

/** One Slack workspace as the pipeline sees it. Each call that writes is one request, whatever becomes of it. */
export class SlackChat implements ChatPlatform {
  readonly platform = 'slack';
  readonly lane: ChatPlatform['lane'];
  readonly capabilities: Capabilities;
  readonly limits = SLACK_LIMITS;
  readonly timeoutMs: number;
  readonly #settings: SlackChatSettings;
  readonly #rendered = new WeakMap<Card, Rendered>();

  constructor(settings: SlackChatSettings) {
    this.#settings = settings;
    this.lane = settings.identity.lane;
    this.timeoutMs = settings.timeoutMs;
    this.capabilities = { find: settings.reconcile === 'history', update: true, remove: true, reply: true };
  }

  resolve(address: ChannelAddress): Promise<Resolution> {
    return this.#settings.book.resolve(address);
  }

  post(message: OutgoingMessage): Promise<PostOutcome> {
    return this.#send(message.channel, message.card, async (rendered): Promise<PostOutcome> => {
      const { ts } = await this.#settings.writing.call('chat.postMessage', addressee(message), rendered);
      return ts === undefined
        ? { type: 'unknown', reason: 'Slack gave no id for the message' }
        : { type: 'posted', message: MessageId.parse(ts) };
    });
  }

  /** Text and blocks together: an edit with text alone would take the blocks away. The metadata stays as it is. */
  update({ channel, message }: MessageAddress, card: Card): Promise<Failure | Done> {
    return this.#send(channel, card, async (rendered): Promise<Done> => {
      const at = { channel: splitChannelId(channel).native, ts: message };
      await this.#settings.writing.call('chat.update', at, rendered);
      return { type: 'done' };
    });
  }

  async remove({ channel, message }: MessageAddress): Promise<Failure | Done> {
    const at = { channel: splitChannelId(channel).native, ts: message };
    try {
      await this.#settings.writing.call('chat.delete', at);
      return { type: 'done' };
    } catch (error) {
      return this.#failure(error, channel);
    }
  }

  async find(query: FindQuery): Promise<Found> {
    if (!this.capabilities.find) return { type: 'read', complete: false, messages: new Map() };
    const { clock, timeoutMs } = this.#settings;
    return findPosts(query, deadlineIn(clock, timeoutMs), this.#reading(query.channel));
  }

  async survey(query: SurveyQuery): Promise<Survey> {
    if (!this.capabilities.find) return { type: 'surveyed', extent: 'unreadable', posts: [] };
    const { clock, timeoutMs } = this.#settings;
    return surveyPosts(query, deadlineIn(clock, timeoutMs), this.#reading(query.channel));
  }

  #reading(channel: ChannelId): Reading {
    return { ...this.#settings, failure: (error) => this.#failure(error, channel) };
  }

  async #send<T>(
    channel: ChannelId,
    card: Card,
    send: (rendered: Buffer) => Promise<T>,
  ): Promise<T | Failure> {
    const rendered = this.#render(card);
    if (rendered.type === 'unfit') return { type: 'giveUp', reason: rendered.reason };
    try {
      return await send(rendered.form);
    } catch (error) {
      return this.#failure(error, channel);
    }
  }

  /** A card that goes to many channels is the same one each time. */
  #render(card: Card): Rendered {
    const known = this.#rendered.get(card);
    if (known) return known;
    const message = renderSlack(card);
    const [problem] = checkSlackMessage(message);
    const rendered: Rendered = problem
      ? { type: 'unfit', reason: `Slack would refuse this card: ${problem.at} ${problem.problem}` }
      : { type: 'fit', form: encodeForm({ text: message.text, blocks: message.blocks }) };
    this.#rendered.set(card, rendered);
    return rendered;
  }

  #failure(error: unknown, channel: ChannelId): Failure {
    const { book, identity } = this.#settings;
    return failureOf(error, {
      channel: book.nameOf(splitChannelId(channel).native),
      bot: identity.botName,
      token: identity.called,
    });
  }
}

function addressee(message: OutgoingMessage): Readonly<Record<string, unknown>> {
  const post = {
    channel: splitChannelId(message.channel).native,
    // Members can read it: the key says nothing by itself.
    metadata: { event_type: METADATA_TYPE, event_payload: { key: message.key, ...message.mark } },
    mrkdwn: false,
    unfurl_links: false,
    unfurl_media: false,
  };
  if (message.thread === undefined) return post;
  return message.broadcast
    ? { ...post, thread_ts: message.thread, reply_broadcast: true }
    : { ...post, thread_ts: message.thread };
}

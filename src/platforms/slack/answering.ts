import type { WebClient } from '@slack/web-api';
import type { Card } from '../../domain/card.ts';
import { parseCommand } from '../../domain/command.ts';
import { type ChannelId, channelIdOf } from '../../domain/ids.ts';
import { decodeIntent } from '../../domain/intent.ts';
import type { Desk } from '../../ports/desk.ts';
import type { Log } from '../../ports/log.ts';
import { checkSlackMessage } from './card/check-message.ts';
import { renderSlack } from './card/render-slack.ts';
import type { SlackMessage } from './card/slack-message.ts';
import type { SlackIdentity } from './identity.ts';
import type { Asker, People } from './people.ts';
import { respond } from './respond.ts';
import type { Tasks } from './tasks.ts';

export interface AnsweringSettings {
  readonly desk: Desk;
  readonly people: People;
  readonly tasks: Tasks;
  readonly client: WebClient;
  readonly identity: SlackIdentity;
  readonly log: Log;
}

type Wish = Parameters<Desk['handle']>[0];

/** From people's words and presses, already acknowledged, to answers that they alone see. Never throws. */
export class Answering {
  readonly #settings: AnsweringSettings;

  constructor(settings: AnsweringSettings) {
    this.#settings = settings;
  }

  /** A slash command. */
  command(asker: Asker, channel: string, words: string, responseUrl: string): void {
    this.#answer(parseCommand(unescapeText(words)), asker, this.#channel(channel), (message) =>
      this.#respond(responseUrl, message),
    );
  }

  /** A button that carries an intent. What this version does not understand is said, not ignored. */
  press(asker: Asker, channel: string | undefined, value: string | undefined, responseUrl: string): void {
    const intent = decodeIntent(value ?? '');
    if (intent === undefined) {
      this.#settings.tasks.run(this.#respond(responseUrl, renderSlack(OLD_BUTTON)));
      return;
    }
    this.#answer(intent, asker, this.#channel(channel ?? asker.user), (message) =>
      this.#respond(responseUrl, message),
    );
  }

  /** Plain words in the direct messages between the bot and a person: they are commands too. */
  direct(asker: Asker, channel: string, words: string): void {
    const here = this.#channel(channel);
    const reply = async ({ text, blocks }: SlackMessage): Promise<void> => {
      const quiet = { mrkdwn: false, unfurl_links: false, unfurl_media: false };
      await this.#settings.client.chat.postMessage({ channel, text, blocks: [...blocks], ...quiet });
    };
    this.#answer(parseCommand(unescapeText(words)), asker, here, reply, here);
  }

  #answer(
    wish: Wish,
    asker: Asker,
    channel: ChannelId,
    show: (message: SlackMessage) => Promise<void>,
    direct?: ChannelId,
  ): void {
    const { desk, people, tasks, log } = this.#settings;
    const work = async (): Promise<void> => {
      const actor = await people.actorOf(asker, channel, direct);
      const card = await desk.handle(wish, actor).then(
        (reply) => reply.card,
        (error: unknown) => {
          log.error('A wish could not be answered', { wish: wish.type, error });
          return SORRY;
        },
      );
      await show(this.#renderAnswer(card));
    };
    tasks.run(
      work().catch((error: unknown) => log.warn('An answer could not be shown', { wish: wish.type, error })),
    );
  }

  #renderAnswer(card: Card): SlackMessage {
    const message = renderSlack(card);
    const [problem] = checkSlackMessage(message);
    if (!problem) return message;
    this.#settings.log.error('Slack would refuse an answer', { at: problem.at, problem: problem.problem });
    return { text: message.text, blocks: [] };
  }

  async #respond(responseUrl: string, message: SlackMessage): Promise<void> {
    const outcome = await respond(responseUrl, message, this.#settings.tasks.signal);
    // The address is a capability: it is not logged.
    if (outcome.type === 'failed')
      this.#settings.log.warn('An answer did not arrive', { reason: outcome.reason });
  }

  #channel(native: string): ChannelId {
    return channelIdOf(this.#settings.identity.lane, native);
  }
}

/** Slack escapes what people type; what they meant is searched for. */
function unescapeText(text: string): string {
  return text.replace(/&(lt|gt|amp);/g, (_, name: string) =>
    name === 'lt' ? '<' : name === 'gt' ? '>' : '&',
  );
}

function sayingCard(text: string): Card {
  return { kind: 'reply', summary: text, blocks: [{ type: 'paragraph', inlines: [{ type: 'text', text }] }] };
}

const SORRY = sayingCard('Something went wrong here, and nothing was changed. Please try again in a minute.');
const OLD_BUTTON = sayingCard(
  'This button does not work any more. Type the command instead, e.g. “next” or “help”.',
);

import { MessageId } from '../../../src/domain/ids.ts';
import type { StandingMessage } from '../../contracts/platform-harness.ts';

/** What a reader finds in the page's markup, without a browser. */

export interface ShownArticle extends StandingMessage {
  /** What the page shows as Slack draws it, as markup. */
  readonly drawn: string;
  /** What it hands to the browser to be drawn as in Teams. */
  readonly adaptiveCard: unknown;
}

/** Messages of the one channel, in the order of their ids. */
export function readArticles(page: string, channel: string): readonly ShownArticle[] {
  const [, section = ''] =
    new RegExp(
      `<section class="channel"[^>]* data-channel="${escapeRegex(escapeAttribute(channel))}"(.*?)</section>`,
      's',
    ).exec(page) ?? [];
  return [...section.matchAll(/<article class="post"([^>]*)>(.*?)<\/article>/gs)]
    .map(([, attributes = '', body = '']) => readArticle(attributes, body))
    .sort((a, b) => Number(a.message) - Number(b.message));
}

function readArticle(attributes: string, body: string): ShownArticle {
  const drawn = /<div class="as-slack">(.*?)<div class="as-teams">/s.exec(body)?.[1] ?? '';
  const json = /<script type="application\/json">(.*?)<\/script>/s.exec(body)?.[1] ?? 'null';
  const thread = attributeOf(attributes, 'data-thread');
  return {
    message: MessageId.parse(attributeOf(attributes, 'data-message')),
    ...(thread === undefined ? {} : { thread: MessageId.parse(thread) }),
    shown: textOf(drawn),
    summary: attributeOf(attributes, 'aria-label') ?? '',
    links: [...drawn.matchAll(/ href="([^"]*)"/g)].map(([, href = '']) => decodeEntities(href)),
    mentions: [...drawn.matchAll(/class="[^"]*slack_(?:broadcast|user|user_group|channel)[ "]/g)].length,
    drawn,
    adaptiveCard: JSON.parse(json),
  };
}

/** The text between the tags. Elements that begin a line end the one before. */
export function textOf(markup: string): string {
  return decodeEntities(markup.replace(/<(?:br|p|div|li|h\d|tr)\b[^>]*>/g, '\n').replace(/<[^>]+>/g, ''));
}

function attributeOf(attributes: string, name: string): string | undefined {
  const value = new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1];
  return value === undefined ? undefined : decodeEntities(value);
}

function decodeEntities(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replace(/&#(?:39|x27);/g, "'")
    .replaceAll('&amp;', '&');
}

function escapeAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
}

function escapeRegex(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

import { z } from 'zod';
import { parseCommand } from '../../../domain/command.ts';
import { decodeIntent, type Intent, type Misuse, type Suggestion } from '../../../domain/intent.ts';
import { AskData } from '../card/card-schema.ts';
import type { Activity } from './activity-schema.ts';

export type Wish = Intent | Suggestion | Misuse;

/** What a message asks for; undefined for messages that are not meant for the bot. */
export function readWish(activity: Activity): Wish | undefined {
  // A pressed Action.Submit arrives as a message without text: its value comes first.
  if (activity.value !== undefined) return readPressed(activity.value);
  if (isPastedCard(activity)) return undefined;
  return parseCommand(readWords(activity));
}

function readPressed(value: unknown): Intent | undefined {
  const data = AskData.safeParse(value);
  return data.success ? decodeIntent(data.data.intent) : undefined;
}

const Text = z.string();

/** A card that somebody put in with the app's own extension comes back as a message that holds nothing but its place. */
function isPastedCard({ text = '', attachments = [] }: Activity): boolean {
  const html = attachments.flatMap(({ contentType, content }) =>
    contentType === 'text/html' ? (Text.safeParse(content).data ?? []) : [],
  );
  return [text, ...html].some((part) => /inline-?compose-?card/i.test(part)) && readTags(text).trim() === '';
}

/**
 * The words without the mention of the bot; people mentioned besides keep their names. Teams writes `<at>Lectern</at>next`
 * without a space, and a few HTML entities even in plain text.
 */
function readWords({ text = '', entities = [], recipient }: Activity): string {
  let words = text;
  for (const { type, text: mention, mentioned } of entities) {
    if (type === 'mention' && mentioned?.id === recipient.id && mention) {
      words = words.replaceAll(mention, ' ');
    }
  }
  return decodeEntities(readTags(words)).replace(/\s+/g, ' ').trim();
}

function readTags(text: string): string {
  return text.replace(/<\/?at[^>]*>|<span[^>]*>|<\/span>|<br\s*\/?>|<\/?p>/gi, ' ');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&nbsp;': ' ',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
};

function decodeEntities(text: string): string {
  return text.replace(/&(?:nbsp|lt|gt|quot|#39|amp);/g, (entity) => ENTITIES[entity] ?? entity);
}

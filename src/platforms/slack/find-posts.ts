import type { MessageId } from '../../domain/ids.ts';
import type { FindQuery, Found } from '../../ports/chat-platform.ts';
import type { Deadline } from './read-budget.ts';
import { type Reading, readPosts } from './read-posts.ts';

/**
 * Looks for posts of this bot by the keys in their metadata. Everything in the window is read, because a key may stand
 * twice; the copies of a key are given oldest first, each once.
 */
export async function findPosts(query: FindQuery, deadline: Deadline, reading: Reading): Promise<Found> {
  const wanted = new Set(query.keys);
  const messages = new Map<string, MessageId[]>();
  const result = await readPosts(query, deadline, reading, ({ key, message }) => {
    if (!wanted.has(key)) return;
    messages.set(key, [...new Set(messages.get(key)).add(message)].sort());
  });
  switch (result.type) {
    case 'end':
    case 'late':
    case 'unreadable':
      return { type: 'read', complete: result.type === 'end', messages };
    default:
      return result;
  }
}

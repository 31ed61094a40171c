import { InstallationId, type MessageId } from '../../domain/ids.ts';
import type { MarkedPost, Survey, SurveyQuery } from '../../ports/chat-platform.ts';
import type { Deadline } from './read-budget.ts';
import { type Reading, readPosts } from './read-posts.ts';

/** Every post of this bot in the window that says by which installation it is. Posts without a mark are left out. */
export async function surveyPosts(query: SurveyQuery, deadline: Deadline, reading: Reading): Promise<Survey> {
  const posts: MarkedPost[] = [];
  const result = await readPosts(query, deadline, reading, ({ key, message, ...mark }) => {
    const installation = InstallationId.safeParse(mark.installation);
    const store = InstallationId.safeParse(mark.store);
    if (!installation.success || !store.success) return;
    const by = { installation: installation.data, store: store.data };
    posts.push({ key, message, by, postedAt: instantOf(message) });
  });
  switch (result.type) {
    case 'end':
    case 'late':
    case 'unreadable':
      return { type: 'surveyed', extent: result.type === 'end' ? 'whole' : result.type, posts };
    default:
      return result;
  }
}

/** A `ts` is when the message was posted, by Slack's clock. */
function instantOf(ts: MessageId): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(Number(ts) * 1000));
}

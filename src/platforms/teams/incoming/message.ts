import { encodeIntent } from '../../../domain/intent.ts';
import { renderTeams } from '../card/render-teams.ts';
import { composeActivity } from '../outgoing/activity.ts';
import type { Activity } from './activity-schema.ts';
import { type Asking, askDesk } from './asking.ts';
import { placeOfActivity } from './place.ts';
import { readWish, type Wish } from './wish.ts';

/**
 * Answers what somebody wrote. In a channel the conversation of an activity is the thread of the message that asked, so the
 * answer stays under the question and starts nothing new.
 */
export async function answerMessage(activity: Activity, asking: Asking): Promise<void> {
  const { tenant, connector, log } = asking;
  const place = placeOfActivity(activity, tenant.lane);
  // Two bots in one channel would answer each other for ever.
  if (!place || activity.from?.role === 'bot') return;
  const wish = readWish(activity);
  if (!wish) return;
  const card = await askDesk(wish, activity, place.kind !== 'person', asking);
  const conversationId = activity.conversation.id;
  const composed = composeActivity(renderTeams(card, originOf(wish)), place.reference, conversationId);
  if (composed.type === 'unfit') {
    log.error('an answer is not fit for Teams', { problems: composed.problems });
    return;
  }
  const answer = await connector.call({
    method: 'POST',
    serviceUrl: tenant.serviceUrlFor(place.reference),
    path: ['v3', 'conversations', conversationId, 'activities'],
    body: composed.activity,
  });
  if (answer.type !== 'answered' || answer.error) {
    const why = answer.type === 'answered' ? { status: answer.status } : { reason: answer.reason };
    log.warn('an answer did not reach Teams', { wish: wish.type, ...why });
  }
}

function originOf(wish: Wish): { origin?: string } {
  return wish.type === 'suggest' || wish.type === 'misuse' ? {} : { origin: encodeIntent(wish) };
}

import { z } from 'zod';
import type { Card, CardBlock } from '../../../domain/card.ts';
import { shorten } from '../../../domain/cards/shorten.ts';
import { MessageId } from '../../../domain/ids.ts';
import { decodeIntent, type Intent } from '../../../domain/intent.ts';
import { sleep } from '../../../support/sleep.ts';
import { AskData, BackData } from '../card/card-schema.ts';
import { type RenderOptions, renderTeams } from '../card/render-teams.ts';
import { CARD_LIMITS } from '../limits.ts';
import { CARD_TYPE } from '../outgoing/activity.ts';
import type { Activity } from './activity-schema.ts';
import { type Asking, askDesk } from './asking.ts';
import { placeOfActivity } from './place.ts';

/** The body of the answer to `adaptiveCard/action`. */
export interface PressAnswer {
  readonly statusCode: number;
  readonly type: string;
  readonly value: unknown;
}

const Press = z.object({
  action: z.union([
    z.object({ verb: z.literal('ask'), data: AskData }),
    z.object({ verb: z.literal('back'), data: BackData }),
  ]),
});

/**
 * Answers a press on a card's button, for the one who pressed alone. A card given back takes the place of the one pressed,
 * for this person: right for what there is to read and press, with a way back; a sentence is shown as a notice and leaves
 * the announcement where it is.
 */
export async function answerPress(activity: Activity, asking: Asking): Promise<PressAnswer> {
  const press = Press.safeParse(activity.value);
  if (!press.success) return say('This button is from an older card. Please ask again.');
  const over = new AbortController();
  const late = sleep(asking.pressMs, over.signal).then(() =>
    say('This takes longer than usual. Please press again in a minute.'),
  );
  try {
    return await Promise.race([answerAction(press.data.action, activity, asking), late]);
  } finally {
    over.abort();
  }
}

async function answerAction(
  action: z.infer<typeof Press>['action'],
  activity: Activity,
  asking: Asking,
): Promise<PressAnswer> {
  return action.verb === 'ask'
    ? answerAsk(action.data, activity, asking)
    : answerBack(action.data.intent, activity, asking);
}

async function answerAsk(data: AskData, activity: Activity, asking: Asking): Promise<PressAnswer> {
  const intent = decodeIntent(data.intent);
  if (!intent) return say('This button is from an older card. Please ask again.');
  const card = await askDesk(intent, activity, false, asking);
  if (isSentence(intent, card)) return say(readWords(card));
  const back = data.back !== undefined ? { intent: data.back } : await wayBackToPost(activity, asking);
  return show(card, { origin: data.intent, ...(back ? { back } : {}) });
}

async function answerBack(
  encoded: string | undefined,
  activity: Activity,
  asking: Asking,
): Promise<PressAnswer> {
  if (encoded === undefined) {
    const post = await recallPost(activity, asking);
    return post ? show(post, {}) : say('Open this conversation anew to see the announcement again.');
  }
  const intent = decodeIntent(encoded);
  if (!intent) return say('This button is from an older card. Please ask again.');
  const card = await askDesk(intent, activity, false, asking);
  const back = await wayBackToPost(activity, asking);
  return show(card, { origin: encoded, ...(back ? { back } : {}) });
}

/** What asks for nothing more than to be read once. Reminders are always confirmed beside their announcement. */
function isSentence(intent: Intent, card: Card): boolean {
  return intent.type === 'remind' || card.blocks.every(isWords);
}

function isWords(block: CardBlock): boolean {
  switch (block.type) {
    case 'banner':
    case 'eyebrow':
    case 'paragraph':
    case 'footnote':
    case 'divider':
      return true;
    case 'actions':
      return block.actions.every((action) => action.type === 'ask');
    default:
      return false;
  }
}

/** Without its buttons, which a notice cannot have: the summary names them too. */
function readWords({ blocks, summary }: Card): string {
  const lines = blocks.flatMap((block) => {
    if (block.type === 'eyebrow') return [block.text];
    if (block.type !== 'banner' && block.type !== 'paragraph' && block.type !== 'footnote') return [];
    return [block.inlines.map((inline) => inline.text).join('')];
  });
  return lines.join(' ').trim() || summary;
}

async function wayBackToPost(activity: Activity, asking: Asking): Promise<RenderOptions['back']> {
  return (await recallPost(activity, asking)) ? {} : undefined;
}

async function recallPost(activity: Activity, asking: Asking): Promise<Card | undefined> {
  const place = placeOfActivity(activity, asking.tenant.lane);
  const message = MessageId.safeParse(activity.replyToId);
  if (!place || !message.success) return undefined;
  return asking.recall?.(place.id, message.data);
}

function show(card: Card, options: RenderOptions): PressAnswer {
  return { statusCode: 200, type: CARD_TYPE, value: renderTeams(card, options).card };
}

function say(text: string): PressAnswer {
  return {
    statusCode: 200,
    type: 'application/vnd.microsoft.activity.message',
    value: shorten(text, CARD_LIMITS.message),
  };
}

import type { Answer, Asking } from '../asking.ts';
import { looksAfterAny } from '../caretaking.ts';

/** The words for organisers are told to those who may say them, where nobody else reads along. */
export async function answerHelp(asking: Asking): Promise<Answer> {
  const organiser = !asking.actor.shared && (await looksAfterAny(asking));
  return { subject: { kind: 'help', organiser } };
}

import type { Answer, Asking } from '../asking.ts';
import { findVisible, presentNone } from '../looking-up.ts';

const USUAL = 5;

/** The next ones, in order, what is under way first. */
export async function answerList(count: number | undefined, asking: Asking): Promise<Answer> {
  const { words } = asking.look;
  const seminars = await findVisible(asking, { endsAfter: asking.now, limit: count ?? USUAL });
  if (seminars.length === 0) return presentNone(asking, words.nothingAhead);
  return { subject: { kind: 'list', heading: words.upcoming, seminars, empty: words.nothingAhead } };
}

import { titleOf } from '../../../domain/cards/naming.ts';
import { editDistance } from '../../../domain/command-distance.ts';
import type { SeminarId } from '../../../domain/ids.ts';
import type { Intent } from '../../../domain/intent.ts';
import type { Answer, Asking } from '../asking.ts';
import { findVisible, getVisible } from '../looking-up.ts';
import { searchFor } from './search.ts';

export async function answerShow(id: SeminarId, part: number | undefined, asking: Asking): Promise<Answer> {
  const seminar = await getVisible(asking, id);
  if (!seminar) {
    // A look-up is forgiving: "research" has the shape of an ID as well.
    const found = await searchFor(id, asking);
    return found ?? answerUnknown(id, (nearest) => ({ type: 'show', seminar: nearest }), asking);
  }
  return { subject: { kind: 'show', seminar, part: part ?? 1 }, about: seminar };
}

/** Among what is ahead; an ID of eight characters with two others in it is another ID. */
const LOOKED_AT = 500;
const FURTHEST = 2;

/** An ID that nobody has, or not for this asker: those that look like it, to press. */
export async function answerUnknown(
  id: SeminarId,
  toIntent: (nearest: SeminarId) => Intent,
  asking: Asking,
): Promise<Answer> {
  const { look } = asking;
  const { words } = look;
  const ahead = await findVisible(asking, { endsAfter: asking.now, limit: LOOKED_AT });
  const near = ahead
    .map((seminar) => ({ seminar, distance: editDistance(id, seminar.id) }))
    .filter(({ distance }) => distance <= FURTHEST)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ seminar }) => ({ label: titleOf(seminar, look, 70), intent: toIntent(seminar.id) }));
  const unknown = words.noSuchSeminar(id);
  const list = { label: words.seeAllUpcoming, intent: { type: 'list' } } as const;
  return {
    subject: {
      kind: 'suggest',
      suggestion: { type: 'suggest', typed: id, nearest: [...near, list] },
      lead: near.length > 0 ? `${unknown} ${words.couldBe}` : unknown,
    },
  };
}

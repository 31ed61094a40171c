import type { Answer, Asking } from '../asking.ts';
import { findAhead, presentFound } from '../looking-up.ts';

/** What comes next; with what is under way, and with all that start together. */
export async function answerNext(asking: Asking): Promise<Answer> {
  const { words } = asking.look;
  const ahead = await findAhead(asking);
  const running = ahead.filter(({ start }) => Temporal.Instant.compare(start, asking.now) <= 0);
  const [first, ...later] = ahead.slice(running.length);
  const together = first ? [first, ...later.filter(({ start }) => start.equals(first.start))] : [];
  return presentFound(asking, [...running, ...together], {
    heading: running.length > 0 ? words.underWayAndNext : words.nextTogether,
    none: words.nothingAhead,
  });
}

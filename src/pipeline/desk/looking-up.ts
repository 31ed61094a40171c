import { titleOf } from '../../domain/cards/naming.ts';
import { whenTextInList } from '../../domain/cards/timing.ts';
import { disclosureOf } from '../../domain/disclosure.ts';
import type { SeminarId } from '../../domain/ids.ts';
import type { Seminar } from '../../domain/seminar.ts';
import type { SeminarQuery } from '../../ports/store/seminars.ts';
import { type Answer, type Asking, plainSurface } from './asking.ts';

/** Of what a query finds, what the asker may know of: guests find public seminars only, nobody finds drafts. */
export async function findVisible(asking: Asking, query: SeminarQuery): Promise<readonly Seminar[]> {
  const found = await asking.store.read.seminars.find({
    ...query,
    publication: 'published',
    ...(asking.publicOnly ? { audience: 'public' } : {}),
  });
  return found.filter((seminar) => isVisible(asking, seminar));
}

/** Undefined where there is none, and where the asker may not know that there is one. */
export async function getVisible(asking: Asking, id: SeminarId): Promise<Seminar | undefined> {
  const seminar = await asking.store.read.seminars.get(id);
  return seminar && isVisible(asking, seminar) ? seminar : undefined;
}

function isVisible({ actor, now, publicOnly }: Asking, seminar: Seminar): boolean {
  const surface = publicOnly ? ({ type: 'public' } as const) : plainSurface(actor);
  return disclosureOf(seminar, surface, now).visible;
}

/** Mostly the first few say it; fifty are enough to find the next one behind a run of cancelled ones. */
const AHEAD = [8, 50] as const;

type Dated = Seminar & { readonly start: Temporal.Instant };

/** What takes place and is not over, in order of start: under way first. At least the next, with all that start with it. */
export async function findAhead(asking: Asking): Promise<readonly Dated[]> {
  let ahead: readonly Dated[] = [];
  for (const limit of AHEAD) {
    const found = await findVisible(asking, { endsAfter: asking.now, limit });
    ahead = found.flatMap((seminar) =>
      seminar.status === 'scheduled' && seminar.start ? [{ ...seminar, start: seminar.start }] : [],
    );
    const next = ahead.find(({ start }) => Temporal.Instant.compare(start, asking.now) > 0);
    const isBehindNext = next && ahead.some(({ start }) => Temporal.Instant.compare(start, next.start) > 0);
    if (isBehindNext) break;
  }
  return ahead;
}

/** The first that has not begun. */
export async function findNext(asking: Asking): Promise<Seminar | undefined> {
  const ahead = await findAhead(asking);
  return ahead.find(({ start }) => Temporal.Instant.compare(start, asking.now) > 0);
}

/** One: its card. Several: a list. None: says so, and what comes next. */
export async function presentFound(
  asking: Asking,
  found: readonly Seminar[],
  say: { readonly heading: string; readonly none: string },
): Promise<Answer> {
  const [only, ...others] = found;
  if (only && others.length === 0) return presentOne(only);
  if (only) return { subject: { kind: 'list', heading: say.heading, seminars: found, empty: say.none } };
  return presentNone(asking, say.none);
}

function presentOne(seminar: Seminar): Answer {
  return { subject: { kind: 'announcement', seminar }, about: seminar };
}

/** "Nothing is scheduled today. The next seminar is “…”, Thursday …", with its details one press away. */
export async function presentNone(asking: Asking, none: string): Promise<Answer> {
  const { look } = asking;
  const next = await findNext(asking);
  const when = next && whenTextInList(next, look);
  if (!next || !when) {
    const text = none === look.words.nothingAhead ? none : `${none} ${look.words.nothingAhead}`;
    return { subject: { kind: 'message', text } };
  }
  const text = `${none} ${look.words.nextIs(titleOf(next, look), when)}`;
  return { subject: { kind: 'message', text, seminar: next } };
}

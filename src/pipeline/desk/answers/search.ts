import { explainMisuse } from '../../../domain/cards/help.ts';
import type { Suggestion } from '../../../domain/intent.ts';
import { tokenizeQuery } from '../../../domain/search-text.ts';
import type { Seminar } from '../../../domain/seminar.ts';
import type { SeminarQuery } from '../../../ports/store/seminars.ts';
import type { Answer, Asking } from '../asking.ts';
import { findVisible, presentFound, presentNone } from '../looking-up.ts';

const SHOWN = 10;
/** How far back an answer reaches, and how many of the latest are looked at for those that the asker may know of. */
const PAST = { days: 400 };
const PAST_LOOKED_AT = 50;

export async function answerSearch(typed: string, asking: Asking): Promise<Answer> {
  const { words } = asking.look;
  return answerTokens(typed, asking, (tokens) => ({ words: tokens }), {
    heading: words.about(typed),
    none: words.nothingAbout(typed),
  });
}

/** What a search for the words finds; undefined where it finds nothing. */
export async function searchFor(typed: string, asking: Asking): Promise<Answer | undefined> {
  const tokens = tokenizeQuery(typed);
  const found = tokens.length === 0 ? [] : await findAround(asking, { words: tokens });
  if (found.length === 0) return undefined;
  const { words } = asking.look;
  return presentFound(asking, found, { heading: words.about(typed), none: words.nothingAbout(typed) });
}

export async function answerSpeaker(name: string, asking: Asking): Promise<Answer> {
  const { words } = asking.look;
  return answerTokens(name, asking, (tokens) => ({ speaker: tokens }), {
    heading: words.by(name),
    none: words.nothingBy(name),
  });
}

async function answerTokens(
  typed: string,
  asking: Asking,
  toQuery: (tokens: readonly string[]) => SeminarQuery,
  say: { readonly heading: string; readonly none: string },
): Promise<Answer> {
  const tokens = tokenizeQuery(typed);
  if (tokens.length === 0) {
    const { words } = asking.look;
    const text = explainMisuse(words.noWords, words.searchExample, asking.look);
    return { subject: { kind: 'message', text } };
  }
  const found = await findAround(asking, toQuery(tokens));
  return found.length > 0 ? presentFound(asking, found, say) : presentNothing(typed, asking, say.none);
}

/** What lies ahead in order, then the newest of what is over. */
async function findAround(asking: Asking, query: SeminarQuery): Promise<readonly Seminar[]> {
  const ahead = await findVisible(asking, { ...query, endsAfter: asking.now, limit: SHOWN });
  if (ahead.length >= SHOWN) return ahead;
  const past = await findVisible(asking, {
    ...query,
    startsFrom: asking.now.subtract({ hours: PAST.days * 24 }),
    startsBefore: asking.now,
    latestFirst: true,
    limit: PAST_LOOKED_AT,
  });
  const known = new Set(ahead.map((seminar) => seminar.id));
  return [...ahead, ...past.filter((seminar) => !known.has(seminar.id))].slice(0, SHOWN);
}

/** Whoever typed words that mean nothing here may not know what can be typed. */
async function presentNothing(typed: string, asking: Asking, none: string): Promise<Answer> {
  const { words } = asking.look;
  const { subject } = await presentNone(asking, none);
  const suggestion: Suggestion = {
    type: 'suggest',
    typed,
    nearest: [
      { label: words.showNext, intent: { type: 'next' } },
      { label: words.showCommands, intent: { type: 'help' } },
    ],
  };
  return { subject: { kind: 'suggest', suggestion, lead: subject.kind === 'message' ? subject.text : none } };
}

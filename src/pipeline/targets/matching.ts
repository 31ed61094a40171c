import type { Match } from '../../domain/route.ts';
import {
  foldText,
  matchesTokens,
  searchTextOf,
  tokenizeQuery,
  tokenizeText,
} from '../../domain/search-text.ts';
import type { Seminar } from '../../domain/seminar.ts';

/**
 * A configured match, made ready. All given conditions must hold, any value of one suffices. Series, kind and tags are
 * compared whole, host, speaker and text by their words; everything but the series folded (case, accents, width).
 * A match without any condition matches nothing: `all` says so in words.
 */
export function prepareMatch(match: Match): (seminar: Seminar) => boolean {
  const conditions = conditionsOf(match);
  if (conditions.length === 0) return () => match.all === true;
  return (seminar) => conditions.every((holds) => holds(seminar));
}

type Condition = (seminar: Seminar) => boolean;

/** Cheap ones first: text is looked at only where the rest holds. */
function conditionsOf(match: Match): readonly Condition[] {
  const { series, kind, tag, host, speaker, text } = match;
  const conditions: (Condition | undefined)[] = [
    series && ((seminar) => seminar.series !== undefined && series.includes(seminar.series)),
    kind && anyEqual(kind, (seminar) => (seminar.kind === undefined ? [] : [seminar.kind])),
    tag && anyEqual(tag, (seminar) => seminar.tags),
    host && anyWords(host, (seminar) => (seminar.host === undefined ? [] : [seminar.host])),
    speaker && anyWords(speaker, (seminar) => seminar.speakers.map(({ name }) => name)),
    text && anyWords(text, (seminar) => [searchTextOf(seminar).words]),
  ];
  return conditions.filter((condition) => condition !== undefined);
}

function anyEqual(wanted: readonly string[], valuesOf: (seminar: Seminar) => readonly string[]): Condition {
  const folded = new Set(wanted.map(foldName));
  return (seminar) => valuesOf(seminar).some((value) => folded.has(foldName(value)));
}

function anyWords(wanted: readonly string[], textsOf: (seminar: Seminar) => readonly string[]): Condition {
  const queries = wanted.map(tokenizeQuery).filter((tokens) => tokens.length > 0);
  return (seminar) =>
    textsOf(seminar).some((text) => {
      const tokens = tokenizeText(text);
      return queries.some((query) => matchesWhole(tokens, query));
    });
}

/** As a search, but for whole words: a route for "art" must not catch "artificial". */
function matchesWhole(tokens: readonly string[], query: readonly string[]): boolean {
  return matchesTokens(tokens, query) && query.every((token) => tokens.includes(token));
}

/** How names of kinds and tags are compared. */
export function foldName(text: string): string {
  return foldText(text).trim().replace(/\s+/g, ' ');
}

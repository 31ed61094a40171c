import type { Span } from '../reading.ts';
import { sourceOf } from '../vocabulary/words.ts';

/**
 * What a date or time is said to be. `plain`: nothing is said, so the talk's own.
 * `former` no longer holds, `planned` does not where the text speaks of a change, `latter` holds now;
 * `besides` is refreshments, doors and the like; `deadline` a last day; `otherTalk` another seminar's.
 */
export type TokenRole =
  | 'plain'
  | 'begins'
  | 'former'
  | 'planned'
  | 'latter'
  | 'besides'
  | 'deadline'
  | 'otherTalk';

const ROLES = ['begins', 'former', 'planned', 'latter', 'besides', 'deadline', 'otherTalk'] as const;
const ANY = new RegExp(ROLES.map((role) => `(?<${role}>${sourceOf(role)})`).join('|'), 'giu');
const TALK_NEXT = new RegExp(`^[\\s-]*(?:time\\s+)?(?:${sourceOf('talkNoun')})`, 'iu');
/** Up to here what stands before or after a time speaks of it. */
const CLAUSE_END =
  /[;|()（）\n]|[.!?。](?=\s|$)|,(?=\s)|，|\s[-–—]\s|\s(?:followed by|preceded by|then|and|with|gefolgt von|anschließend|suivi|seguido)\s/giu;
/** Back from a time, "with" and "and" keep the clause: "Lunch with the speaker at 12.30". */
const CLAUSE_START =
  /[;|()（）\n]|[.!?。](?=\s|$)|,(?=\s)|，|\s[-–—]\s|\s(?:followed by|preceded by|then|gefolgt von|anschließend|suivi|seguido)\s/giu;
const REACH = 110;

/** Words that make a deadline or a change only right before the date or time itself. */
const ADJACENT =
  /^(?:by|before|until|till|bis|not|no|non|nicht|to|now|new|neu|nun|was|from|vom|ab|bisher|du|usual|au|ends|end)$/iu;

/** The role that the words around a token give it: those before it in its clause, nearest first, else those after. */
export function readRole(text: string, token: Span, line: Span): TokenRole {
  if (NO_TALK.test(sentenceAround(text, token, line))) return 'otherTalk';
  const from = Math.max(line.start, token.start - REACH);
  const before = text.slice(from, token.start);
  const clause = before.slice(lastEnd(before));
  const behind = lastRole(clause);
  if (behind) return behind;
  const bracket = insideBracket(before);
  const ahead = text.slice(token.end, Math.min(line.end, token.end + 60));
  const stop = firstEnd(ahead);
  const after = firstRole(ahead.slice(0, stop));
  if (after) return after;
  return bracket !== undefined ? (lastRole(bracket) ?? 'plain') : 'plain';
}

/** A day that is said to have no talk is not this talk's. */
const NO_TALK =
  /\b(?:no (?:seminars?|talks?|colloquium|meeting|lecture)|kein(?:e)? (?:seminar|vortrag|kolloquium|veranstaltung)|pas de (?:séminaire|séance|exposé)|no (?:hay|habrá) (?:seminario|charla))\b|无讲座|停课/iu;

function sentenceAround(text: string, token: Span, line: Span): string {
  const before = text.slice(Math.max(line.start, token.start - 150), token.start).replace(/^.*[.!?]\s/s, '');
  const after = text.slice(token.end, Math.min(line.end, token.end + 150)).replace(/[.!?]\s.*$/s, '');
  return `${before} ${after}`;
}

function lastEnd(before: string): number {
  let end = 0;
  for (const match of before.matchAll(CLAUSE_START)) end = match.index + match[0].length;
  return end;
}

function firstEnd(ahead: string): number {
  CLAUSE_END.lastIndex = 0;
  return CLAUSE_END.exec(ahead)?.index ?? ahead.length;
}

/** What stands in the open bracket before the token: "(pizza, drinks at 2:45)". */
function insideBracket(before: string): string | undefined {
  const open = Math.max(before.lastIndexOf('('), before.lastIndexOf('（'));
  const close = Math.max(before.lastIndexOf(')'), before.lastIndexOf('）'));
  return open > close ? before.slice(open + 1) : undefined;
}

interface Hit {
  readonly role: (typeof ROLES)[number];
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

function hitsOf(clause: string): readonly Hit[] {
  return [...clause.matchAll(ANY)].flatMap((match) => {
    const role = ROLES.find((name) => match.groups?.[name] !== undefined);
    return role ? [{ role, word: match[0], start: match.index, end: match.index + match[0].length }] : [];
  });
}

function lastRole(clause: string): TokenRole | undefined {
  for (const hit of [...hitsOf(clause)].reverse()) {
    const between = clause.slice(hit.end);
    if (
      ADJACENT.test(hit.word) &&
      !/^[\s:]*(?:(?:on|the|den|dem|le|el|at|um|noon|zum)\s+)?(?:\S{1,9}\s+on\s+)?$/iu.test(between)
    )
      continue;
    // "lunch seminar", "tea talk" are talks.
    if (hit.role === 'besides' && TALK_NEXT.test(between)) return 'begins';
    return hit.role;
  }
  return undefined;
}

function firstRole(clause: string): TokenRole | undefined {
  for (const hit of hitsOf(clause)) {
    if (hit.start > 24) return undefined;
    if (hit.role === 'besides' && TALK_NEXT.test(clause.slice(hit.end))) return 'begins';
    if (hit.role === 'besides' || hit.role === 'begins') return hit.role;
    if (hit.role === 'deadline' && /closes|close|due|deadline/i.test(hit.word)) return 'deadline';
    return undefined;
  }
  return undefined;
}

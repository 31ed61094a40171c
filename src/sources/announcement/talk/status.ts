import type { ReadStatus, Span } from '../reading.ts';
import type { Layout } from '../structure/blocks.ts';
import { findWord, hasWord } from '../vocabulary/words.ts';
import { paragraphsOf } from './scope.ts';

export interface StatusReading {
  readonly status: ReadStatus;
  readonly span?: Span;
  readonly reason?: Span;
  /** "pushed back one week": how far, in the unit of the calendar. */
  readonly shift?: { readonly days: number; readonly minutes: number; readonly span: Span };
}

/** Sentences in which such words say nothing of this talk. */
const HYPOTHETICAL =
  /\b(?:if|unless|in case|should you|policy|to cancel|cancel your|your (?:registration|booking|ticket|subscription)|not (?:been )?cancell?ed|cancellations? (?:policy|fee)|may be cancell?ed|falls|si vous|en caso|last week|previous(?:ly)? cancelled|next week|following week)\b/i;
const NUMBERS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  eine: 1,
  ein: 1,
  einen: 1,
  une: 1,
  un: 1,
  una: 1,
  half: 0.5,
  two: 2,
  zwei: 2,
  deux: 2,
  dos: 2,
  three: 3,
  drei: 3,
  trois: 3,
  tres: 3,
  four: 4,
  一: 1,
  两: 2,
  二: 2,
};
const SHIFT =
  /\b(?<verb>pushed back|moved back|put back|postponed|delayed|deferred|brought forward|moved up|moved|pushed|shifted|verschoben|vorverlegt|reporté|décalé|avancé|aplazado|pospuesto|adelantado)e?a?\s+(?:(?:by|um|d['’]|de|by exactly|back by|forward by|till)\s*)?(?<count>\d{1,3}|half an|an|a|one|two|three|four|eine|einen|ein|zwei|drei|une|un|deux|una|dos|tres)\s+(?<unit>weeks?|days?|hours?|minutes?|wochen?|tage?|stunden?|minuten|semaines?|jours?|heures?|semanas?|d[ií]as?|horas?|minutos)(?<after>\s+(?:later|earlier|forward|back|früher|später|plus tard|plus tôt|más tarde|antes))?/iu;
const LATER = /\b(?<count>one|a|two|\d{1,2})\s+(?<unit>week|day|hour)s?\s+(?<after>later|earlier)\b/iu;

/** What the text says has become of the talk; the strongest word in the first places of the text counts. */
export function readStatus(text: string, layout: Layout): StatusReading {
  const places: Span[] = paragraphsOf(text, layout).map(({ start, end }) => ({ start, end }));
  for (const block of layout.blocks) {
    if (
      block.fields.some(
        (field) =>
          field === 'when' || field === 'date' || field === 'title' || field === 'kind' || field === 'series',
      )
    ) {
      for (const part of block.parts) places.push(part);
    }
  }
  let cancelled: Span | undefined;
  let postponed: Span | undefined;
  let rescheduled: Span | undefined;
  let shift: StatusReading['shift'];
  for (const place of places) {
    for (const sentence of sentencesOf(text, place)) {
      const value = text.slice(sentence.start, sentence.end).replace(/\n/g, ' ');
      if (value.length > 600 || HYPOTHETICAL.test(value)) continue;
      cancelled ??= spanOfWord('cancelled', value, sentence);
      postponed ??= spanOfWord('postponed', value, sentence);
      rescheduled ??= spanOfWord('rescheduled', value, sentence);
      shift ??= readShift(value, sentence);
    }
  }
  const changed = layout.blocks.some((block) => block.fields.includes('newWhen'));
  const span = cancelled ?? postponed ?? rescheduled ?? shift?.span;
  const base = { ...(span && { span, reason: span }), ...(shift && { shift }) };
  if (cancelled) return { status: 'cancelled', span: cancelled };
  if (postponed) return { ...base, status: 'postponed', span: postponed };
  if (rescheduled || shift || changed) return { ...base, status: 'rescheduled', ...(span && { span }) };
  return { status: 'scheduled' };
}

function sentencesOf(text: string, place: Span): readonly Span[] {
  const value = text.slice(place.start, Math.min(place.end, place.start + 4000));
  const sentences: Span[] = [];
  let start = 0;
  for (const match of value.matchAll(/[.!?。](?=\s)|\n(?=\s*\n)|。/gu)) {
    sentences.push({ start: place.start + start, end: place.start + match.index + 1 });
    start = match.index + 1;
  }
  sentences.push({ start: place.start + start, end: place.start + value.length });
  return sentences.filter((sentence) => sentence.end > sentence.start);
}

function spanOfWord(
  list: 'cancelled' | 'postponed' | 'rescheduled',
  value: string,
  sentence: Span,
): Span | undefined {
  const word = findWord(list, value);
  if (!word) return undefined;
  // "cancel" as an instruction is none; only in capitals or as what was done.
  if (/^cancel$/i.test(value.slice(word.start, word.end)) && !/CANCEL/.test(value)) return undefined;
  return { start: sentence.start + word.start, end: sentence.start + word.end };
}

function readShift(value: string, sentence: Span): StatusReading['shift'] {
  const match =
    SHIFT.exec(value) ??
    (hasWord('postponed', value) || hasWord('rescheduled', value) || /same time/i.test(value)
      ? LATER.exec(value)
      : null);
  const groups = match?.groups;
  if (!match || !groups) return undefined;
  const count = NUMBERS[(groups.count ?? '').replace(/ an$/, '').toLowerCase()] ?? Number(groups.count);
  const direction = directionOf(`${groups.verb ?? ''}`, `${groups.after ?? ''}`);
  if (!Number.isFinite(count) || direction === 0) return undefined;
  const unit = (groups.unit ?? '').toLowerCase();
  const amount = count * direction;
  const days = /^(?:week|woche|semaine|semana)/.test(unit)
    ? amount * 7
    : /^(?:day|tag|jour|d[ií]a)/.test(unit)
      ? amount
      : 0;
  const minutes = /^(?:hour|stunde|heure|hora)/.test(unit) ? amount * 60 : /^minut/.test(unit) ? amount : 0;
  const start = sentence.start + match.index;
  return { days, minutes, span: { start, end: start + match[0].length } };
}

/** "Moved forward" is said of both directions: it gives none. */
function directionOf(verb: string, after: string): number {
  if (/earlier|früher|plus tôt|antes/i.test(after)) return -1;
  if (/later|später|plus tard|más tarde|back/i.test(after)) return 1;
  if (/forward/i.test(after) && !/brought/i.test(verb)) return 0;
  if (/brought forward|moved up|vorverlegt|avancé|adelantado/i.test(verb)) return -1;
  if (/back|postponed|delayed|deferred|verschoben|reporté|décalé|aplazado|pospuesto/i.test(verb)) return 1;
  return 0;
}

import { writeClock, writeDay } from '../../../domain/cards/dates.ts';
import { titleOf } from '../../../domain/cards/naming.ts';
import type { ReportItem } from '../../../domain/cards/subject.ts';
import type { SeminarId } from '../../../domain/ids.ts';
import type { Notice } from '../../../domain/notice.ts';
import type { Seminar } from '../../../domain/seminar.ts';
import type { LedgerEntry } from '../../../ports/store/outbox.ts';
import { nameOf } from '../../dispatch/ledger-words.ts';
import { openSeminar } from '../acting.ts';
import type { Answer, Asking } from '../asking.ts';
import { namePeople } from '../naming-people.ts';
import { namePlace } from '../places.ts';

/** What was said about one seminar, what is to come and what was not said, each with when and why; the latest first. */
export async function answerLog(id: SeminarId, asking: Asking): Promise<Answer> {
  const { act } = asking.look.words;
  const opened = await openSeminar(id, (seminar) => ({ type: 'log', seminar }), asking);
  if ('answer' in opened) return opened.answer;
  const { seminar } = opened;
  const title = titleOf(seminar, asking.look, 80);
  const notices = await asking.store.read.outbox.ofSeminar(id);
  const mends = Map.groupBy(notices.filter(isMend), ({ key }) => ('post' in key ? key.post : undefined));
  const spoken = notices.filter((notice) => !isMend(notice));
  const items: ReportItem[] = [];
  for (const notice of spoken.toSorted((a, b) => Temporal.Instant.compare(b.due, a.due))) {
    items.push(await itemOf(notice, mends.get(notice.id) ?? [], seminar, asking));
  }
  const heading = items.length > 0 ? act.logOf(title) : act.logEmpty(title);
  return { subject: { kind: 'report', report: { heading, items } }, caretaker: true };
}

/** Edits and removals belong to the message that they mend. */
function isMend({ kind }: Notice): boolean {
  return kind === 'edit' || kind === 'removal';
}

async function itemOf(
  notice: Notice,
  mends: readonly Notice[],
  seminar: Seminar,
  asking: Asking,
): Promise<ReportItem> {
  const { act } = asking.look.words;
  const { outbox } = asking.store.read;
  const history = [...(await outbox.history({ notice: notice.id }))].filter(tellsOf);
  for (const mend of mends) {
    history.push(...(await outbox.history({ notice: mend.id })).filter(tellsOfMend));
  }
  const inOrder = history.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at));
  const lines = withoutRepetition(inOrder).map((entry) => lineOf(entry, seminar, asking));
  const planned = notice.state === 'due' ? [act.plannedFor(momentOf(notice.due, seminar, asking))] : [];
  const place = await namePlace(notice.channel, asking);
  return { title: act.logItem(nameOf(notice), place), lines: [...lines, ...planned] };
}

/** Of what happened several times in a row, the last time tells enough. */
function withoutRepetition(history: readonly LedgerEntry[]): readonly LedgerEntry[] {
  return history.filter(({ state, reason }, index) => {
    const next = history[index + 1];
    return next === undefined || next.state !== state || next.reason !== reason;
  });
}

/** That it was begun says nothing that its end does not say. */
function tellsOf({ state }: LedgerEntry): boolean {
  return state !== 'sending' && state !== 'claimed';
}

function tellsOfMend({ state }: LedgerEntry): boolean {
  return state === 'sent' || state === 'failed';
}

function lineOf({ at, state, reason }: LedgerEntry, seminar: Seminar, asking: Asking): string {
  const { act } = asking.look.words;
  const said = reason === undefined ? undefined : namePeople(reason, asking);
  return act.logLine(momentOf(at, seminar, asking), said ?? act.stateWords[state] ?? state);
}

function momentOf(instant: Temporal.Instant, { timezone }: Seminar, { look }: Asking): string {
  return `${writeDay(instant, timezone, look.locale, 'short')}, ${writeClock(instant, timezone, look.locale)}`;
}

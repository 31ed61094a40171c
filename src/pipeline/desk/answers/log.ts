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
import { namePlace } from '../places.ts';

/** What was said about one seminar, what is to come and what was not said, each with when and why; the latest first. */
export async function answerLog(id: SeminarId, asking: Asking): Promise<Answer> {
  const { act } = asking.look.words;
  const opened = await openSeminar(id, (seminar) => ({ type: 'log', seminar }), asking);
  if ('answer' in opened) return opened.answer;
  const { seminar } = opened;
  const title = titleOf(seminar, asking.look, 80);
  const notices = (await asking.store.read.outbox.ofSeminar(id)).toSorted((a, b) =>
    Temporal.Instant.compare(b.due, a.due),
  );
  const items: ReportItem[] = [];
  for (const notice of notices) items.push(await itemOf(notice, seminar, asking));
  const heading = items.length > 0 ? act.logOf(title) : act.logEmpty(title);
  return { subject: { kind: 'report', report: { heading, items } }, caretaker: true };
}

async function itemOf(notice: Notice, seminar: Seminar, asking: Asking): Promise<ReportItem> {
  const { act } = asking.look.words;
  const history = await asking.store.read.outbox.history({ notice: notice.id });
  const place = await namePlace(notice.channel, asking);
  const planned = notice.state === 'due' ? [act.plannedFor(momentOf(notice.due, seminar, asking))] : [];
  return {
    title: act.logItem(nameOf(notice), place),
    lines: [...history.flatMap((entry) => lineOf(entry, seminar, asking)), ...planned],
  };
}

/** That it was begun says nothing that its end does not say. */
function lineOf(entry: LedgerEntry, seminar: Seminar, asking: Asking): readonly string[] {
  const { act } = asking.look.words;
  if (entry.state === 'sending' || entry.state === 'claimed') return [];
  const what = entry.reason ?? act.stateWords[entry.state] ?? entry.state;
  return [act.logLine(momentOf(entry.at, seminar, asking), what)];
}

function momentOf(instant: Temporal.Instant, { timezone }: Seminar, { look }: Asking): string {
  return `${writeDay(instant, timezone, look.locale, 'short')}, ${writeClock(instant, timezone, look.locale)}`;
}

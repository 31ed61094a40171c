import { writeMoment } from '../../../domain/cards/dates.ts';
import { titleOf } from '../../../domain/cards/naming.ts';
import type { ReportItem } from '../../../domain/cards/subject.ts';
import type { ChannelId } from '../../../domain/ids.ts';
import type { Notice } from '../../../domain/notice.ts';
import { nameOf } from '../../dispatch/ledger-words.ts';
import { listProposals } from '../../review/list-proposals.ts';
import { findRefusalToAny } from '../acting.ts';
import type { Answer, Asking } from '../asking.ts';
import { namePeople } from '../naming-people.ts';
import { namePlace, nameScope } from '../places.ts';
import { resumeIntent } from './hold.ts';

const AHEAD = { hours: 7 * 24 };
/** Older failures are history. */
const FAILED_SINCE = { hours: 7 * 24 };
/** More is not read at once; far above what anybody looks through. */
const MOST = 200;

/** What is coming, what is paused, held or in trouble, each with what to do about it. */
export async function answerStatus(asking: Asking): Promise<Answer> {
  const refusal = await findRefusalToAny(asking);
  if (refusal) return refusal;
  const { act } = asking.look.words;
  const items = [
    ...(await pausedItems(asking)),
    ...(await heldItems(asking)),
    ...(await asideItems(asking)),
    ...(await failedItems(asking)),
    ...(await sourceItems(asking)),
  ];
  const waiting = (await listProposals(asking.store.read)).length;
  const lead = [
    ...(asking.policy.mode === 'rehearsal' ? [act.rehearsal] : []),
    ...(await comingSentences(asking)),
    ...(items.length === 0 ? [act.allWell] : []),
    ...(waiting > 0 ? [act.waiting(waiting)] : []),
  ];
  const actions =
    waiting > 0 ? [{ type: 'ask', label: act.showWaiting, intent: { type: 'review' } } as const] : [];
  const report = { heading: act.status, lead: lead.join(' '), items, actions };
  return { subject: { kind: 'report', report }, caretaker: true };
}

async function comingSentences(asking: Asking): Promise<readonly string[]> {
  const { store, now, look, zone } = asking;
  const { act } = look.words;
  const due = await store.read.outbox.find({ states: ['due'], dueBefore: now.add(AHEAD), limit: MOST });
  const speaking = due.filter(({ kind }) => kind !== 'edit' && kind !== 'removal');
  const about = new Set(speaking.flatMap(({ seminar }) => (seminar ? [seminar] : [])));
  const [next] = speaking.filter((notice) => notice.seminar !== undefined);
  const seminar = next?.seminar && (await store.read.seminars.get(next.seminar));
  if (!next || !seminar) return [act.coming(speaking.length, about.size)];
  const when = writeMoment(next.due, zone, look.locale, 'yearless');
  const place = await namePlace(next.channel, asking);
  return [
    act.coming(speaking.length, about.size),
    act.nextMessage(nameOf(next), titleOf(seminar, look, 80), place, when),
  ];
}

async function pausedItems(asking: Asking): Promise<readonly ReportItem[]> {
  const { look, zone, store } = asking;
  const { act } = look.words;
  const items: ReportItem[] = [];
  for (const pause of await store.read.directory.pauses()) {
    const name = await nameScope(pause, asking);
    const since = writeMoment(pause.since, zone, look.locale, 'yearless');
    items.push({
      title: name,
      lines: [act.pausedSince(since, namePeople(pause.by, asking))],
      action: {
        type: 'ask',
        label: act.resumeShort,
        spoken: act.resumeOf(name),
        intent: resumeIntent(pause.scope),
      },
    });
  }
  return items;
}

async function heldItems(asking: Asking): Promise<readonly ReportItem[]> {
  const { act } = asking.look.words;
  const held = await asking.store.read.outbox.find({ states: ['held'], limit: MOST });
  const items: ReportItem[] = [];
  for (const [channel, notices] of groupByChannel(held)) {
    const name = await namePlace(channel, asking);
    items.push({
      title: name,
      lines: [act.heldCount(notices.length)],
      action: {
        type: 'ask',
        label: act.releaseShort,
        spoken: act.releaseOf(name),
        intent: { type: 'release', place: channel },
      },
    });
  }
  return items;
}

async function asideItems(asking: Asking): Promise<readonly ReportItem[]> {
  const { act } = asking.look.words;
  const channels = await asking.store.read.directory.channels();
  return channels.flatMap(({ id, name, aside }): ReportItem[] =>
    aside
      ? [
          {
            title: name,
            lines: [act.setAside(aside.reason, aside.mend)],
            action: {
              type: 'ask',
              label: act.tryAgainShort,
              spoken: act.tryAgain(name),
              intent: { type: 'release', place: id },
            },
          },
        ]
      : [],
  );
}

async function failedItems(asking: Asking): Promise<readonly ReportItem[]> {
  const { store, now, look } = asking;
  const { act } = look.words;
  const failed = await store.read.outbox.find({
    states: ['failed', 'unknown'],
    dueFrom: now.subtract(FAILED_SINCE),
    limit: MOST,
  });
  const items: ReportItem[] = [];
  for (const notice of failed) {
    const seminar = notice.seminar && (await store.read.seminars.get(notice.seminar));
    const reason = namePeople(notice.reason ?? '', asking);
    items.push({
      title: act.failedOf(nameOf(notice), await namePlace(notice.channel, asking)),
      lines: [
        ...(seminar ? [titleOf(seminar, look, 80)] : []),
        notice.state === 'failed' ? act.notDelivered(reason) : reason,
      ],
      ...(seminar
        ? { action: { type: 'ask', label: act.showLog, intent: { type: 'log', seminar: seminar.id } } }
        : {}),
    });
  }
  return items;
}

async function sourceItems({ store, look, zone }: Asking): Promise<readonly ReportItem[]> {
  const { act } = look.words;
  return (await store.read.sources.states()).flatMap(({ source, failingSince, failure, heldLoss }) => {
    const lines = [
      ...(failingSince
        ? [act.sourceFails(writeMoment(failingSince, zone, look.locale, 'yearless'), failure ?? '')]
        : []),
      ...(heldLoss === undefined ? [] : [act.sourceLoss(heldLoss)]),
    ];
    return lines.length > 0 ? [{ title: source, lines }] : [];
  });
}

function groupByChannel(notices: readonly Notice[]): ReadonlyMap<ChannelId, readonly Notice[]> {
  return Map.groupBy(notices, ({ channel }) => channel);
}

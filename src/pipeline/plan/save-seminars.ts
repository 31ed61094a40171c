import { LEFT_DUE } from '../../domain/delivery.ts';
import type { SeminarId } from '../../domain/ids.ts';
import { type MergedFields, mergedOf, weighChange } from '../../domain/merge.ts';
import type { Notice, NoticeKey } from '../../domain/notice.ts';
import type { Publication, Seminar } from '../../domain/seminar.ts';
import type { StoreWriter } from '../../ports/store.ts';
import type { PlanContext, PlanOutcome, PlanSubject } from './plan-context.ts';
import { replan } from './replan.ts';

/** What a seminar becomes. Counters, epoch and plan follow from it. */
export interface SeminarChange {
  readonly id: SeminarId;
  /** As stored; absent for a new one. */
  readonly before?: Seminar;
  readonly fields: MergedFields;
  readonly publication: Publication;
  /** Whether no source has it any more; absent: its claims are looked at. */
  readonly orphaned?: boolean;
}

export interface SaveOutcome extends PlanOutcome {
  readonly seminars: readonly Seminar[];
}

/** Which notices tell of a time: once one of these left the plan's hands, a new time needs reminders of its own. */
const TIME_BEARING: ReadonlySet<NoticeKey['kind']> = new Set(['reminder', 'startingNow', 'followUp']);

/**
 * The one way in which a seminar changes, whoever changes it: counters, epoch (rule 1), record and plan move in one
 * transaction. What did not change is planned again all the same, which costs little and writes nothing.
 */
export async function saveSeminars(
  tx: StoreWriter,
  changes: readonly SeminarChange[],
  context: PlanContext,
  now: Temporal.Instant,
): Promise<SaveOutcome> {
  const at = now.round({ smallestUnit: 'millisecond', roundingMode: 'floor' });
  const weighed = changes.map(weigh);
  const moved = weighed.filter(({ weight }) => weight?.reminders).map(({ change }) => change.id);
  const notices = Map.groupBy(await tx.outbox.ofSeminars(moved), ({ seminar }) => seminar);
  const subjects = weighed.map((item) => subjectOf(item, notices.get(item.change.id) ?? [], at));
  const written = subjects.filter(({ seminar }, index) => seminar !== changes[index]?.before);
  await tx.seminars.putAll(written.map(({ seminar }) => seminar));
  const outcome = await replan(tx, subjects, context, at);
  return { ...outcome, seminars: subjects.map(({ seminar }) => seminar) };
}

interface Weighed {
  readonly change: SeminarChange;
  /** Absent for a new one. */
  readonly weight?: ReturnType<typeof weighChange>;
}

function weigh(change: SeminarChange): Weighed {
  const { before, fields } = change;
  return before ? { change, weight: weighChange(mergedOf(before), fields) } : { change };
}

/** `notices`: its own, where it moves. */
function subjectOf(
  { change, weight }: Weighed,
  notices: readonly Notice[],
  at: Temporal.Instant,
): PlanSubject {
  const { id, before, fields, publication } = change;
  const orphaned = change.orphaned === undefined ? {} : { orphaned: change.orphaned };
  if (!before || !weight) {
    const seminar = { ...fields, id, publication, revision: 1, epoch: 1, sequence: 0, changedAt: at };
    return { seminar, fresh: true, ...orphaned };
  }
  if (!weight.revision && publication === before.publication) return { seminar: before, ...orphaned };
  const seminar: Seminar = {
    ...fields,
    id,
    publication,
    revision: before.revision + 1,
    epoch: before.epoch,
    sequence: before.sequence + (weight.sequence ? 1 : 0),
    changedAt: at,
  };
  const changed = { justChanged: true, ...orphaned };
  if (!weight.reminders) return { seminar, ...changed };
  const hasLeft = notices.some((notice) => isSpentIn(before.epoch, notice));
  return { seminar: hasLeft ? { ...seminar, epoch: before.epoch + 1 } : seminar, ...changed, notices };
}

function isSpentIn(epoch: number, notice: Notice): boolean {
  const { key } = notice;
  return (
    TIME_BEARING.has(key.kind) && 'epoch' in key && key.epoch === epoch && LEFT_DUE.includes(notice.state)
  );
}

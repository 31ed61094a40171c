import type { MessageId } from '../../../domain/ids.ts';
import { type Notice, noticeIdOf } from '../../../domain/notice.ts';
import type { NoticeStep } from '../../../ports/store/outbox.ts';
import type { StoreWriter } from '../../../ports/store.ts';
import { WORDS } from '../ledger-words.ts';
import type { DispatcherOptions } from '../options.ts';
import { recordArrival, recordPossibleSaying } from '../settle/arrival.ts';
import { SettleGroup } from '../settle/settle-group.ts';
import { byPolicy, mayRepeat } from '../settle/unknown.ts';

/** What a look saw of one notice: its message, or none. */
export interface Sighting {
  readonly notice: Notice;
  /** The look began when absence counts already. */
  readonly ripe: boolean;
  readonly message?: MessageId;
  /** Later copies that were removed. */
  readonly removed: number;
}

export interface Reading {
  readonly now: Temporal.Instant;
  /** Read to the window's end. */
  readonly complete: boolean;
  /** Why it could not be read. */
  readonly why?: string;
}

/** Records what one look showed, in one transaction. What is neither found nor ripe stays unknown. */
export function settleLook(
  options: DispatcherOptions,
  sightings: readonly Sighting[],
  reading: Reading,
): Promise<void> {
  return options.store.transaction(async (tx) => {
    const group = new SettleGroup(tx);
    for (const sighting of sightings) {
      if (sighting.message) await adopt(group, sighting, sighting.message, reading, options);
      else if (sighting.ripe) await concludeAbsence(tx, sighting.notice, reading);
    }
    await group.finish(reading.now);
  });
}

async function adopt(
  group: SettleGroup,
  { notice, removed }: Sighting,
  message: MessageId,
  { now }: Reading,
  { routes }: DispatcherOptions,
): Promise<void> {
  const reason = removed > 0 ? WORDS.foundCopies(removed) : WORDS.foundArrived;
  const step: NoticeStep = {
    notice: notice.id,
    from: ['unknown'],
    to: 'sent',
    at: now,
    notBefore: null,
    reason,
  };
  if (!(await group.tx.outbox.step([step])).has(notice.id)) return;
  const post = await group.tx.posts.get(notice.id);
  if (!post) return;
  // Of several attempts nobody knows which one stands: what it shows is unknown until it is edited.
  const { shown, shownRevision, ...rest } = post;
  const sure = notice.attempts === 1 && removed === 0;
  const known = {
    ...rest,
    message,
    ...(sure && shown !== undefined ? { shown } : {}),
    ...(sure && shownRevision !== undefined ? { shownRevision } : {}),
  };
  // The edit that compares it now finds its next face too.
  await recordArrival(group, known, now, { now, routes: routes() });
}

async function concludeAbsence(tx: StoreWriter, notice: Notice, reading: Reading): Promise<void> {
  const { now } = reading;
  if (!reading.complete) {
    const why = WORDS.unreadable(reading.why ?? 'the history does not reach back far enough');
    const step = byPolicy(notice, now, why);
    if (!(await tx.outbox.step([step])).has(notice.id)) return;
    if (mayRepeat(notice.kind)) await tx.posts.drop(notice.id);
    else await recordPossibleSaying(tx, notice);
    return;
  }
  // Taken back meanwhile: then its absence is all that was wanted.
  const removal = await tx.outbox.get(noticeIdOf({ kind: 'removal', post: notice.id }));
  const step: NoticeStep = removal
    ? { notice: notice.id, from: ['unknown'], to: 'skipped', at: now, reason: WORDS.takenBack }
    : { notice: notice.id, from: ['unknown'], to: 'due', at: now, notBefore: null, reason: WORDS.absent };
  if ((await tx.outbox.step([step])).has(notice.id)) await tx.posts.drop(notice.id);
}

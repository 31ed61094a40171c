import type { ChannelId, SeminarId } from '../../domain/ids.ts';
import type { DeliveryState, Notice } from '../../domain/notice.ts';
import type { Seminar } from '../../domain/seminar.ts';
import type { LedgerEntry } from '../../ports/store/outbox.ts';
import type { Installation } from '../installation.ts';

export interface LedgerRequest {
  readonly seminar?: SeminarId;
  readonly channel?: ChannelId;
  readonly states?: readonly DeliveryState[];
  readonly since?: Temporal.Instant;
  readonly limit: number;
}

/** One notice and all that happened to it. */
export interface LedgerLine {
  readonly notice: Notice;
  readonly title: string;
  readonly channel: string;
  readonly history: readonly LedgerEntry[];
}

/** The ledger: what went where and when, what is due, what was skipped or failed and why. In order of due. */
export async function readLedger(
  { store }: Installation,
  request: LedgerRequest,
): Promise<readonly LedgerLine[]> {
  const { outbox, seminars, directory } = store.read;
  const notices = await outbox.find({
    ...(request.seminar ? { seminar: request.seminar } : {}),
    ...(request.channel ? { channel: request.channel } : {}),
    ...(request.states ? { states: request.states } : {}),
    ...(request.since ? { dueFrom: request.since } : {}),
    limit: request.limit,
  });
  const ids = [...new Set(notices.flatMap((notice) => (notice.seminar ? [notice.seminar] : [])))];
  const titles = new Map((await seminars.many(ids)).map((seminar) => [seminar.id, nameOf(seminar)]));
  const names = new Map((await directory.channels()).map((channel) => [channel.id, channel.name]));
  const lines: LedgerLine[] = [];
  for (const notice of notices) {
    lines.push({
      notice,
      title: (notice.seminar ? titles.get(notice.seminar) : undefined) ?? '',
      channel: names.get(notice.channel) ?? notice.channel,
      history: await outbox.history({ notice: notice.id }),
    });
  }
  return lines;
}

/** What is still without a title is known by whom it is. */
function nameOf({ title, speakers }: Seminar): string {
  return title ?? speakers.map(({ name }) => name).join(', ');
}

import type { ChannelId } from '../../../domain/ids.ts';
import { type DeliveryState, type Notice, noticeIdOf, type PlannedNotice } from '../../../domain/notice.ts';
import type { RouteIndex } from '../../../domain/route.ts';
import type { Seminar } from '../../../domain/seminar.ts';
import type { NoticeStep } from '../../../ports/store/outbox.ts';
import type { StoreReader } from '../../../ports/store.ts';
import { byHand, WORDS } from '../ledger-words.ts';
import type { ActScene } from './act-scene.ts';
import { planManual, refusalOf } from './send-manual.ts';

export type Announced =
  /** Where it is being announced now; empty where it stands, or is on its way, everywhere. */
  | { readonly type: 'announced'; readonly channels: readonly ChannelId[] }
  | { readonly type: 'refused'; readonly reason: string };

/** It has not left yet, and may be called back. */
const WAITING: readonly DeliveryState[] = ['due', 'held', 'claimed', 'withdrawn', 'failed'];
/** It is out of our hands, or will be. */
const OPEN: readonly DeliveryState[] = ['due', 'held', 'claimed', 'sending', 'unknown'];

/**
 * Somebody's word that a seminar is to be announced now, wherever its routes lead, even if it was taken back before: that
 * is forgotten, its reminders that lie ahead come back, and each channel where no announcement stands gets one.
 *
 * However it races, each channel gets one: whoever asks twice asks for the same notice (its key counts what was announced
 * by hand before and did not last), the plan's own announcement gives way for good, and where that one has begun to
 * leave, nothing is added to it.
 */
export function announceSeminar(
  { store, clock, by }: ActScene,
  seminar: Seminar,
  routes: RouteIndex,
): Promise<Announced> {
  const now = clock.now();
  const refusal = refusalOf(seminar, 'announcement', now);
  if (refusal !== undefined) return Promise.resolve({ type: 'refused', reason: refusal });
  const channels = routes.targetsFor(seminar).map(({ channel }) => channel);
  if (channels.length === 0) {
    const reason =
      'The seminar is to be announced in no channel: no route of the configuration leads it to any.';
    return Promise.resolve({ type: 'refused', reason });
  }
  return store.transaction(async (tx) => {
    const reason = byHand(WORDS.toldAgain, by);
    const notices = await tx.outbox.ofSeminar(seminar.id);
    if (await tx.seminars.dropRetractions(seminar.id)) {
      await tx.outbox.step(
        notices.filter(liesAhead(now)).map(
          ({ id }): NoticeStep => ({
            notice: id,
            from: ['skipped'],
            to: 'due',
            at: now,
            notBefore: null,
            reason,
          }),
        ),
      );
    }
    const wanting = await findBare(tx, seminar, channels);
    const own = wanting.map((channel) => ownAnnouncement(seminar, channel, now));
    const known = new Set(notices.map(({ id }) => id));
    await tx.outbox.plan(
      own.filter(({ id }) => !known.has(id)),
      now,
    );
    await tx.outbox.step(
      own.map(({ id }): NoticeStep => ({ notice: id, from: WAITING, to: 'skipped', at: now, reason })),
    );
    // Looked at again: what began to leave before it could be called back stands now, or will.
    const bare = await findBare(tx, seminar, wanting);
    await tx.outbox.plan(
      bare.map((channel) =>
        planManual(seminar, 'announcement', channel, now, requestOf(seminar, channel, notices)),
      ),
      now,
    );
    return { type: 'announced', channels: bare };
  });
}

function liesAhead(now: Temporal.Instant) {
  return ({ kind, state, due }: Notice): boolean =>
    state === 'skipped' &&
    (kind === 'reminder' || kind === 'startingNow') &&
    Temporal.Instant.compare(due, now) > 0;
}

/** That of the plan, which the plan may not even know yet. */
function ownAnnouncement(seminar: Seminar, channel: ChannelId, now: Temporal.Instant): PlannedNotice {
  const {
    id: _id,
    key: _key,
    detail: _detail,
    ...rest
  } = planManual(seminar, 'announcement', channel, now, '');
  const key = { kind: 'announcement', seminar: seminar.id, channel } as const;
  return { ...rest, id: noticeIdOf(key), key, detail: {} };
}

/** The same until what it asked for has come to an end without lasting. */
function requestOf(seminar: Seminar, channel: ChannelId, notices: readonly Notice[]): string {
  const before = notices.filter(
    (notice) => notice.channel === channel && isByHand(notice) && !isOpen(notice),
  );
  return `${ANNOUNCE}${seminar.id}/${before.length}`;
}

const ANNOUNCE = 'announce/';

function isByHand({ key }: Notice): boolean {
  return key.kind === 'manual' && key.request.startsWith(ANNOUNCE);
}

function isOpen({ state }: Notice): boolean {
  return OPEN.includes(state);
}

/**
 * Where no announcement stands, or only one that is being taken back, and none by hand is on its way. A reminder that
 * carries the whole card stands for it.
 */
export async function findBare(
  tx: Pick<StoreReader, 'outbox' | 'posts'>,
  seminar: Seminar,
  channels: readonly ChannelId[],
): Promise<readonly ChannelId[]> {
  const notices = await tx.outbox.ofSeminar(seminar.id);
  const leaving = new Set(
    notices.flatMap(({ key, state }) => (key.kind === 'removal' && state !== 'failed' ? [key.post] : [])),
  );
  const carriers = new Set(
    notices.flatMap(({ key, supersededBy }) =>
      key.kind === 'announcement' && supersededBy ? [supersededBy] : [],
    ),
  );
  const standing = (await tx.posts.ofSeminar(seminar.id)).filter(
    ({ id, kind, removed }) =>
      (kind === 'announcement' || carriers.has(id)) && removed === undefined && !leaving.has(id),
  );
  const taken = new Set([
    ...standing.map(({ channel }) => channel),
    ...notices.filter((notice) => isByHand(notice) && isOpen(notice)).map(({ channel }) => channel),
  ]);
  return channels.filter((channel) => !taken.has(channel));
}

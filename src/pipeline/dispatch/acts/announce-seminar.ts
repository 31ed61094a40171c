import type { ChannelId } from '../../../domain/ids.ts';
import type { Notice } from '../../../domain/notice.ts';
import type { RouteIndex } from '../../../domain/route.ts';
import type { Seminar } from '../../../domain/seminar.ts';
import type { NoticeStep } from '../../../ports/store/outbox.ts';
import type { StoreWriter } from '../../../ports/store.ts';
import { byHand, WORDS } from '../ledger-words.ts';
import type { ActScene } from './act-scene.ts';
import { planManual, refusalOf } from './send-manual.ts';

export type Announced =
  | { readonly type: 'announced'; readonly channels: number }
  | { readonly type: 'refused'; readonly reason: string };

/**
 * Somebody's word that a seminar is to be announced now, wherever its routes lead, even if it was taken back before: that
 * is forgotten, its reminders that lie ahead come back, and each channel where no announcement stands gets one.
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
    return Promise.resolve({
      type: 'refused',
      reason: 'The seminar is to be announced in no channel: no route of the configuration leads it to any.',
    });
  }
  return store.transaction(async (tx) => {
    const notices = await tx.outbox.ofSeminar(seminar.id);
    const reason = byHand(WORDS.toldAgain, by);
    const revived = (await tx.seminars.dropRetractions(seminar.id)) ? notices.filter(liesAhead(now)) : [];
    const bare = await findBare(tx, seminar, channels, notices);
    // What waits for its time or for a word gives way: this one says it now.
    const waiting = notices.filter(({ kind, channel }) => kind === 'announcement' && bare.includes(channel));
    await tx.outbox.step([
      ...revived.map(
        ({ id }): NoticeStep => ({
          notice: id,
          from: ['skipped'],
          to: 'due',
          at: now,
          notBefore: null,
          reason,
        }),
      ),
      ...waiting.map(
        ({ id }): NoticeStep => ({ notice: id, from: ['due', 'held'], to: 'skipped', at: now, reason }),
      ),
    ]);
    await tx.outbox.plan(
      bare.map((channel) => planManual(seminar, 'announcement', channel, now)),
      now,
    );
    return { type: 'announced', channels: bare.length };
  });
}

function liesAhead(now: Temporal.Instant) {
  return ({ kind, state, due }: Notice): boolean =>
    state === 'skipped' &&
    (kind === 'reminder' || kind === 'startingNow') &&
    Temporal.Instant.compare(due, now) > 0;
}

/** Where no announcement stands, or only one that is being taken back. */
async function findBare(
  tx: StoreWriter,
  seminar: Seminar,
  channels: readonly ChannelId[],
  notices: readonly Notice[],
): Promise<readonly ChannelId[]> {
  const leaving = new Set(
    notices.flatMap(({ key, state }) => (key.kind === 'removal' && state !== 'failed' ? [key.post] : [])),
  );
  const standing = (await tx.posts.ofSeminar(seminar.id)).filter(
    ({ id, kind, removed }) => kind === 'announcement' && removed === undefined && !leaving.has(id),
  );
  return channels.filter((channel) => !standing.some((post) => post.channel === channel));
}

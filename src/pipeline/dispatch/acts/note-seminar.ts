import { randomUUID } from 'node:crypto';
import { noticeIdOf, type PlannedNotice } from '../../../domain/notice.ts';
import { endOf } from '../../../domain/phase.ts';
import type { Seminar } from '../../../domain/seminar.ts';
import { rehearsedAddress } from '../../targets/rehearsal.ts';
import type { ActScene } from './act-scene.ts';

export type Noted =
  | { readonly type: 'owed'; readonly channels: number }
  | { readonly type: 'refused'; readonly reason: string };

/** Says one thing ("starting ten minutes late") wherever the seminar was announced. Worth something until it ends. */
export async function noteSeminar(
  { store, clock }: ActScene,
  seminar: Seminar,
  text: string,
): Promise<Noted> {
  const now = clock.now();
  const expires = endOf(seminar);
  if (expires && Temporal.Instant.compare(expires, now) <= 0)
    return { type: 'refused', reason: 'The seminar is over.' };
  return store.transaction(async (tx) => {
    const posts = (await tx.posts.ofSeminar(seminar.id)).filter(
      ({ removed, message, kind }) => !removed && message !== undefined && kind !== 'digest',
    );
    const places = new Map(posts.map(({ channel, lane }) => [channel, lane]));
    if (places.size === 0)
      return { type: 'refused', reason: 'The seminar has not been announced anywhere yet.' };
    const request = randomUUID();
    const notes = [...places].map(([channel, lane]): PlannedNotice => {
      const key = { kind: 'note', request, channel } as const;
      const rehearses = rehearsedAddress(channel);
      return {
        id: noticeIdOf(key),
        key,
        kind: 'note',
        lane,
        channel,
        seminar: seminar.id,
        due: now,
        expires: expires ?? now.add({ hours: 24 }),
        detail: { text, ...(rehearses === undefined ? {} : { rehearses }) },
      };
    });
    await tx.outbox.plan(notes, now);
    return { type: 'owed', channels: notes.length };
  });
}

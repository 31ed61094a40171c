import { type ChannelId, splitChannelId } from '../../domain/ids.ts';
import { noticeIdOf, type PlannedNotice } from '../../domain/notice.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Digest } from '../../domain/route.ts';
import { type Cron, parseCron } from '../../domain/time/cron.ts';
import { latestSlot, nextSlot } from '../../domain/time/slots.ts';
import type { NoticeStep } from '../../ports/store/outbox.ts';
import type { StoreWriter } from '../../ports/store.ts';
import { rehearsedAddress } from '../targets/rehearsal.ts';
import type { ResolvedAddresses } from '../targets/route-index.ts';
import { horizonOf } from './horizon.ts';

/** Beside the next slot, all slots until the roll after the next are planned: a digest may come every hour. */
const AHEAD = { hours: 48 };

/**
 * Digests are owed slot by slot (rule 6): the latest that was missed since the channel was connected, the next, and
 * those of the coming two days. Slots that the configuration no longer has are withdrawn. Idempotent.
 */
export async function planDigests(
  tx: StoreWriter,
  policy: Pick<Policy, 'digests' | 'timezone'>,
  resolved: ResolvedAddresses,
  now: Temporal.Instant,
): Promise<{ readonly planned: number; readonly withdrawn: number }> {
  const owed: PlannedNotice[] = [];
  for (const digest of policy.digests) {
    const cron = parseCron(digest.cron);
    for (const channel of channelsOf(digest, resolved)) {
      const slots = await slotsOf(tx, digest, channel, cron, policy.timezone, now);
      for (const slot of slots) {
        owed.push(
          digestNotice(digest, channel, slot, nextSlot(cron, policy.timezone, slot), policy.timezone),
        );
      }
      const newest = slots.at(-1);
      if (newest) await tx.directory.putLastSlot(digest.id, channel, newest);
    }
  }
  const wanted = new Set(owed.map((notice) => notice.id));
  const open = await tx.outbox.find({ kinds: ['digest'], states: ['due', 'held', 'claimed'] });
  const steps: NoticeStep[] = open
    // What is past is the dispatcher's to send, collapse or skip.
    .filter((notice) => !wanted.has(notice.id) && Temporal.Instant.compare(notice.due, now) > 0)
    .map((notice) => ({
      notice: notice.id,
      from: ['due', 'held', 'claimed'],
      to: 'withdrawn',
      at: now,
      reason: 'The overview is not planned for this time any more.',
    }));
  const withdrawn = steps.length > 0 ? await tx.outbox.step(steps) : new Set();
  const planned = await tx.outbox.plan(owed, now);
  return { planned: planned.length, withdrawn: withdrawn.size };
}

function channelsOf(digest: Digest, resolved: ResolvedAddresses): readonly ChannelId[] {
  const channels = digest.to.map((address) => resolved.get(address.text));
  return [...new Set(channels.filter((channel) => channel !== undefined))];
}

async function slotsOf(
  tx: StoreWriter,
  digest: Digest,
  channel: ChannelId,
  cron: Cron,
  zone: string,
  now: Temporal.Instant,
): Promise<readonly Temporal.Instant[]> {
  const slots: Temporal.Instant[] = [];
  const missed = latestSlot(cron, zone, now);
  // A digest that did not exist yet missed nothing. A slot before the newest that was planned is either planned too, or
  // comes from a change of the configuration: then nobody waited for it.
  const before = await tx.directory.lastSlot(digest.id, channel);
  const since = before ?? (await tx.directory.activatedAt(digest.id, channel)) ?? now;
  if (Temporal.Instant.compare(missed, since) >= 0) slots.push(missed);
  const until = now.add(AHEAD);
  let slot = nextSlot(cron, zone, now);
  if (Temporal.Instant.compare(slot, horizonOf(now)) < 0) slots.push(slot);
  for (;;) {
    slot = nextSlot(cron, zone, slot);
    if (Temporal.Instant.compare(slot, until) >= 0) return slots;
    slots.push(slot);
  }
}

function digestNotice(
  digest: Digest,
  channel: ChannelId,
  slot: Temporal.Instant,
  next: Temporal.Instant,
  zone: string,
): PlannedNotice {
  const key = { kind: 'digest', digest: digest.id, slot, channel } as const;
  const to = slot.toZonedDateTimeISO(zone).add({ days: digest.windowDays }).toInstant();
  const rehearses = rehearsedAddress(channel);
  return {
    id: noticeIdOf(key),
    key,
    kind: 'digest',
    lane: splitChannelId(channel).lane,
    channel,
    due: slot,
    expires: next,
    detail: {
      from: slot.toString(),
      to: to.toString(),
      ...(rehearses === undefined ? {} : { rehearses }),
    },
  };
}

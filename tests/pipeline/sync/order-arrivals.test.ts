import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readableDigest, SeminarId } from '../../../src/domain/ids.ts';
import type { Arrival } from '../../../src/pipeline/sync/arrival.ts';
import { orderArrivals } from '../../../src/pipeline/sync/order-arrivals.ts';
import { aPolicy } from '../plan/kit.ts';

const NOW = Temporal.Instant.from('2027-03-01T02:00:00Z');

/** By minutes from now; undefined: it has no start. */
function arrive(minutes: number | undefined, n: number): Arrival {
  const start = minutes === undefined ? {} : { start: NOW.add({ minutes }) };
  const seminar = SeminarId.parse(readableDigest(String(n), 8));
  return { record: { uid: `talk-${n}`, fields: start, place: '', prose: false }, seminar, isNew: true };
}

const startOf = ({ record }: Arrival): number => record.fields.start?.epochMilliseconds ?? Number.NaN;
const never = new AbortController().signal;
const DAY = 24 * 60;

describe('in which order records are written', () => {
  const policy = aPolicy();
  const minutes = fc.option(fc.integer({ min: -400 * DAY, max: 400 * DAY }), { nil: undefined });

  it('keeps all, and what may be overdue comes first, the nearest of all before the others', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(minutes, { maxLength: 60 }), async (all) => {
        const arrivals = all.map(arrive);
        const ordered = await orderArrivals(arrivals, policy, NOW, never);
        expect(new Set(ordered)).toEqual(new Set(arrivals));
        expect(ordered).toHaveLength(arrivals.length);
        const soon = (arrival: Arrival): boolean => {
          const ahead = startOf(arrival) - NOW.epochMilliseconds;
          return ahead >= 0 && ahead <= 7 * DAY * 60_000;
        };
        const nearest = arrivals.filter(soon).map(startOf);
        const first = ordered.slice(0, nearest.length);
        expect(first.map(startOf)).toEqual(nearest.toSorted((a, b) => a - b));
      }),
    );
  });

  it('writes the rest by id, where no announcement can be overdue', async () => {
    const arrivals = Array.from({ length: 500 }, (_, n) =>
      arrive((n % 2 === 0 ? -1 : 1) * (200 + n) * DAY, n),
    );
    const ordered = (await orderArrivals(arrivals, policy, NOW, never)).map(({ seminar }) => seminar);
    expect(ordered).toEqual(ordered.toSorted());
  });

  it('keeps all that is ahead in order of start where announcements do not wait for a day', async () => {
    const [route] = policy.routes;
    if (!route || route.announce === 'never') throw new Error('the kit announces');
    const announce = { ...route.announce, when: 'immediately' } as const;
    const arrivals = Array.from({ length: 300 }, (_, n) => arrive(((n * 7919) % 300) * 2 * DAY, n));
    const eager = { ...policy, routes: [{ ...route, announce }] };
    const ordered = (await orderArrivals(arrivals, eager, NOW, never)).map(startOf);
    expect(ordered).toEqual(ordered.toSorted((a, b) => a - b));
  });
});

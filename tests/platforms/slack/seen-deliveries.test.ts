import { describe, expect, it } from 'vitest';
import { SeenDeliveries } from '../../../src/platforms/slack/seen-deliveries.ts';
import { quietLog } from '../../pipeline/plan/kit.ts';

describe('deliveries', () => {
  it('are new once, for longer than Slack repeats them', async () => {
    let now = Temporal.Instant.from('2031-03-05T01:00:00Z');
    const seen = new SeenDeliveries({ now: () => now, at: () => () => undefined });
    expect(await seen.isNew({ event_id: 'Ev1' })).toBe(true);
    expect(await seen.isNew({ event_id: 'Ev1' })).toBe(false);
    expect(await seen.isNew({ trigger_id: '1.2.3' })).toBe(true);
    now = now.add({ hours: 1 });
    expect(await seen.isNew({ event_id: 'Ev1' })).toBe(false);
    now = now.add({ minutes: 11 });
    expect(await seen.isNew({ event_id: 'Ev1' })).toBe(true);
  });

  it('without an id are always new', async () => {
    const seen = new SeenDeliveries({ now: () => Temporal.Now.instant(), at: () => () => undefined });
    for (const body of [{}, { event_id: 7 }, null, 'text', undefined]) {
      expect(await seen.isNew(body)).toBe(true);
      expect(await seen.isNew(body)).toBe(true);
    }
  });

  it('are forgotten, oldest first, before they fill the memory', async () => {
    const now = Temporal.Instant.from('2031-03-05T01:00:00Z');
    const seen = new SeenDeliveries({ now: () => now, at: () => () => undefined });
    for (let index = 0; index <= 20_001; index += 1) await seen.isNew({ event_id: `Ev${index}` });
    expect(await seen.isNew({ event_id: 'Ev20001' })).toBe(false);
    expect(await seen.isNew({ event_id: 'Ev0' })).toBe(true);
  });

  it('that another process has carried out are not carried out here; a store in trouble hinders nobody', async () => {
    const clock = { now: () => Temporal.Now.instant(), at: () => () => undefined };
    const told = new Set<string>();
    let broken = false;
    const deliveries = {
      isFirst: async (id: string) => {
        if (broken) throw new Error('out of reach');
        const isFirst = !told.has(id);
        told.add(id);
        return isFirst;
      },
    };
    const [one, two] = [1, 2].map(() => new SeenDeliveries(clock, { deliveries, log: quietLog }));
    expect(await one?.isNew({ event_id: 'Ev1' })).toBe(true);
    expect(await two?.isNew({ event_id: 'Ev1' })).toBe(false);
    expect(await two?.isNew({ trigger_id: '1.2.3' })).toBe(true);
    broken = true;
    expect(await two?.isNew({ event_id: 'Ev2' })).toBe(true);
    expect(await two?.isNew({ event_id: 'Ev2' })).toBe(false);
  });
});

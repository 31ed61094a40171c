import { describe, expect, it } from 'vitest';
import { SeenDeliveries } from '../../../src/platforms/slack/seen-deliveries.ts';

describe('deliveries', () => {
  it('are new once, for longer than Slack repeats them', () => {
    let now = Temporal.Instant.from('2031-03-05T01:00:00Z');
    const seen = new SeenDeliveries({ now: () => now, at: () => () => undefined });
    expect(seen.isNew({ event_id: 'Ev1' })).toBe(true);
    expect(seen.isNew({ event_id: 'Ev1' })).toBe(false);
    expect(seen.isNew({ trigger_id: '1.2.3' })).toBe(true);
    now = now.add({ hours: 1 });
    expect(seen.isNew({ event_id: 'Ev1' })).toBe(false);
    now = now.add({ minutes: 11 });
    expect(seen.isNew({ event_id: 'Ev1' })).toBe(true);
  });

  it('without an id are always new', () => {
    const seen = new SeenDeliveries({ now: () => Temporal.Now.instant(), at: () => () => undefined });
    for (const body of [{}, { event_id: 7 }, null, 'text', undefined]) {
      expect(seen.isNew(body)).toBe(true);
      expect(seen.isNew(body)).toBe(true);
    }
  });

  it('are forgotten, oldest first, before they fill the memory', () => {
    const now = Temporal.Instant.from('2031-03-05T01:00:00Z');
    const seen = new SeenDeliveries({ now: () => now, at: () => () => undefined });
    for (let index = 0; index <= 20_001; index += 1) seen.isNew({ event_id: `Ev${index}` });
    expect(seen.isNew({ event_id: 'Ev20001' })).toBe(false);
    expect(seen.isNew({ event_id: 'Ev0' })).toBe(true);
  });
});

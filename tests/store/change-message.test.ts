import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LaneId } from '../../src/domain/ids.ts';
import { ALL_TOPICS } from '../../src/store/changes.ts';
import { readChange, writeChange } from '../../src/store/postgres/change-message.ts';

const anyLane = fc
  .tuple(fc.constantFrom('slack', 'teams', 'preview'), fc.stringMatching(/^[^/\s]{1,40}$/))
  .map(([platform, name]) => LaneId.parse(`${platform}:${name}`));

describe('what replicas tell each other', () => {
  it('fits what PostgreSQL takes, and never names fewer lanes than are meant', () => {
    const anyTopics = fc.uniqueArray(fc.constantFrom(...ALL_TOPICS));
    const anyLanes = fc.uniqueArray(anyLane, { maxLength: 400, size: 'max' });
    fc.assert(
      fc.property(anyTopics, anyLanes, (topics, lanes) => {
        const payload = writeChange('replica-1', { told: new Set(topics), lanes: new Set(lanes) });
        expect(Buffer.byteLength(payload)).toBeLessThan(8000);
        const read = readChange(payload);
        expect([read.sender, new Set(read.topics)]).toEqual(['replica-1', new Set(topics)]);
        if (read.lanes !== 'all') expect(read.lanes).toEqual(new Set(lanes));
        else expect(Buffer.byteLength(lanes.join(' '))).toBeGreaterThan(7_800);
      }),
    );
  });

  it('of an earlier version, which names no lanes, may concern any; so may what is not understood', () => {
    expect(readChange('replica-1 outbox posts')).toEqual({
      sender: 'replica-1',
      topics: ['outbox', 'posts'],
      lanes: 'all',
    });
    expect(readChange('replica-1 outbox in slack:T1 carrier-pigeon:7').lanes).toBe('all');
    expect(readChange('replica-1 outbox in').lanes).toEqual(new Set());
  });
});

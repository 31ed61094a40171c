import { describe, expect, it } from 'vitest';
import { parseActivity } from '../../../../src/platforms/teams/incoming/activity-schema.ts';
import { createSeenMessages } from '../../../../src/platforms/teams/incoming/seen-messages.ts';
import { SEEN } from '../../../../src/platforms/teams/limits.ts';

function message(id: string | undefined, conversation = 'a:chat') {
  const parsed = parseActivity(
    JSON.stringify({
      type: 'message',
      id,
      channelId: 'msteams',
      serviceUrl: 'http://127.0.0.1/',
      recipient: { id: '28:bot' },
      conversation: { id: conversation },
    }),
  );
  if (parsed.type !== 'activity') throw new Error('an activity');
  return parsed.activity;
}

describe('messages', () => {
  it('are new once, for longer than they are repeated', () => {
    let now = Temporal.Instant.from('2031-03-05T01:00:00Z');
    const seen = createSeenMessages({ now: () => now, at: () => () => undefined });
    expect(seen.isNew(message('1'))).toBe(true);
    expect(seen.isNew(message('1'))).toBe(false);
    expect(seen.isNew(message('1', 'a:another'))).toBe(true);
    now = now.add({ milliseconds: SEEN.keptMs - 1 });
    expect(seen.isNew(message('1'))).toBe(false);
    now = now.add({ milliseconds: 1 });
    expect(seen.isNew(message('1'))).toBe(true);
  });

  it('without an id are always new', () => {
    const seen = createSeenMessages({ now: () => Temporal.Now.instant(), at: () => () => undefined });
    expect([1, 2].map(() => seen.isNew(message(undefined)))).toEqual([true, true]);
  });

  it('are forgotten, oldest first, before they fill the memory', () => {
    const now = Temporal.Instant.from('2031-03-05T01:00:00Z');
    const seen = createSeenMessages({ now: () => now, at: () => () => undefined });
    for (let id = 0; id <= SEEN.most; id += 1) seen.isNew(message(String(id)));
    expect(seen.isNew(message(String(SEEN.most)))).toBe(false);
    expect(seen.isNew(message('0'))).toBe(true);
  });
});

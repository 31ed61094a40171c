import { describe, expect, it } from 'vitest';
import { stopWithin } from '../../src/app/stop-within.ts';
import { createLog } from './kit.ts';

describe('stopping a part', () => {
  it('waits for it, and says nothing', async () => {
    const log = createLog();
    let stopped = false;
    await stopWithin(
      60_000,
      'part',
      async () => {
        await new Promise((resolve) => setImmediate(resolve));
        stopped = true;
      },
      log,
    );
    expect(stopped).toBe(true);
    expect(log.lines).toEqual([]);
  });

  it('leaves one that hangs, and says which', async () => {
    const log = createLog();
    await stopWithin(10, 'platforms', () => new Promise(() => {}), log);
    expect(log.lines).toMatchObject([
      { level: 'warn', message: 'a part did not stop in time', fields: { part: 'platforms', ms: 10 } },
    ]);
  });

  it('one that fails fails, and late is not at all', async () => {
    const log = createLog();
    await expect(stopWithin(60_000, 'part', () => Promise.reject(new Error('no')), log)).rejects.toThrow(
      'no',
    );
    let fail = (): void => {};
    const late = new Promise<void>((_resolve, reject) => {
      fail = () => reject(new Error('late'));
    });
    await stopWithin(1, 'part', () => late, log);
    fail();
    await new Promise((resolve) => setImmediate(resolve));
  });
});

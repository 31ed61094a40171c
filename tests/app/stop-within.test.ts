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

  it('one that cannot stop is told of, and holds up nobody, also when it says so late', async () => {
    const log = createLog();
    const error = new Error('the database is gone');
    await stopWithin(60_000, 'dispatcher', () => Promise.reject(error), log);
    const told = (part: string) => ({
      level: 'error',
      message: 'a part could not be stopped',
      fields: { part, error },
    });
    expect(log.lines).toMatchObject([told('dispatcher')]);
    const { promise, reject } = Promise.withResolvers<void>();
    await stopWithin(1, 'platforms', () => promise, log);
    reject(error);
    await new Promise((resolve) => setImmediate(resolve));
    expect(log.lines).toMatchObject([
      told('dispatcher'),
      { level: 'warn', message: 'a part did not stop in time', fields: { part: 'platforms', ms: 1 } },
      told('platforms'),
    ]);
  });
});

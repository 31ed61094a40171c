import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Adapter, createAdapter } from '../../../../src/platforms/teams/wire/adapter.ts';
import { createLocalAuthentication } from '../../../../src/platforms/teams/wire/authentication.ts';

let adapter: Adapter;
beforeEach(async () => {
  adapter = await createAdapter((await createLocalAuthentication()).senders);
});
afterEach(() => vi.restoreAllMocks());

/** Nobody listens at its service URL: a turn that called it would fail. */
const activity = (type: string) => ({
  type,
  name: 'adaptiveCard/action',
  channelId: 'msteams',
  serviceUrl: 'http://127.0.0.1:9/',
  conversation: { id: 'a:chat' },
  recipient: { id: '28:bot' },
  timestamp: 'not a time',
});

describe('a turn', () => {
  it('of an invoke is answered with what it gives, and with 501 where it gives nothing', async () => {
    const value = { statusCode: 200, type: 'x', value: 'done' };
    expect(await adapter.process(activity('invoke'), '', async () => ({ status: 200, body: value }))).toEqual(
      { type: 'answered', status: 200, body: value },
    );
    expect(await adapter.process(activity('invoke'), '', async () => undefined)).toEqual({
      type: 'answered',
      status: 501,
    });
  });

  it('of anything else is answered once it has ended', async () => {
    const order: string[] = [];
    const processed = adapter
      .process(activity('conversationUpdate'), '', async () => {
        await Promise.resolve();
        order.push('turn');
        return undefined;
      })
      .finally(() => order.push('answer'));
    expect(await processed).toEqual({ type: 'answered', status: 200 });
    expect(order).toEqual(['turn', 'answer']);
  });

  it('that fails is the caller’s to tell: nothing is printed', async () => {
    const printed = vi.spyOn(console, 'error').mockImplementation(() => {});
    const failing = adapter.process(activity('message'), '', () => Promise.reject(new Error('disk full')));
    await expect(failing).rejects.toThrow('disk full');
    expect(printed).not.toHaveBeenCalled();
  });

  it('is not held up by another', async () => {
    let release: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow = adapter.process(activity('invoke'), '', async () => {
      await held;
      return { status: 200, body: 'slow' };
    });
    const quick = await adapter.process(activity('invoke'), '', async () => ({ status: 200, body: 'quick' }));
    release();
    expect([quick, await slow]).toMatchObject([{ body: 'quick' }, { body: 'slow' }]);
  });
});

import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/app/system-clock.ts';
import { DIRECT_CHANNEL } from '../../../src/platforms/preview/preview-address.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { createTemporaryFolder } from '../../support/temporary-folder.ts';
import { CHANNEL, openHouse, type PreviewHouse, silentLog } from './preview-house.ts';
import { makeSeminar } from './sample-records.ts';

interface StreamEvent {
  readonly name: string;
  readonly id?: string;
  readonly data: { readonly post?: string; readonly html?: string } | null;
}

const ends: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function open(options?: Parameters<typeof openHouse>[0]): Promise<PreviewHouse> {
  const house = await openHouse(options);
  ends.push(() => house.close());
  return house;
}

async function cursorOf(house: PreviewHouse): Promise<string> {
  const page = await (await fetch(house.url)).text();
  return /data-cursor="([^"]+)"/.exec(page)?.[1] ?? '';
}

/** Reads a stream event by event, leaving out what concerns the list of seminars. */
async function listen(
  house: PreviewHouse,
  after: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<() => Promise<StreamEvent | undefined>> {
  const abort = new AbortController();
  ends.push(() => abort.abort());
  const response = await fetch(`${house.url}/preview/events?after=${encodeURIComponent(after)}`, {
    headers,
    signal: abort.signal,
  });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = '';
  return async () => {
    for (;;) {
      const end = buffer.indexOf('\n\n');
      if (end < 0) {
        const chunk = await reader?.read();
        if (!chunk || chunk.done) return undefined;
        buffer += chunk.value;
        continue;
      }
      const event = readEvent(buffer.slice(0, end));
      buffer = buffer.slice(end + 2);
      if (event && !['beat', 'seminars'].includes(event.name)) return event;
    }
  };
}

function readEvent(block: string): StreamEvent | undefined {
  const field = (name: string): string | undefined =>
    block
      .split('\n')
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2);
  const name = field('event');
  const id = field('id');
  if (name === undefined) return undefined;
  return { name, data: JSON.parse(field('data') ?? 'null'), ...(id === undefined ? {} : { id }) };
}

const seminar = makeSeminar('aaaaaaa2');

describe('the stream of changes', () => {
  it('tells of posts, edits and removals, ready to be put into the page', async () => {
    const house = await open();
    const next = await listen(house, await cursorOf(house));
    const message = await house.say('announcement', seminar);
    const posted = await next();
    expect(posted?.name).toBe('posted');
    expect(posted?.data?.html).toContain('Learning to read flood plains');

    const moved = { ...seminar, venue: { room: 'Kelp Theatre' } };
    await house.preview.chat.update({ channel: CHANNEL, message }, house.compose('announcement', moved));
    const edited = await next();
    expect(edited?.name).toBe('edited');
    expect(edited?.data?.post).toBe(posted?.data?.post);
    expect(edited?.data?.html).toContain('Kelp Theatre');
    expect(edited?.data?.html).toContain('(edited)');

    await house.preview.chat.remove({ channel: CHANNEL, message });
    expect(await next()).toMatchObject({ name: 'removed', data: { post: posted?.data?.post } });
  });

  it('goes on where a page left off', async () => {
    const house = await open();
    const before = await cursorOf(house);
    const first = await listen(house, before);
    await house.say('announcement', seminar);
    const seen = await first();
    await house.say('reminder', seminar);
    await house.say('startingNow', seminar);
    const again = await listen(house, before, { 'Last-Event-ID': seen?.id ?? '' });
    expect((await again())?.data?.html).toContain('Reminder');
    expect((await again())?.data?.html).toContain('Starting now');
  });

  it('misses nothing that is written between the page and its stream', async () => {
    const house = await open();
    const cursor = await cursorOf(house);
    await house.say('announcement', seminar);
    const next = await listen(house, cursor);
    expect((await next())?.name).toBe('posted');
  });

  it.each(['', 'nonsense', 'another-process-12', '9999'])(
    'asks for a fresh page after "%s"',
    async (after) => {
      const house = await open();
      await cursorOf(house);
      const next = await listen(house, after);
      expect((await next())?.name).toBe('reset');
      expect(await next()).toBeUndefined();
    },
  );

  it('tells of what another process wrote', async () => {
    const storeUrl = `sqlite:${join(createTemporaryFolder().path, 'lectern.db')}`;
    const house = await open({ storeUrl });
    const other = await openStore(storeUrl, { clock: systemClock, log: silentLog });
    ends.push(() => other.close());
    const next = await listen(house, await cursorOf(house));
    await other.transaction((tx) =>
      tx.board.add({
        channel: CHANNEL,
        key: 'from-elsewhere',
        card: house.compose('announcement', seminar),
        postedAt: systemClock.now(),
      }),
    );
    expect((await next())?.name).toBe('posted');
  });

  it('tells the public of public seminars only, and of edits that make one private', async () => {
    const house = await open({ loopback: false });
    const members = makeSeminar('bbbbbbb2', { audience: 'members', title: 'Secret otters' });
    await house.keep(seminar, members);
    const next = await listen(house, await cursorOf(house));
    await house.say('announcement', members);
    await house.say('announcement', seminar, DIRECT_CHANNEL);
    const message = await house.say('announcement', seminar);
    // Each of the hidden ones arrives as something that is to go, if it were there.
    const events = [await next(), await next(), await next()];
    const posted = events.filter((event) => event?.name === 'posted');
    expect(posted).toHaveLength(1);
    expect(posted[0]?.data?.html).toContain('Learning to read flood plains');
    for (const secret of ['Secret otters', 'zoom.us', 'otter-42']) {
      expect(JSON.stringify(events)).not.toContain(secret);
    }

    await house.keep({ ...seminar, audience: 'members' });
    await house.preview.chat.update({ channel: CHANNEL, message }, house.compose('reminder', seminar));
    expect(await next()).toMatchObject({ name: 'removed', data: { post: posted[0]?.data?.post } });
  });

  it('is silent about messages that newer ones push out of sight', async () => {
    const house = await open();
    const first = await house.say('announcement', seminar);
    const next = await listen(house, await cursorOf(house));
    for (let count = 0; count < 45; count += 1) {
      await house.preview.chat.post({
        channel: CHANNEL,
        card: house.compose('reminder', seminar),
        key: `k${count}`,
      });
    }
    const last = await house.say('startingNow', seminar);
    const names = new Set<string>();
    for (let event = await next(); event; event = await next()) {
      names.add(event.name);
      if (event.data?.post?.endsWith(`-${last}`)) break;
    }
    expect([...names]).toEqual(['posted']);
    expect(await house.store.read.board.message(CHANNEL, first)).toBeDefined();
  });

  it('ends when the service stops', async () => {
    const house = await open();
    const next = await listen(house, await cursorOf(house));
    await house.preview.stop();
    expect(await next()).toBeUndefined();
  });
});

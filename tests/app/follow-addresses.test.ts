import { expect, it } from 'vitest';
import { followAddresses } from '../../src/app/follow-addresses.ts';
import { type ChannelId, channelIdOf, LaneId } from '../../src/domain/ids.ts';
import { createClock, createLog, openMemory } from './kit.ts';

const SLACK = LaneId.parse('slack:T0STANDIN');
const [OLD, NEW] = [channelIdOf(SLACK, 'C0OLD'), channelIdOf(SLACK, 'C0NEW')];

async function bench() {
  const clock = createClock();
  const store = await openMemory(clock);
  const known = new Map<string, ChannelId>([['slack:#tides', OLD]]);
  let asked = 0;
  const { catchUp, stop } = followAddresses({
    store,
    routing: {
      addresses: () => known,
      refresh: async () => {
        asked += 1;
      },
    },
    addresses: ['slack:#tides', 'slack:#waves'],
    clock,
    log: createLog(),
  });
  const put = async (address: string, channel: ChannelId) => {
    await store.transaction((tx) => tx.directory.putResolved(address, channel));
    await clock.rest();
  };
  return { clock, known, catchUp, end: stop, put, asked: () => asked };
}

it('asks anew when another process has found an address to lead elsewhere, or at last somewhere', async () => {
  const { clock, put, asked, known } = await bench();
  await put('slack:#tides', OLD);
  await clock.advance({ minutes: 2 });
  expect(asked()).toBe(0);
  await put('slack:#tides', NEW);
  await clock.advance({ seconds: 3 });
  expect(asked()).toBe(1);
  known.set('slack:#tides', NEW);
  await put('slack:#waves', OLD);
  await clock.advance({ minutes: 2 });
  // And again, for as long as it is not found here.
  expect(asked()).toBeGreaterThanOrEqual(2);
});

it('does not ask in turns with one that comes to something else', async () => {
  const { clock, put, asked } = await bench();
  for (let second = 0; second < 120; second += 1) {
    await put('slack:#tides', second % 2 === 0 ? NEW : channelIdOf(SLACK, `C0${second}`));
    await clock.advance({ seconds: 1 });
  }
  expect(asked()).toBeLessThanOrEqual(3);
});

it('looks at once where somebody has to know', async () => {
  const { put, catchUp, asked } = await bench();
  await put('slack:#waves', OLD);
  expect(asked()).toBe(0);
  await catchUp();
  expect(asked()).toBe(1);
});

it('ends', async () => {
  const { clock, put, end, asked } = await bench();
  await put('slack:#tides', NEW);
  end();
  await clock.advance({ minutes: 2 });
  expect(asked()).toBe(0);
});

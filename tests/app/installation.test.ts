import { describe, expect, it, onTestFinished } from 'vitest';
import { openInstallation } from '../../src/app/installation.ts';
import { channelIdOf, LaneId } from '../../src/domain/ids.ts';
import { openStore } from '../../src/store/open-store.ts';
import { createClock, createLog, settingsFor } from './kit.ts';

const TIDES = channelIdOf(LaneId.parse('slack:T0STANDIN'), 'C0TIDES');
const STAND_IN = channelIdOf(LaneId.parse('preview:local'), 'slack:#tides');

async function addressesAfter(mode: 'live' | 'rehearsal', resolvedBefore: typeof TIDES) {
  const settings = settingsFor(`mode: ${mode}
timezone: UTC
routes: [{ match: all, to: ["slack:#tides", "slack:#unseen"] }]
`);
  const clock = createClock();
  const store = await openStore(settings.databaseUrl, { clock, log: createLog() });
  await store.transaction((tx) => tx.directory.putResolved('slack:#tides', resolvedBefore));
  await store.close();
  const installation = await openInstallation(settings, { clock });
  onTestFinished(() => installation.close());
  return [...installation.addresses];
}

describe('a command that runs beside the service', () => {
  it('takes addresses to lead where the service last found them', async () => {
    expect(await addressesAfter('live', TIDES)).toEqual([['slack:#tides', TIDES]]);
    expect(await addressesAfter('rehearsal', STAND_IN)).toEqual([['slack:#tides', STAND_IN]]);
  });

  it('after a change of mode it knows of none: no rehearsal reaches a channel, and nothing live the preview', async () => {
    expect(await addressesAfter('rehearsal', TIDES)).toEqual([]);
    expect(await addressesAfter('live', STAND_IN)).toEqual([]);
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseAddress } from '../../../src/domain/address.ts';
import { DigestId } from '../../../src/domain/ids.ts';
import type { Digest } from '../../../src/domain/route.ts';
import { planDigests } from '../../../src/pipeline/plan/plan-digests.ts';
import { aPolicy, at, CHANNEL, openRig, RESOLVED, type Rig } from './kit.ts';

const digest: Digest = {
  id: DigestId.parse('digest-weekly'),
  cron: '0 9 * * MON',
  windowDays: 7,
  to: [parseAddress('preview:#tides')],
  match: { all: true },
  audience: 'members',
};

let rig: Rig;
beforeEach(async () => {
  // A Wednesday.
  rig = await openRig(aPolicy(), '2026-11-18T10:00:00+10:00');
});
afterEach(() => rig.store.close());

const activate = (when: string) =>
  rig.store.transaction((tx) => tx.directory.putActivated(digest.id, CHANNEL, at(when)));
const plan = (over: Partial<Digest> = {}, zone = 'Australia/Brisbane') =>
  rig.store.transaction((tx) =>
    planDigests(
      tx,
      aPolicy({ timezone: zone, digests: [{ ...digest, ...over }] }),
      RESOLVED,
      rig.clock.now(),
    ),
  );
const due = async (): Promise<string[]> =>
  (await rig.notices())
    .filter(({ state }) => state === 'due')
    .map((notice) =>
      notice.due.toZonedDateTimeISO('Australia/Brisbane').toPlainDateTime().toString().slice(0, 16),
    );

describe('planDigests', () => {
  it('owes the next slot, with its window, until the slot after it; planning again changes nothing', async () => {
    await activate('2026-11-18T10:00:00+10:00');
    expect(await plan()).toEqual({ planned: 1, withdrawn: 0 });
    const [notice] = await rig.notices();
    expect(notice?.due.equals(at('2026-11-23T09:00+10:00'))).toBe(true);
    expect(notice?.expires.equals(at('2026-11-30T09:00+10:00'))).toBe(true);
    expect(notice?.detail).toEqual({ from: '2026-11-22T23:00:00Z', to: '2026-11-29T23:00:00Z' });
    expect(await plan()).toEqual({ planned: 0, withdrawn: 0 });
  });

  it('what was missed before the channel was connected is not owed', async () => {
    await activate('2026-11-16T09:00:01+10:00');
    await plan();
    expect(await due()).toEqual(['2026-11-23T09:00']);
  });

  it('of several missed slots only the latest is owed anew', async () => {
    await activate('2026-11-01T00:00:00+10:00');
    await plan();
    expect(await due()).toEqual(['2026-11-16T09:00', '2026-11-23T09:00']);
    await rig.clock.advance({ hours: 24 * 21 });
    await plan();
    // The 23rd was planned in time and is past its worth; the 30th was never planned and is worth nothing either.
    expect(await due()).toEqual([
      '2026-11-16T09:00',
      '2026-11-23T09:00',
      '2026-12-07T09:00',
      '2026-12-14T09:00',
    ]);
  });

  it('another time in the configuration moves the next slot and owes nothing for the past', async () => {
    await activate('2026-11-01T00:00:00+10:00');
    await rig.clock.advance({ hours: 1 });
    await plan();
    expect(await plan({ cron: '0 10 * * TUE' })).toEqual({ planned: 1, withdrawn: 1 });
    expect(await due()).toEqual(['2026-11-16T09:00', '2026-11-24T10:00']);
  });

  it('one that comes every hour is planned for two days', async () => {
    await activate('2026-11-18T10:00:00+10:00');
    expect((await plan({ cron: '30 * * * *' })).planned).toBe(48);
  });

  it('a digest that is not configured any more is withdrawn', async () => {
    await activate('2026-11-18T10:00:00+10:00');
    await plan();
    const gone = await rig.store.transaction((tx) =>
      planDigests(tx, aPolicy({ digests: [] }), RESOLVED, rig.clock.now()),
    );
    expect(gone).toEqual({ planned: 0, withdrawn: 1 });
  });

  it('keeps nine o’clock and whole days in its window across a change of clocks', async () => {
    rig.clock.jumpTo('2027-03-20T10:00:00Z');
    await activate('2027-03-20T10:00:00Z');
    await plan({ cron: '0 9 * * SAT' }, 'Europe/Berlin');
    const [notice] = await rig.notices();
    expect(notice?.detail).toEqual({ from: '2027-03-27T08:00:00Z', to: '2027-04-03T07:00:00Z' });
  });
});

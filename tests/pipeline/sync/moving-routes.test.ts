import { expect, it } from 'vitest';
import { aPolicy, CHANNEL } from '../plan/kit.ts';
import { openSyncRig, ShelfSource } from './sync-kit.ts';

it('routes that lead somewhere only after a reading was begun are planned on with all that it tells', async () => {
  const shelf = new ShelfSource('files:talks');
  shelf.put({ tides: { title: 'On Ebbing', start: '2026-11-20T14:00:00+10:00' } });
  let arrive = (): void => {};
  const rig = await openSyncRig([shelf], aPolicy({ routes: [] }), (store) => ({
    ...store,
    // A platform is connected just when the record is being written.
    transaction: async (work, options) => {
      const outcome = await store.transaction(work, options);
      arrive();
      return outcome;
    },
  }));
  arrive = () => rig.configure(aPolicy());
  await rig.sync(shelf);
  const notices = await rig.store.read.outbox.find({ channel: CHANNEL, kinds: ['announcement'] });
  expect(notices.map(({ state }) => state)).toEqual(['due']);
});

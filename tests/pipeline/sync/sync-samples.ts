import { expect, onTestFinished } from 'vitest';
import { openSyncRig, type SyncRig } from './sync-kit.ts';

/** Closed with the test. */
export async function rigOf(...args: Parameters<typeof openSyncRig>): Promise<SyncRig> {
  const rig = await openSyncRig(...args);
  onTestFinished(() => rig.store.close());
  return rig;
}

export const foam = {
  title: 'The foam of breaking waves',
  speakers: [{ name: 'Ida Moss' }],
  start: '2026-12-03T11:00:00+10:00',
};
export const spray = {
  title: 'Spray',
  speakers: [{ name: 'Per Lind' }],
  start: '2026-12-08T11:00:00+10:00',
};

export const all = (rig: SyncRig) => rig.store.read.seminars.find({});
export const only = async (rig: SyncRig) => {
  const [seminar, ...others] = await all(rig);
  expect(others).toEqual([]);
  if (!seminar) throw new Error('no seminar is stored');
  return seminar;
};
/** Of all notices, in alphabetical order. */
export const states = async (rig: SyncRig) =>
  (await rig.notices()).map(({ kind, state }) => `${kind} ${state}`).toSorted();

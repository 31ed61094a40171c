import { expect, it, onTestFinished } from 'vitest';
import { SeminarFields } from '../../../src/domain/seminar.ts';
import type { SourceClosedDay } from '../../../src/ports/seminar-source.ts';
import type { Store } from '../../../src/ports/store.ts';
import { rerunEach } from '../../support/rerunning-store.ts';
import { openSyncRig, ShelfSource } from './sync-kit.ts';

/** A folder whose texts also say when there is no talk. */
class Programme extends ShelfSource {
  closedDays: readonly SourceClosedDay[] = [];

  override async read(...args: Parameters<ShelfSource['read']>): ReturnType<ShelfSource['read']> {
    const reading = await super.read(...args);
    return reading.type === 'records' ? { ...reading, closedDays: this.closedDays } : reading;
  }
}

const talk = (day: number, room = '7-201') => ({
  title: `Talk ${day}`,
  speakers: [{ name: `Speaker ${day}` }],
  start: `2026-12-${String(day).padStart(2, '0')}T11:00:00+10:00`,
  venue: { room },
});

/** A talk comes, waits, changes, goes, is disputed; a day off is proposed and taken back. What each sync told. */
async function tellAll(through: (store: Store) => Store) {
  const shelf = new Programme('files:talks', true);
  const rig = await openSyncRig([shelf], undefined, through);
  onTestFinished(() => rig.store.close());
  shelf.put({ a: talk(3), b: talk(4), c: { ...talk(8), prose: true }, d: { title: 'Undated' } });
  const text = '9 December: no seminar';
  shelf.closedDays = [
    {
      date: Temporal.PlainDate.from('2026-12-09'),
      place: 'talks/programme.txt',
      evidence: { field: 'date', start: 0, end: text.length, text },
    },
  ];
  const reports = [await rig.sync(shelf)];
  const [first] = await rig.store.read.seminars.find({});
  if (!first) throw new Error('nothing came in');
  const byHand = SeminarFields.decode({ venue: { room: '9-1' } });
  await rig.store.transaction((tx) => tx.seminars.putPatch(first.id, byHand));
  shelf.put({ a: talk(3, '8-1'), c: { ...talk(8), prose: true, abstract: 'New.' } });
  shelf.closedDays = [];
  reports.push(await rig.sync(shelf));
  const notices = await rig.notices();
  return { reports, notices: notices.map(({ id, state }) => `${id} ${state}`).toSorted() };
}

it('a transaction that is run again tells nothing twice and leaves the same', async () => {
  const once = await tellAll((store) => store);
  expect(once.reports.map(({ concerns }) => concerns.map(({ type }) => type))).toEqual([
    ['review', 'noStart', 'closedDay'],
    ['patched', 'review', 'orphaned'],
  ]);
  expect(await tellAll(rerunEach)).toEqual(once);
});

import { describe, expect, it } from 'vitest';
import { SeminarFields } from '../../../src/domain/seminar.ts';
import { ShelfSource } from './sync-kit.ts';
import { foam, only, rigOf, spray, states } from './sync-samples.ts';

describe('several sources', () => {
  it('one talk from two sources is one seminar; per field the first in order counts', async () => {
    const [first, second] = [new ShelfSource('files:talks'), new ShelfSource('ical:calendar')];
    const rig = await rigOf([first, second]);
    second.put({
      x: { ...foam, speakers: [{ name: 'Moss, Ida' }], kind: 'Lecture', abstract: 'From the calendar' },
    });
    await rig.sync(second);
    first.put({ a: { ...foam, kind: 'Talk' } });
    await rig.sync(first);
    expect(await only(rig)).toMatchObject({ kind: 'Talk', abstract: 'From the calendar' });
    first.put({});
    await rig.sync(first);
    expect(await only(rig)).toMatchObject({ kind: 'Lecture', status: 'scheduled' });
    expect((await states(rig)).filter((state) => state.endsWith('due'))).toHaveLength(3);
  });

  it('also when both are read at once', async () => {
    const [first, second] = [new ShelfSource('files:talks'), new ShelfSource('ical:calendar')];
    const rig = await rigOf([first, second]);
    first.put({ a: foam });
    second.put({ x: foam });
    await Promise.all([rig.sync(second), rig.sync(first)]);
    await only(rig);
  });

  it('what is alike but not the same is kept apart, and a person is asked', async () => {
    const [first, second] = [new ShelfSource('files:talks'), new ShelfSource('ical:calendar')];
    const rig = await rigOf([first, second]);
    first.put({ a: foam });
    await rig.sync(first);
    second.put({ moved: { ...foam, start: '2026-12-10T11:00:00+10:00' }, other: spray });
    const { added, concerns } = await rig.sync(second);
    expect(added).toHaveLength(2);
    expect(concerns.map(({ type, place }) => `${type} ${place}`)).toEqual(['uncertainMatch talks/moved']);
  });

  it('a source that changes what was changed by hand does not win, and a person is told', async () => {
    const shelf = new ShelfSource('files:talks');
    shelf.put({ a: { ...foam, venue: { room: '7-201' } } });
    const rig = await rigOf([shelf]);
    await rig.sync(shelf);
    const { id } = await only(rig);
    await rig.store.transaction((tx) =>
      tx.seminars.putPatch(id, SeminarFields.decode({ venue: { room: '9-1' } })),
    );
    shelf.put({ a: { ...foam, venue: { room: '8-1' } } });
    const { concerns } = await rig.sync(shelf);
    expect(concerns).toMatchObject([{ type: 'patched' }]);
    expect((await only(rig)).venue.room).toBe('9-1');
    shelf.put({ a: { ...foam, venue: { room: '9-1' }, abstract: 'New' } });
    expect((await rig.sync(shelf)).concerns).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { ShelfSource } from './sync-kit.ts';
import { all, foam, rigOf, spray, states } from './sync-samples.ts';

describe('what is gone', () => {
  it('cancels nothing: its notices are withdrawn and a person is told; back again, all is owed again', async () => {
    const shelf = new ShelfSource('files:talks');
    shelf.put({ a: foam, b: spray });
    const rig = await rigOf([shelf]);
    await rig.sync(shelf);
    shelf.put({ b: spray });
    const { gone, concerns } = await rig.sync(shelf);
    expect(gone.map(({ title }) => title)).toEqual([foam.title]);
    expect(concerns.map(({ type }) => type)).toEqual(['orphaned']);
    const [seminar] = await all(rig);
    expect(seminar?.status).toBe('scheduled');
    const own = await rig.notices(seminar?.id);
    expect(own.map(({ state, reason }) => `${state}: ${reason}`)).toEqual(
      Array(3).fill('withdrawn: The seminar’s record is not there any more.'),
    );
    expect((await rig.sync(shelf)).gone).toEqual([]);
    shelf.put({ a: foam, b: spray });
    await rig.sync(shelf);
    expect((await rig.notices(seminar?.id)).map(({ state }) => state)).toEqual(['due', 'due', 'due']);
    expect(await all(rig)).toHaveLength(2);
  });

  it('a record that is broken just now is not gone', async () => {
    const shelf = new ShelfSource('files:talks');
    shelf.put({ a: foam, b: spray });
    const rig = await rigOf([shelf]);
    await rig.sync(shelf);
    shelf.put({ b: spray });
    shelf.problems = [{ place: 'talks/a', line: 3, problem: 'not valid YAML' }];
    expect((await rig.sync(shelf)).gone).toEqual([]);
    expect((await states(rig)).filter((state) => state.endsWith('due'))).toHaveLength(6);
  });

  it('a mailbox is never complete: what it does not tell again is not gone', async () => {
    const shelf = new ShelfSource('imap:talks');
    shelf.complete = false;
    shelf.put({ a: foam });
    const rig = await rigOf([shelf]);
    await rig.sync(shelf);
    shelf.put({ b: spray });
    expect((await rig.sync(shelf)).gone).toEqual([]);
    expect(await all(rig)).toHaveLength(2);
  });

  const many = (n: number, month = '12') =>
    Object.fromEntries(
      Array.from({ length: n }, (_, i) => [
        `t${i}`,
        { title: `Talk ${i}`, start: `2026-${month}-${String(i + 1).padStart(2, '0')}T11:00:00+10:00` },
      ]),
    );

  it('half of what lies ahead at once is held, until it is back or an operator accepts it', async () => {
    const shelf = new ShelfSource('ical:talks');
    shelf.knowsCursor = true;
    shelf.put(many(6));
    const rig = await rigOf([shelf]);
    await rig.sync(shelf);
    shelf.put({ ...many(3), fresh: spray });
    const held = await rig.sync(shelf);
    expect(held).toMatchObject({ lossHeld: { lost: 3, of: 6 }, gone: [] });
    // The rest of the reading is taken all the same.
    expect(held.added.map(({ title }) => title)).toEqual(['Spray']);
    expect((await rig.store.read.sources.state(shelf.id))?.heldLoss).toBe(3);
    expect((await rig.sync(shelf)).lossHeld).toEqual({ lost: 3, of: 7 });
    shelf.put({ ...many(5), fresh: spray });
    const back = await rig.sync(shelf);
    expect([back.lossHeld, back.gone.map(({ title }) => title)]).toEqual([undefined, ['Talk 5']]);
  });

  it('an operator’s word lets it go', async () => {
    const shelf = new ShelfSource('ical:talks');
    shelf.knowsCursor = true;
    shelf.put(many(6));
    const rig = await rigOf([shelf]);
    await rig.sync(shelf);
    shelf.put({});
    expect((await rig.sync(shelf)).lossHeld).toEqual({ lost: 6, of: 6 });
    const accepted = await rig.sync(shelf, { acceptLoss: true });
    expect(accepted.gone).toHaveLength(6);
    expect((await rig.store.read.sources.state(shelf.id))?.heldLoss).toBeUndefined();
  });

  it('the end of a semester is no loss, nor are two records, nor new identities of the same talks', async () => {
    const shelf = new ShelfSource('ical:talks');
    shelf.put(many(8, '10'));
    const rig = await rigOf([shelf]);
    await rig.sync(shelf);
    shelf.put({});
    expect((await rig.sync(shelf)).gone).toHaveLength(8);

    const renamed = new ShelfSource('files:more');
    const named = Object.entries(many(6)).map(
      ([uid, talk]) => [uid, { ...talk, speakers: [{ name: `N ${uid}` }] }] as const,
    );
    renamed.put(Object.fromEntries(named));
    await rig.sync(renamed);
    const before = (await all(rig)).map(({ id }) => id).toSorted();
    renamed.put(Object.fromEntries(named.map(([uid, talk]) => [`new-${uid}`, talk])));
    const report = await rig.sync(renamed);
    expect([report.lossHeld, report.added]).toEqual([undefined, []]);
    expect(report.concerns).toEqual([]);
    expect((await all(rig)).map(({ id }) => id).toSorted()).toEqual(before);
  });
});

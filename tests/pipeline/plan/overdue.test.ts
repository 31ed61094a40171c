import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Seminar } from '../../../src/domain/seminar.ts';
import { replan } from '../../../src/pipeline/plan/replan.ts';
import { aSeminar } from '../../domain/sample-seminar.ts';
import { aPolicy, aRoute, openRig, type Rig } from './kit.ts';
import { idOf, rigOf } from './replan-kit.ts';

describe('overdue announcements', () => {
  const overdue = (rig: Rig) =>
    rig
      .notices()
      .then((all) =>
        all.filter(
          ({ kind, state, due }) =>
            kind === 'announcement' &&
            (state === 'due' || state === 'sent') &&
            Temporal.Instant.compare(due, rig.clock.now()) <= 0,
        ),
      );
  const talk = (n: number, hoursAhead: number, rig: Rig): Seminar =>
    aSeminar({ id: idOf(n), start: rig.clock.now().add({ hours: hoursAhead }), title: `Talk ${n}` });

  it('the nearest go out, the rest wait until somebody releases them', async () => {
    const rig = await rigOf(
      aPolicy({ guard: { burst: 2, largeChannel: 500 }, routes: [aRoute({ remind: [] })] }),
    );
    await rig.store.transaction(async (tx) => {
      const subjects = [30, 10, 20, 40].map((hours, n) => ({ seminar: talk(n, hours, rig), fresh: true }));
      const outcome = await replan(tx, subjects, rig.context, rig.clock.now());
      expect(outcome.held).toHaveLength(2);
    });
    expect((await overdue(rig)).map(({ seminar }) => seminar).toSorted()).toEqual(
      [idOf(1), idOf(2)].toSorted(),
    );
    const held = (await rig.notices()).filter(({ state }) => state === 'held');
    expect(held[0]?.reason).toContain('waits until somebody releases it');
  });

  it('never more than the burst in 24 hours, whatever arrives in whatever portions', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.integer({ min: 1, max: 160 }), { minLength: 1, maxLength: 6 }), {
          maxLength: 6,
        }),
        fc.integer({ min: 0, max: 4 }),
        async (portions, burst) => {
          const policy = aPolicy({ guard: { burst, largeChannel: 500 }, routes: [aRoute({ remind: [] })] });
          const rig = await openRig(policy);
          let n = 0;
          for (const portion of portions) {
            for (const hours of portion) {
              n += 1;
              await rig.save(talk(n, hours, rig));
            }
            await rig.deliver();
            await rig.clock.advance({ minutes: 30 });
          }
          const letGo = (await rig.notices()).filter(
            ({ kind, detail, state }) =>
              kind === 'announcement' &&
              detail.late !== undefined &&
              state !== 'held' &&
              state !== 'withdrawn',
          );
          expect(letGo.length).toBeLessThanOrEqual(burst);
          await rig.store.close();
        },
      ),
      { numRuns: 40 },
    );
  });

  it('a day later there is room again', async () => {
    const rig = await rigOf(
      aPolicy({ guard: { burst: 1, largeChannel: 500 }, routes: [aRoute({ remind: [] })] }),
    );
    await rig.save(talk(1, 60, rig));
    await rig.save(talk(2, 60, rig));
    expect(await overdue(rig)).toHaveLength(1);
    await rig.clock.advance({ hours: 25 });
    await rig.save(talk(3, 60, rig));
    expect(await overdue(rig)).toHaveLength(2);
  });

  it('what was let go still counts after its record changed', async () => {
    const rig = await rigOf(
      aPolicy({ guard: { burst: 1, largeChannel: 500 }, routes: [aRoute({ remind: [] })] }),
    );
    const seminar = await rig.save(talk(1, 60, rig));
    await rig.save({ ...seminar, start: rig.clock.now().add({ hours: 61 }) });
    await rig.save(talk(2, 60, rig));
    expect(await overdue(rig)).toHaveLength(1);
  });

  it('cancelling and reinstating what was held releases nothing', async () => {
    const rig = await rigOf(
      aPolicy({ guard: { burst: 0, largeChannel: 500 }, routes: [aRoute({ remind: [] })] }),
    );
    const seminar = talk(1, 30, rig);
    await rig.save(seminar);
    await rig.save({ ...seminar, status: 'cancelled' });
    await rig.save({ ...seminar, status: 'scheduled' });
    expect((await rig.notices()).map(({ state }) => state)).toEqual(['held']);
  });

  it('a feed that shifts everything nearer at once floods nobody either', async () => {
    const rig = await rigOf(
      aPolicy({ guard: { burst: 1, largeChannel: 500 }, routes: [aRoute({ remind: [] })] }),
    );
    for (const n of [1, 2, 3]) await rig.save(talk(n, 24 * 20, rig));
    expect(await overdue(rig)).toHaveLength(0);
    for (const n of [1, 2, 3]) await rig.save(talk(n, 48, rig));
    expect(await overdue(rig)).toHaveLength(1);
  });

  it('what an operator released stays released, whatever is planned later', async () => {
    const rig = await rigOf(
      aPolicy({ guard: { burst: 0, largeChannel: 500 }, routes: [aRoute({ remind: [] })] }),
    );
    const seminar = await rig.save(talk(1, 30, rig));
    const [held] = await rig.notices();
    if (!held) throw new Error('nothing is owed');
    await rig.store.transaction((tx) =>
      tx.outbox.step([{ notice: held.id, from: ['held'], to: 'due', at: rig.clock.now() }]),
    );
    await rig.save({ ...seminar, start: rig.clock.now().add({ hours: 31 }) });
    expect((await rig.notices()).map(({ state }) => state)).toEqual(['due']);
  });
});

import { expect, it } from 'vitest';
import { createRecordsTurn } from '../../src/app/records-turn.ts';
import { createClock, openMemory } from './kit.ts';

const never = new AbortController().signal;

it('one at a time, whoever asks; the next goes when the one before has ended, well or not', async () => {
  const clock = createClock();
  const { lanes } = await openMemory(clock);
  const [mine, theirs] = ['one', 'two'].map((name) =>
    createRecordsTurn(lanes, { name, isGone: () => false }, clock),
  );
  if (!mine || !theirs) throw new Error('there are two');
  let inside = 0;
  const order: string[] = [];
  const work =
    (name: string, fails = false) =>
    async () => {
      inside += 1;
      expect(inside).toBe(1);
      for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      order.push(name);
      inside -= 1;
      if (fails) throw new Error('in the middle');
      return name;
    };
  const all = await Promise.allSettled([
    mine(work('a', true), never),
    theirs(work('b'), never),
    mine(work('c'), never),
    theirs(work('d'), never),
  ]);
  expect(all.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
  expect(order.toSorted()).toEqual(['a', 'b', 'c', 'd']);
});

it('lasts as long as the work, and is not waited for by who has to stop', async () => {
  const clock = createClock();
  const { lanes } = await openMemory(clock);
  const turn = createRecordsTurn(lanes, { name: 'one', isGone: () => false }, clock);
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  const long = turn(() => ended, never);
  await clock.advance({ minutes: 2 });
  const stopping = new AbortController();
  const waiting = turn(async () => 'never', stopping.signal);
  const refused = expect(waiting).rejects.toThrow('stopping');
  stopping.abort(new Error('stopping'));
  await refused;
  end();
  await long;
  expect(await turn(async () => 'now', never)).toBe('now');
});

it('of one that died is anybody’s when its lease has run out', async () => {
  const clock = createClock();
  const { lanes } = await openMemory(clock);
  const dead = createRecordsTurn(
    { ...lanes, renew: () => new Promise(() => {}) },
    { name: 'dead', isGone: () => false },
    clock,
  );
  void dead(() => new Promise(() => {}), never);
  await clock.advance({ seconds: 16 });
  const living = createRecordsTurn(lanes, { name: 'living', isGone: () => false }, clock);
  expect(await living(async () => 'done', never)).toBe('done');
});

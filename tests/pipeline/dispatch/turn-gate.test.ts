import { expect, it } from 'vitest';
import { TurnGate } from '../../../src/pipeline/dispatch/turn-gate.ts';

/** Work that ends when it is told to, and who is at it. */
function makeWork() {
  const inside: string[] = [];
  const ends = new Map<string, (how: 'well' | 'badly') => void>();
  const work = (name: string) => async (): Promise<string> => {
    inside.push(name);
    await new Promise<void>((resolve, reject) => {
      ends.set(name, (how) => (how === 'well' ? resolve() : reject(new Error(name))));
    });
    inside.splice(inside.indexOf(name), 1);
    return name;
  };
  const end = (name: string, how: 'well' | 'badly' = 'well'): void => ends.get(name)?.(how);
  return { inside, work, end };
}

it('lets in as many as there are places, and the next in the order in which they came', async () => {
  const gate = new TurnGate(2);
  const { inside, work, end } = makeWork();
  const passing = ['a', 'b', 'c', 'd'].map((name) => gate.pass(work(name)));
  await Promise.resolve();
  expect(inside).toEqual(['a', 'b']);
  end('b');
  expect(await passing[1]).toBe('b');
  expect(inside).toEqual(['a', 'c']);
  const late = gate.pass(work('e'));
  end('a');
  await passing[0];
  expect(inside).toEqual(['c', 'd']);
  for (const name of ['c', 'd']) end(name);
  await Promise.all(passing);
  end('e');
  expect(await late).toBe('e');
  expect(inside).toEqual([]);
});

it('gives the place of one that failed to the next', async () => {
  const gate = new TurnGate(1);
  const { inside, work, end } = makeWork();
  const failing = gate.pass(work('a'));
  const next = gate.pass(work('b'));
  end('a', 'badly');
  await expect(failing).rejects.toThrow('a');
  end('b');
  expect(await next).toBe('b');
  expect(inside).toEqual(['a']);
});

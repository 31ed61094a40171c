import { expect, it } from 'vitest';
import { readOptions } from './options.ts';

it('is one process on SQLite unless something else is asked for; several share PostgreSQL', () => {
  expect(readOptions([], '/tmp/x')).toMatchObject({ replicas: 1, store: 'sqlite' });
  expect(readOptions(['--store', 'postgres'], '/tmp/x')).toMatchObject({ replicas: 1, store: 'postgres' });
  expect(readOptions(['--replicas', '3'], '/tmp/x')).toMatchObject({ replicas: 3, store: 'postgres' });
});

it.each([
  [['--store', 'sqlite', '--replicas', '3'], 'several replicas need postgres'],
  [['--store', 'mysql'], 'write sqlite or postgres'],
  [['--replicas', '0'], 'write a number above 0'],
])('%j is refused with a sentence', (args, words) => {
  expect(() => readOptions(args, '/tmp/x')).toThrow(words);
});

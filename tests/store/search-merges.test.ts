import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { MemoryLog } from '../contracts/store-bench.ts';
import { makeSeminar, NOON } from '../contracts/store-fixtures.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

async function openFile() {
  const path = join(createTemporaryFolder().path, 'x.db');
  const store = await openStore(`sqlite:${path}`, { clock: new VirtualClock(NOON), log: new MemoryLog() });
  onTestFinished(() => store.close());
  const database = new DatabaseSync(path, { readOnly: true });
  onTestFinished(() => database.close());
  /** Into which a search looks, one after the other. */
  const countParts = (): number =>
    Number(database.prepare('select count(distinct segid) as n from seminar_search_idx').get()?.n);
  return { store, countParts };
}

it('changes one by one leave few parts of the search index, and all of them are found', async () => {
  const { store, countParts } = await openFile();
  let most = 0;
  for (let n = 0; n < 150; n += 1) {
    await store.transaction((tx) => tx.seminars.put(makeSeminar(n, { title: `Estuary ${n}` })));
    most = Math.max(most, countParts());
  }
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThan(40);
  expect(await store.read.seminars.find({ words: ['estuary'] })).toHaveLength(150);
});

it('so do the transactions of a large import', async () => {
  const { store, countParts } = await openFile();
  const abstract = Array.from({ length: 80 }, (_, n) => `word${n}`).join(' ');
  for (let n = 0; n < 8000; n += 200) {
    const many = Array.from({ length: 200 }, (_, k) =>
      makeSeminar(n + k, { title: `Estuary ${n + k}`, abstract: `${abstract} tide${(n + k) % 97}` }),
    );
    await store.transaction((tx) => tx.seminars.putAll(many));
  }
  expect(countParts()).toBeLessThan(32);
  const found = await store.read.seminars.find({ words: ['tide7', 'estuary'], limit: 200 });
  expect(found).toHaveLength(Math.ceil((8000 - 7) / 97));
});

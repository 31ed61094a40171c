import { openStore } from '../../src/store/open-store.ts';
import { makeSeminar, NOON } from '../contracts/store-fixtures.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

/** A process that writes until it is killed, and says what is committed. */
const silent = { debug() {}, info() {}, warn() {}, error() {}, with: () => silent };
const store = await openStore(process.argv[2] ?? '', { clock: new VirtualClock(NOON), log: silent });
for (let n = Number(process.argv[3]); ; n += 1) {
  const seminar = makeSeminar(n, { abstract: `${n} `.repeat(20_000) });
  await store.transaction((tx) => tx.seminars.put(seminar));
  process.stdout.write(`${n}\n`);
}

import { openStore } from '../../src/store/open-store.ts';
import { makePlanned, makeSeminar, NOON } from '../contracts/store-fixtures.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

/** Fills a disk that has little room, and reports what became of it, one JSON document on stdout. */
const silent = { debug() {}, info() {}, warn() {}, error() {}, with: () => silent };
const store = await openStore(process.argv[2] ?? '', { clock: new VirtualClock(NOON), log: silent });
await store.transaction((tx) => tx.outbox.plan([makePlanned(0)], NOON));
let kept = 0;
let problem = '';
while (problem === '') {
  const seminar = makeSeminar(kept + 1, { abstract: 'w'.repeat(200_000) });
  try {
    await store.transaction((tx) => tx.seminars.put(seminar));
    kept += 1;
  } catch (error) {
    problem = String(error);
  }
}
// Look-ups go on, and so does what needs no more room.
const found = (await store.read.seminars.find({})).length;
const still = await store.read.outbox.get(makePlanned(0).id);
const lease = await store.lanes.acquire(makePlanned(0).lane, 'somebody', 1000);
process.stdout.write(
  JSON.stringify({ kept, found, problem, state: still?.state, leased: lease !== undefined }),
);
await store.close();

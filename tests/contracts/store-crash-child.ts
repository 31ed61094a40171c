import { openStore } from '../../src/store/open-store.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { LANE, makePlanned, NOON, token } from './store-fixtures.ts';

/** A process that claims a notice, opens a transaction, says so, and waits to be killed. */
const silent = { debug() {}, info() {}, warn() {}, error() {}, with: () => silent };
const store = await openStore(process.argv[2] ?? '', { clock: new VirtualClock(NOON), log: silent });
await store.transaction((tx) => tx.outbox.plan([makePlanned(1)], NOON));
await store.transaction((tx) => tx.outbox.claim({ lane: LANE, now: NOON, limit: 1, token: token('dead') }));
setInterval(() => {}, 60_000);
await store.transaction(async (tx) => {
  await tx.outbox.plan([makePlanned(2)], NOON);
  process.stdout.write('in the middle\n');
  await new Promise(() => {});
});

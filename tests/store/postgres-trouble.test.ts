import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, copyFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Store } from '../../src/ports/store.ts';
import { openStore } from '../../src/store/open-store.ts';
import { MemoryLog, waitFor } from '../contracts/store-bench.ts';
import { LANE, makePlanned, makeSeminar, NOON, SOURCE, seminarId } from '../contracts/store-fixtures.ts';
import { findPostgresObstacle, startPostgres } from '../support/postgres.ts';
import { type Interception, TcpProxy } from '../support/tcp-proxy.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { keepPostgres } from './running-postgres.ts';

const openssl = spawnSync('openssl', ['version']);
const obstacle = await findPostgresObstacle();
const title = obstacle ? `PostgreSQL in trouble (skipped: ${obstacle})` : 'PostgreSQL in trouble';

describe.skipIf(obstacle)(title, () => {
  const running = keepPostgres();

  async function open(url: string): Promise<Store> {
    const store = await openStore(url, { clock: new VirtualClock(NOON), log: new MemoryLog() });
    onTestFinished(() => store.close());
    return store;
  }

  /** A store that reaches its server through a way that can be cut. */
  async function openBehindProxy() {
    const direct = await running().createDatabase();
    const proxy = await TcpProxy.start(Number(new URL(direct).port));
    const through = new URL(direct);
    through.port = String(proxy.port);
    const store = await open(through.href);
    onTestFinished(() => proxy.close());
    return { store, proxy, direct };
  }

  /** Does it to the next bytes that say so, once. */
  function once(proxy: TcpProxy, word: string, what: Interception): { readonly done: () => boolean } {
    let done = false;
    proxy.intercept = (bytes) => {
      if (done || !bytes.includes(word)) return 'pass';
      done = true;
      return what;
    };
    return { done: () => done };
  }

  /** One more loss each time: what is done twice, or not at all, is seen. */
  const count = (store: Store) =>
    store.transaction(async (tx) => {
      const state = await tx.sources.state(SOURCE);
      await tx.sources.putState({ source: SOURCE, heldLoss: (state?.heldLoss ?? 0) + 1, problems: [] });
    });
  const counted = async (store: Store) => (await store.read.sources.state(SOURCE))?.heldLoss;

  it.each<Interception>(['reset before', 'reset at answer'])(
    'a connection that breaks at the commit (%s) leaves the transaction done once',
    async (how) => {
      const { store, proxy } = await openBehindProxy();
      await count(store);
      const cut = once(proxy, 'commit', how);
      await count(store);
      expect(cut.done()).toBe(true);
      expect(await counted(store)).toBe(2);
    },
  );

  it('a connection that breaks in the middle of a transaction has it done anew', async () => {
    const { store, proxy } = await openBehindProxy();
    await count(store);
    const cut = once(proxy, 'insert into', 'reset before');
    await count(store);
    expect(cut.done()).toBe(true);
    expect(await counted(store)).toBe(2);
  });

  it('two that change one record at once both have their word', async () => {
    const url = await running().createDatabase();
    const stores = await Promise.all([open(url), open(url), open(url)]);
    await Promise.all(stores.flatMap((store) => Array.from({ length: 8 }, () => count(store))));
    expect(await counted(await open(url))).toBe(24);
  });

  it('what a transaction read is not changed under it before it has written', async () => {
    const url = await running().createDatabase();
    const [store, other] = [await open(url), await open(url)];
    await store.transaction((tx) => tx.seminars.put(makeSeminar(1, { revision: 1, title: 'Tide' })));
    let runs = 0;
    await store.transaction(async (tx) => {
      runs += 1;
      const seminar = await tx.seminars.get(seminarId(1));
      if (!seminar) throw new Error('it is not there');
      if (runs === 1) {
        // In another process, meanwhile: an organiser's word.
        await other.transaction((one) => one.seminars.put({ ...seminar, title: 'Ebb', revision: 2 }));
      }
      await tx.seminars.put({ ...seminar, host: 'Harbour Lab', revision: seminar.revision + 1 });
    });
    expect(runs).toBe(2);
    expect(await store.read.seminars.get(seminarId(1))).toMatchObject({
      title: 'Ebb',
      host: 'Harbour Lab',
      revision: 3,
    });
  });

  it('a deadlock is over for both', async () => {
    const url = await running().createDatabase();
    const [store, other] = [await open(url), await open(url)];
    await store.transaction((tx) => tx.outbox.plan([makePlanned(1), makePlanned(2)], NOON));
    const both = Promise.withResolvers<void>();
    let waiting = 0;
    const hold = (by: Store, order: readonly number[]) =>
      by.transaction(async (tx) => {
        for (const [at, n] of order.entries()) {
          await tx.outbox.step([{ notice: makePlanned(n).id, from: ['due', 'held'], to: 'held', at: NOON }]);
          if (at > 0) continue;
          waiting += 1;
          if (waiting === 2) both.resolve();
          await both.promise;
        }
      });
    await Promise.all([hold(store, [1, 2]), hold(other, [2, 1])]);
    expect((await store.read.outbox.find({ states: ['held'] })).map(({ id }) => id)).toHaveLength(2);
  });

  it('a server that restarts is waited for: by writers, by leases after a while, by those who listen', async () => {
    const own = await startPostgres();
    onTestFinished(() => own.stop());
    const url = await own.createDatabase();
    const [store, other] = [await open(url), await open(url)];
    const heard = new Set<string>();
    other.watch(({ topics }) => {
      for (const topic of topics) heard.add(topic);
    });
    await waitFor(() => heard.size === 5);
    const lease = await store.lanes.acquire(LANE, 'a', 600_000);
    if (!lease) throw new Error('nobody holds the lane');
    heard.clear();
    const restarting = own.restart('fast');
    const writing = Promise.all(Array.from({ length: 5 }, () => count(store).catch(() => count(store))));
    await restarting;
    await writing;
    expect(await counted(store)).toBe(5);
    await waitFor(() =>
      store.lanes.remaining(lease).then(
        (ms) => ms > 0,
        () => false,
      ),
    );
    // What was missed is told as if everything had changed.
    await waitFor(() => heard.size === 5);
  });

  it('a service that starts while its server goes away and comes back starts all the same', async () => {
    const direct = new URL(await running().createDatabase());
    const proxy = await TcpProxy.start(Number(direct.port));
    onTestFinished(() => proxy.close());
    direct.port = String(proxy.port);
    let cuts = 0;
    proxy.intercept = (bytes) => {
      if (cuts > 0 || !bytes.includes('kysely_migration')) return 'pass';
      cuts += 1;
      // Gone for a moment, also for those who connect anew.
      setImmediate(() => {
        proxy.refuse();
        setTimeout(() => proxy.reopen('reset'), 600);
      });
      return 'reset before';
    };
    const store = await open(direct.href);
    expect(cuts).toBe(1);
    await count(store);
  });

  it('a network that swallows everything is noticed by who listens, and nothing stays missed', async () => {
    const { store, proxy, direct } = await openBehindProxy();
    const near = await open(direct);
    const heard = new Set<string>();
    store.watch(({ topics }) => {
      for (const topic of topics) heard.add(topic);
    });
    await waitFor(() => heard.size === 5);
    proxy.silence();
    await near.transaction((tx) => tx.seminars.put(makeSeminar(1)));
    heard.clear();
    proxy.reopen('forgotten');
    await waitFor(() => heard.size === 5);
  });

  it('more at once than there are connections take their turns', async () => {
    const url = await running().createDatabase();
    const store = await open(url);
    const all = Array.from({ length: 60 }, (_, n) =>
      store.transaction((tx) => tx.seminars.put(makeSeminar(n))),
    );
    const lease = await store.lanes.acquire(LANE, 'a', 60_000);
    expect(lease).toBeDefined();
    await Promise.all([...all, ...Array.from({ length: 60 }, () => store.read.outbox.count())]);
    expect(await store.read.seminars.find({})).toHaveLength(60);
  });

  it('a lock that nobody lets go of ends the statement, not the service', async () => {
    const url = await running().createDatabase();
    const store = await open(`${url}?statement_timeout=300`);
    await count(store);
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query('begin; lock table source_states in access exclusive mode');
    await expect(count(store)).rejects.toThrow('canceling statement due to statement timeout');
    await client.query('rollback');
    await client.end();
    await count(store);
    expect(await counted(store)).toBe(2);
  });

  it('says what is wrong where the server cannot be used', async () => {
    const url = new URL(await running().createDatabase());
    const change = (by: (copy: URL) => void): string => {
      const copy = new URL(url);
      by(copy);
      return copy.href;
    };
    const refusalOf = async (address: string): Promise<string> => {
      const error: unknown = await openStore(address, {
        clock: new VirtualClock(NOON),
        log: new MemoryLog(),
      }).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      return wordsOf(error);
    };
    expect(await refusalOf(change((copy) => (copy.password = 'wrong')))).toContain(
      'password authentication failed for user "lectern"',
    );
    expect(await refusalOf(change((copy) => (copy.pathname = '/nowhere')))).toContain(
      'database "nowhere" does not exist',
    );
    expect(await refusalOf(change((copy) => (copy.port = '1')))).toContain('ECONNREFUSED');
    expect(await refusalOf(change((copy) => (copy.search = '?sslmode=verify-full')))).toContain(
      'The server does not support SSL connections',
    );
    expect(await refusalOf(change((copy) => (copy.search = '?sslrootcert=/nowhere.pem')))).toContain(
      'no such file or directory',
    );
    for (const address of [
      change((copy) => (copy.password = 'wrong')),
      change((copy) => (copy.port = '1')),
    ]) {
      expect(await refusalOf(address)).not.toContain('only-for-tests');
    }
  });

  it.skipIf(openssl.status !== 0)(
    'encrypts where the address says so, and believes its own authority alone',
    async () => {
      const own = await startPostgres();
      onTestFinished(() => own.stop());
      const url = await own.createDatabase();
      const certificate = await certify(url);
      const over = (search: string) =>
        openStore(`${url}?${search}`, { clock: new VirtualClock(NOON), log: new MemoryLog() });
      await expect(over('sslmode=verify-full')).rejects.toThrow('the database cannot be reached');
      for (const search of ['sslmode=no-verify', `sslmode=verify-full&sslrootcert=${certificate}`]) {
        const store = await over(search);
        store.watch(() => {});
        await count(store);
        const client = new Client({ connectionString: url });
        await client.connect();
        const { rows } = await client.query(
          `select count(*)::int as open, count(*) filter (where ssl)::int as encrypted from pg_stat_activity
         join pg_stat_ssl using (pid) where application_name = 'lectern' and datname = current_database()`,
        );
        await client.end();
        const [{ open: all, encrypted } = { open: 0, encrypted: 0 }] = rows;
        expect(all).toBeGreaterThan(0);
        expect(encrypted).toBe(all);
        await store.close();
      }
    },
  );

  it('refuses what a newer version wrote', async () => {
    const url = await running().createDatabase();
    await (await open(url)).close();
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query("insert into kysely_migration values ('0999-later', '2031-01-01')");
    await client.end();
    await expect(openStore(url, { clock: new VirtualClock(NOON), log: new MemoryLog() })).rejects.toThrow(
      'the store is at schema "0999-later", which this version does not know',
    );
  });
});

/** Gives the server a certificate for 127.0.0.1 that it signed itself. Returns where it is. */
async function certify(url: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query('show data_directory');
    const folder = String(rows[0]?.data_directory);
    const [key, certificate] = [join(folder, 'test.key'), join(folder, 'test.crt')];
    const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
    const made = [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '2',
      '-keyout',
      key,
      '-out',
      certificate,
    ];
    execFileSync('openssl', [...made, ...subject], { stdio: 'ignore' });
    // It reads its key only where nobody else can.
    const { uid, gid } = statSync(folder);
    for (const file of [key, certificate]) {
      chmodSync(file, 0o600);
      chownSync(file, uid, gid);
    }
    const copy = join(createTemporaryFolder().path, 'authority.crt');
    copyFileSync(certificate, copy);
    for (const [name, value] of [
      ['ssl_cert_file', certificate],
      ['ssl_key_file', key],
      ['ssl', 'on'],
    ]) {
      await client.query(`alter system set ${name} = '${value}'`);
    }
    await client.query('select pg_reload_conf()');
    return copy;
  } finally {
    await client.end();
  }
}

function wordsOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(wordsOf).join('; ');
  return error instanceof Error ? `${error.message}: ${wordsOf(error.cause)}` : '';
}

import { Kysely, PostgresDialect, type RawBuilder, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { POSTGRES } from '../../src/store/flavour.ts';
import { migrateStore } from '../../src/store/open-store.ts';
import { createPool } from '../../src/store/postgres/pool.ts';
import { claimStatement } from '../../src/store/tables/outbox-claim.ts';
import { selectNextDue } from '../../src/store/tables/outbox-read.ts';
import { stepStatement } from '../../src/store/tables/outbox-step.ts';
import type { Tables } from '../../src/store/tables.ts';
import { MemoryLog } from '../contracts/store-bench.ts';
import { LANE, makePlanned, NOON, token } from '../contracts/store-fixtures.ts';
import { findPostgresObstacle, type PostgresServer, startPostgres } from '../support/postgres.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

const obstacle = await findPostgresObstacle();

/** So many that reading all of them is still cheaper by the server's own estimate, for disks that have to turn. */
const NOTICES = 20_000;

describe.skipIf(obstacle)('what a lane asks PostgreSQL for each turn', () => {
  let server: PostgresServer | undefined;
  let db: Kysely<Tables> | undefined;

  beforeAll(async () => {
    server = await startPostgres();
    const url = await server.createDatabase();
    const log = new MemoryLog();
    await migrateStore(url, { clock: new VirtualClock(NOON), log });
    db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: createPool(url, 1, {}, log) }) });
    await sql`insert into notices
      (id, key, kind, urgency, lane, channel, seminar, due, expires, ready_at, state, attempts, detail)
      select md5(n::text), '', 'announcement', 6, ${LANE}, 'c' || n, 's' || n / 10, n, n, n,
        case when n % 2 = 0 then 'due' else 'sent' end, 0, '{}'
      from generate_series(1, ${NOTICES}::int) n`.execute(db);
    await sql`analyze`.execute(db);
  });
  afterAll(async () => {
    await db?.destroy();
    await server?.stop();
  });

  /** The steps of its plan that read a table from end to end. */
  async function findScans(statement: RawBuilder<unknown>): Promise<readonly string[]> {
    if (!db) throw new Error('PostgreSQL is not running');
    const { rows } = await sql<Record<string, string>>`explain ${statement}`.execute(db);
    const lines = rows.flatMap((row) => Object.values(row));
    expect(lines.length).toBeGreaterThan(1);
    return lines.filter((line) => line.includes('Seq Scan'));
  }

  it('claims, as many as go at once, by their index', async () => {
    const query = { lane: LANE, now: NOON, limit: 128, token: token('a'), kinds: 'posts' } as const;
    expect(await findScans(claimStatement(POSTGRES, query))).toEqual([]);
    expect(await findScans(claimStatement(POSTGRES, { ...query, edits: 32 }))).toEqual([]);
  });

  it('steps of a full group find each notice by its id', async () => {
    const steps = Array.from({ length: 128 }, (_, n) => {
      const { id: notice } = makePlanned(n);
      return { notice, from: ['claimed'], token: token('a'), to: 'sending', at: NOON } as const;
    });
    expect(await findScans(stepStatement(POSTGRES, steps))).toEqual([]);
  });

  it('finds the next instant by the index of what is due', async () => {
    expect(await findScans(selectNextDue(LANE))).toEqual([]);
  });
});

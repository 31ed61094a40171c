import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely, type RawBuilder } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { SeminarQuery } from '../../src/ports/store/seminars.ts';
import { SQLITE } from '../../src/store/flavour.ts';
import { migrateStore } from '../../src/store/open-store.ts';
import { SqliteHandle } from '../../src/store/sqlite/connections.ts';
import { createSqliteDialect } from '../../src/store/sqlite/driver.ts';
import { SQLITE_SEARCH } from '../../src/store/sqlite/search.ts';
import { claimStatement } from '../../src/store/tables/outbox-claim.ts';
import { selectNextDue } from '../../src/store/tables/outbox-read.ts';
import { stepStatement } from '../../src/store/tables/outbox-step.ts';
import { selectPostsBehind } from '../../src/store/tables/posts.ts';
import { selectSeminars } from '../../src/store/tables/seminars.ts';
import type { Tables } from '../../src/store/tables.ts';
import { MemoryLog } from '../contracts/store-bench.ts';
import { CHANNEL, LANE, makePlanned, NOON, SERIES, seminarId, token } from '../contracts/store-fixtures.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

/** What SQLite says that it will do, one line a step. */
async function explain(statement: RawBuilder<unknown>): Promise<string[]> {
  const path = join(createTemporaryFolder().path, 'x.db');
  await migrateStore(`sqlite:${path}`, { clock: new VirtualClock(NOON), log: new MemoryLog() });
  const handle = new SqliteHandle(path, true);
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const db = new Kysely<Tables>({ dialect: createSqliteDialect(handle, 'shared') });
    const { sql, parameters } = statement.compile(db);
    const values = parameters.map((value) => (typeof value === 'number' ? value : String(value)));
    return database
      .prepare(`explain query plan ${sql}`)
      .all(...values)
      .map((row) => String(row.detail));
  } finally {
    database.close();
    handle.close();
  }
}

/** Reads a table, or an index of it, from end to end. Derived tables of a few rows are not meant. */
const SCAN = /^SCAN (?!(queue|ready|part|look|CONSTANT ROW|each|json_each|f VIRTUAL TABLE INDEX))/;
const scans = (plan: readonly string[]) => plan.filter((step) => SCAN.test(step));

const NEXT: SeminarQuery = { publication: 'published', endsAfter: NOON, limit: 1 };
const LOOK_UPS: Readonly<Record<string, SeminarQuery>> = {
  next: NEXT,
  'next of all': { endsAfter: NOON, limit: 1 },
  'next of a series': { ...NEXT, series: SERIES },
  'next that is public': { endsAfter: NOON, audience: 'public', limit: 10 },
  'a day': { startsFrom: NOON, startsBefore: NOON.add({ hours: 24 }) },
  drafts: { publication: 'draft' },
  search: { ...NEXT, words: ['flood', 'ri'], limit: 10 },
  'search of the past': {
    publication: 'published',
    words: ['flood'],
    startsFrom: NOON.subtract({ hours: 9600 }),
    startsBefore: NOON,
    latestFirst: true,
    limit: 50,
  },
  'a page behind another': { endsAfter: NOON, after: { id: seminarId(1), start: NOON }, limit: 200 },
  speaker: { ...NEXT, speaker: ['ada'], limit: 10 },
};

describe('what is asked often walks an index', () => {
  for (const [name, query] of Object.entries(LOOK_UPS)) {
    it(name, async () => {
      const { statement, rest } = selectSeminars(SQLITE_SEARCH, query);
      const plan = await explain(statement);
      expect(scans(plan)).toEqual([]);
      // No sorting either: the limit ends the walk.
      expect(plan.filter((step) => step.includes('TEMP B-TREE'))).toEqual([]);
      if (rest) expect(scans(await explain(rest(1)))).toEqual([]);
    });
  }

  it('a search is bounded by time within the search index itself', async () => {
    const plan = await explain(
      selectSeminars(SQLITE_SEARCH, { words: ['flood'], endsAfter: NOON }).statement,
    );
    expect(plan[0]).toBe('SCAN f VIRTUAL TABLE INDEX 64:M2>');
  });

  it('the next instant, of a lane and of all', async () => {
    expect(scans(await explain(selectNextDue(LANE)))).toEqual([]);
    expect(await explain(selectNextDue())).toEqual([
      'SEARCH notices USING COVERING INDEX notices_next (state=?)',
    ]);
  });

  it('what has fallen behind: seminars in order of start, posts of each', async () => {
    const plan = await explain(selectPostsBehind(NOON, 100));
    expect(scans(plan)).toEqual([]);
    expect(plan[0]).toContain('seminars USING INDEX seminars_start');
  });

  it('settling: each notice by its id', async () => {
    const { id: notice } = makePlanned(1);
    const at = NOON;
    for (const step of [
      { notice, from: ['claimed'], to: 'sending', at },
      { notice, from: ['due', 'held'], to: 'due', at, notBefore: at },
    ] as const) {
      const plan = await explain(stepStatement(SQLITE, [step]));
      expect(plan.filter((line) => line.includes('notices'))).toEqual([
        'SEARCH notices USING INDEX sqlite_autoindex_notices_1 (id=?)',
      ]);
    }
  });

  it('claiming: one walk an urgency, none of them sorted', async () => {
    const query = { lane: LANE, now: NOON, limit: 50, token: token('T'), except: [CHANNEL] };
    const plan = await explain(claimStatement(SQLITE, query));
    expect(scans(plan)).toEqual([]);
    expect(plan.filter((step) => step.includes('notices_ready'))).toHaveLength(9);
    // Only the few candidates are put in order.
    expect(plan.filter((step) => step.includes('TEMP B-TREE'))).toHaveLength(1);
    const both = await explain(claimStatement(SQLITE, { ...query, kinds: 'posts', edits: 5 }));
    expect(scans(both)).toEqual([]);
    expect(both.filter((step) => step.includes('notices_ready'))).toHaveLength(9);
    expect(both.filter((step) => step.includes('TEMP B-TREE'))).toHaveLength(2);
  });
});

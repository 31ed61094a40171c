import { DatabaseSync } from 'node:sqlite';

/**
 * Adds notices to a store that holds some, as years of use would: four of five sent long ago, with their posts and their
 * lines in the ledger, the others due within five weeks, ten notices a seminar. Copies rows that the service itself wrote; whatever columns there are.
 */
export function multiplyNotices(path: string, wanted: number): void {
  const database = new DatabaseSync(path);
  database.exec('pragma journal_mode = wal; pragma synchronous = off; pragma cache_size = -262144');
  try {
    const patterns = Number(database.prepare('select count(*) as n from notices').get()?.n);
    const missing = wanted - patterns;
    if (missing <= 0) return;
    database.exec(`
      create temp table copies as
        with recursive numbers (n) as (select 0 union all select n + 1 from numbers where n + 1 < ${missing})
        select n, printf('%010x', n) as id from numbers;
      create temp table patterns as select row_number() over (order by id) - 1 as n, notices.* from notices;
      create unique index patterns_n on patterns (n);
      begin;
    `);
    const now = Date.now();
    const sentAt = `${now} - 86400000 - c.n * 60000`;
    const dueAt = `${now} + 3600000 + (c.n * 7919) % 3000000 * 1000`;
    const due = `case when c.n % 5 = 0 then ${dueAt} else ${sentAt} end`;
    copy(database, 'notices', {
      id: 'c.id',
      seminar: SEMINAR,
      state: "case when c.n % 5 = 0 then 'due' else 'sent' end",
      due,
      ready_at: due,
      expires: `${due} + 86400000`,
      attempts: 'case when c.n % 5 = 0 then 0 else 1 end',
    });
    database.exec(`
      insert into ledger (notice, at, state)
        select c.id, ${sentAt}, state from copies c, (select 'due' as state union all select 'sending' union all select 'sent')
        where c.n % 5 <> 0;
      insert into posts (id, channel, message, posted_at, seminars, shown_revision, body)
        select c.id, p.channel, 'bench-' || c.n, ${sentAt}, json_array(${SEMINAR}), 1, json_object(
          'id', c.id, 'lane', p.lane, 'channel', p.channel, 'kind', p.kind, 'seminars', json_array(${SEMINAR}),
          'message', 'bench-' || c.n, 'postedAt', '2026-01-01T00:00:00Z', 'shownRevision', 1)
        from copies c join patterns p on p.n = c.n % ${patterns} where c.n % 5 <> 0;
      insert into post_seminars (post, seminar) select c.id, ${SEMINAR} from copies c where c.n % 5 <> 0;
      commit;
      pragma wal_checkpoint(truncate);
    `);
  } finally {
    database.close();
  }
}

/** Of its own, so that no seminar has more of them than in life. */
const SEMINAR = "printf('%08x', c.n / 10)";

/** One row of each pattern in turn, with these columns otherwise. */
function copy(database: DatabaseSync, table: string, otherwise: Readonly<Record<string, string>>): void {
  const columns = database
    .prepare(`select name from pragma_table_info(?)`)
    .all(table)
    .map(({ name }) => String(name));
  const values = columns.map((column) => otherwise[column] ?? `p.${column}`);
  database.exec(`insert into ${table} (${columns.join(', ')}) select ${values.join(', ')}
    from copies c join patterns p on p.n = c.n % (select count(*) from patterns)`);
}

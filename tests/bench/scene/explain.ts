import { DatabaseSync } from 'node:sqlite';

/** How SQLite goes about finding what is due and when the next is, by the queries that the store asks. */
export function explainDueQuery(path: string): readonly string[] {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    return [DUE, NEXT].flatMap((statement) => [
      statement.replaceAll(/\s+/g, ' '),
      ...database
        .prepare(`explain query plan ${statement}`)
        .all()
        .map(({ detail }) => `  ${detail}`),
    ]);
  } finally {
    database.close();
  }
}

const DUE = `select id, urgency, ready_at from notices
  where state = 'due' and lane = 'slack:T0BENCH00' and urgency = 1 and ready_at <= 1 order by ready_at, id limit 60`;
const NEXT = `select min(ready_at) from notices where state = 'due' and lane = 'slack:T0BENCH00'`;

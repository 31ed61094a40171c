import { LaneId, LeaseToken } from '../../../src/domain/ids.ts';
import { SQLITE } from '../../../src/store/flavour.ts';
import { claimStatement } from '../../../src/store/tables/outbox-claim.ts';
import { selectNextDue } from '../../../src/store/tables/outbox-read.ts';
import { BareSql } from './bare-sql.ts';

/** How SQLite goes about claiming what is due, and finding when the next is. */
export function explainDueQuery(path: string): readonly string[] {
  const lane = LaneId.parse('slack:T0BENCH00');
  const claim = claimStatement(SQLITE, {
    lane,
    now: Temporal.Now.instant(),
    limit: 60,
    token: LeaseToken.parse('bench'),
    kinds: 'posts',
  });
  const bare = new BareSql(path);
  try {
    return Object.entries({ 'what is due': claim, 'when the next is': selectNextDue(lane) }).flatMap(
      ([name, statement]) => [
        `EXPLAIN QUERY PLAN, ${name}:`,
        ...bare.explain(bare.compile(statement)).map((step) => `  ${step}`),
      ],
    );
  } finally {
    bare.close();
  }
}

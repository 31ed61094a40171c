import type { SeminarId } from '../../domain/ids.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Store } from '../../ports/store.ts';
import { inChunks } from './chunks.ts';
import { findInPages } from './find-in-pages.ts';
import { horizonOf, longestLead } from './horizon.ts';
import type { PlanContext } from './plan-context.ts';
import { replan } from './replan.ts';

export interface RollReport {
  readonly seminars: number;
  readonly planned: number;
  readonly withdrawn: number;
  readonly held: number;
}

/**
 * Plans on (rule 5): every published seminar that is not over and of which something may be due within the horizon, the
 * nearest first, in chunks. To be run each day, after the routes or their channels changed, and at start. Idempotent.
 */
export async function rollHorizon(
  store: Store,
  context: PlanContext,
  now: Temporal.Instant,
  signal?: AbortSignal,
): Promise<RollReport> {
  const ids = await seminarsWithin(store, now, context.policy);
  let report: RollReport = { seminars: ids.length, planned: 0, withdrawn: 0, held: 0 };
  await inChunks(
    ids,
    async (chunk) => {
      const outcome = await store.transaction(async (tx) => {
        const seminars = await tx.seminars.many(chunk);
        return replan(
          tx,
          seminars.map((seminar) => ({ seminar })),
          context,
          now,
        );
      });
      report = {
        seminars: report.seminars,
        planned: report.planned + outcome.planned.length,
        withdrawn: report.withdrawn + outcome.withdrawn.length,
        held: report.held + outcome.held.length,
      };
    },
    signal,
  );
  return report;
}

async function seminarsWithin(
  store: Store,
  now: Temporal.Instant,
  policy: Pick<Policy, 'routes'>,
): Promise<readonly SeminarId[]> {
  const lead = longestLead(policy);
  const pages = findInPages(store.read.seminars, {
    endsAfter: now,
    publication: 'published',
    ...(lead === 'any' ? {} : { startsBefore: horizonOf(now).add({ seconds: lead }) }),
  });
  const ids: SeminarId[] = [];
  for await (const page of pages) ids.push(...page.map(({ id }) => id));
  return ids;
}

import { monitorEventLoopDelay } from 'node:perf_hooks';
import { z } from 'zod';
import { systemClock } from '../../../src/app/system-clock.ts';
import { SourceId } from '../../../src/domain/ids.ts';
import { createSync, type SyncSource } from '../../../src/pipeline/sync/sync-source.ts';
import { buildRouteIndex } from '../../../src/pipeline/targets/route-index.ts';
import type { SeminarSource, SourceRecord } from '../../../src/ports/seminar-source.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { createPinoLog } from '../../../src/support/pino-log.ts';
import { Redactor } from '../../../src/support/redaction.ts';
import { serveTask } from '../harness/child-task.ts';
import { makeArchive } from '../scene/archive.ts';
import { addressesOf, readPolicy, World } from '../scene/world.ts';

/**
 * A source that tells so many records, read by the service's own sync: all new, nothing changed, and then some. The
 * records are made before the clock runs, since reading a file is its format's matter.
 */
const Task = z.object({
  world: World,
  storeUrl: z.string(),
  records: z.number(),
  /** How many records are changed, one sync after the other. */
  changes: z.array(z.number()),
});

export interface Phase {
  readonly ms: number;
  readonly cpuMs: number;
  /** The longest that the event loop was held up. */
  readonly blockedMs: number;
}

const SOURCE = SourceId.parse('bench');

serveTask(async (given, tools) => {
  const { world, storeUrl, records, changes } = Task.parse(given);
  const policy = readPolicy(world);
  const plan = { policy, routes: buildRouteIndex(policy, addressesOf(world)) };
  const store = await openStore(storeUrl, {
    clock: systemClock,
    log: createPinoLog('warn', new Redactor()),
  });
  const sync = createSync({ store, plan: () => plan, sources: [SOURCE], clock: systemClock });
  let archive = makeArchive(records, world.series);
  await tools.ready();
  const imported = await measure(sync, archive, { added: records });
  const unchanged = await measure(sync, archive, { unchanged: records });
  const changed: Phase[] = [];
  for (const [round, count] of changes.entries()) {
    archive = changeSome(archive, count, round);
    changed.push(await measure(sync, archive, { changed: count }));
  }
  await store.close();
  return { imported, unchanged, changed };
});

/** One sync. Throws where it did not do what was there to do. */
async function measure(
  sync: SyncSource,
  records: readonly SourceRecord[],
  wanted: { readonly added?: number; readonly changed?: number; readonly unchanged?: number },
): Promise<Phase> {
  const source: SeminarSource = {
    id: SOURCE,
    review: false,
    read: async () => ({ type: 'records', records, problems: [], complete: true }),
  };
  // The records were just made, or told in another sync: moving them is not what is measured. Needs `--expose-gc`.
  globalThis.gc?.();
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const cpu = process.cpuUsage();
  const began = performance.now();
  const report = await sync(source, { signal: new AbortController().signal });
  const ms = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  delay.disable();
  const told = {
    added: report.added.length,
    changed: report.changed.length,
    unchanged: report.unchanged,
  };
  for (const name of ['added', 'changed', 'unchanged'] as const) {
    if (wanted[name] !== undefined && wanted[name] !== told[name])
      throw new Error(`the sync tells ${JSON.stringify(told)} where ${JSON.stringify(wanted)} was to come`);
  }
  return { ms, cpuMs: (user + system) / 1_000, blockedMs: delay.max / 1e6 };
}

/** Every so manieth record gets another title and moves by an hour. */
function changeSome(records: readonly SourceRecord[], count: number, round: number): readonly SourceRecord[] {
  const step = Math.floor(records.length / count);
  return records.map((record, n) => {
    const { title = '', start } = record.fields;
    if (n % step !== 0 || n / step >= count) return record;
    return {
      ...record,
      fields: {
        ...record.fields,
        title: `${title}, revised ${round}`,
        ...(start ? { start: start.add({ hours: 1 }), end: start.add({ hours: 2 }) } : {}),
      },
    };
  });
}

import { SourceId } from '../../../src/domain/ids.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import { SeminarFields } from '../../../src/domain/seminar.ts';
import type { SyncReport } from '../../../src/pipeline/sync/sync-report.ts';
import { createSync, type SyncRequest } from '../../../src/pipeline/sync/sync-source.ts';
import type { SeminarSource, SourceProblem, SourceRecord } from '../../../src/ports/seminar-source.ts';
import type { Store } from '../../../src/ports/store.ts';
import { aPolicy, contextOf, openRig, type Rig } from '../plan/kit.ts';

export type Encoded = Parameters<typeof SeminarFields.decode>[0];

/** A source whose records the test sets; it remembers nothing and tells all, like a folder. */
export class ShelfSource implements SeminarSource {
  readonly id: SourceId;
  readonly review: boolean;
  records: readonly SourceRecord[] = [];
  problems: readonly SourceProblem[] = [];
  complete = true;
  /** Set: reading fails with it. */
  failure: string | undefined;
  /** Whether it says by itself that nothing changed since the cursor. */
  knowsCursor = false;
  reads = 0;

  constructor(id: string, review = false) {
    this.id = SourceId.parse(id);
    this.review = review;
  }

  put(records: Readonly<Record<string, Encoded & { readonly id?: string; readonly prose?: boolean }>>): void {
    this.records = Object.entries(records).map(([uid, { id, prose = false, ...fields }]) => ({
      uid,
      ...(id === undefined ? {} : { id }),
      fields: SeminarFields.decode(fields),
      place: `talks/${uid}`,
      prose,
    }));
  }

  async read(since: Parameters<SeminarSource['read']>[0]): ReturnType<SeminarSource['read']> {
    this.reads += 1;
    if (this.failure !== undefined) throw new Error(this.failure);
    const { records, problems, complete } = this;
    const cursor = { seen: records.map(({ uid }) => uid).join() };
    if (this.knowsCursor && since?.seen === cursor.seen) return { type: 'unchanged' };
    return { type: 'records', records, problems, cursor, complete };
  }
}

export interface SyncRig extends Rig {
  sync(source: SeminarSource, request?: Partial<SyncRequest>): Promise<SyncReport>;
  /** Another configuration from now on. */
  configure(policy: Policy): void;
}

/** Sources in this order of precedence; `through`: the store as syncs see it. */
export async function openSyncRig(
  sources: readonly SeminarSource[],
  first = aPolicy(),
  through: (store: Store) => Store = (store) => store,
): Promise<SyncRig> {
  const rig = await openRig(first);
  let context = rig.context;
  const sync = createSync({
    store: through(rig.store),
    clock: rig.clock,
    plan: () => context,
    sources: sources.map(({ id }) => id),
  });
  const { signal } = new AbortController();
  return {
    ...rig,
    sync: (source, request = {}) => sync(source, { signal, ...request }),
    configure: (policy) => {
      context = contextOf(policy);
    },
  };
}

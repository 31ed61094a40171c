import type { SourceId } from '../../domain/ids.ts';
import type { SourceCursor, SourceProblem } from '../../ports/seminar-source.ts';
import type { SourceState } from '../../ports/store/source-state.ts';
import type { Handle, WriteHandle } from '../flavour.ts';
import { fromMillis, toMillis } from '../instants.ts';
import { decodeJson, encodeJson } from '../json.ts';
import type { SourceStateTable } from '../tables.ts';

export async function getSourceState({ db }: Handle, source: SourceId): Promise<SourceState | undefined> {
  const row = await db
    .selectFrom('source_states')
    .selectAll()
    .where('source', '=', source)
    .executeTakeFirst();
  return row && readState(row);
}

export async function getSourceStates({ db }: Handle): Promise<readonly SourceState[]> {
  const rows = await db.selectFrom('source_states').selectAll().orderBy('source').execute();
  return rows.map(readState);
}

export async function putSourceState({ db }: WriteHandle, state: SourceState): Promise<void> {
  const row = writeState(state);
  const { source: _, ...replaced } = row;
  await db
    .insertInto('source_states')
    .values(row)
    .onConflict((conflict) => conflict.column('source').doUpdateSet(replaced))
    .execute();
}

function writeState(state: SourceState): SourceStateTable {
  return {
    source: state.source,
    cursor: state.cursor ? encodeJson(state.cursor) : null,
    read_at: state.readAt ? toMillis(state.readAt) : null,
    failing_since: state.failingSince ? toMillis(state.failingSince) : null,
    failure: state.failure ?? null,
    held_loss: state.heldLoss ?? null,
    problems: encodeJson(state.problems),
  };
}

function readState(row: SourceStateTable): SourceState {
  return {
    source: row.source,
    problems: decodeJson<readonly SourceProblem[]>(row.problems),
    ...(row.cursor === null ? {} : { cursor: decodeJson<SourceCursor>(row.cursor) }),
    ...(row.read_at === null ? {} : { readAt: fromMillis(row.read_at) }),
    ...(row.failing_since === null ? {} : { failingSince: fromMillis(row.failing_since) }),
    ...(row.failure === null ? {} : { failure: row.failure }),
    ...(row.held_loss === null ? {} : { heldLoss: row.held_loss }),
  };
}

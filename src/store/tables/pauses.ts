import type { Pause, PauseScope } from '../../domain/pause.ts';
import { decodePauseScope, encodePauseScope } from '../../domain/pause.ts';
import type { Handle, WriteHandle } from '../flavour.ts';
import { fromMillis, toMillis } from '../instants.ts';

export async function getPauses({ db }: Handle): Promise<readonly Pause[]> {
  const rows = await db.selectFrom('pauses').selectAll().orderBy('scope').execute();
  return rows.map((row) => ({
    scope: decodePauseScope(row.scope),
    since: fromMillis(row.since),
    by: row.paused_by,
  }));
}

export async function putPause(handle: WriteHandle, { scope, since, by }: Pause): Promise<void> {
  const row = { scope: encodePauseScope(scope), since: toMillis(since), paused_by: by };
  await handle.db
    .insertInto('pauses')
    .values(row)
    .onConflict((conflict) => conflict.column('scope').doNothing())
    .execute();
  handle.touch('directory');
}

export async function dropPause(handle: WriteHandle, scope: PauseScope): Promise<boolean> {
  const result = await handle.db
    .deleteFrom('pauses')
    .where('scope', '=', encodePauseScope(scope))
    .executeTakeFirst();
  handle.touch('directory');
  return result.numDeletedRows > 0n;
}

import { type Door, openDoor } from '../door/open-door.ts';
import { openPostgresYard, openSqliteYard, type PostgresYard, type SqliteYard } from '../scene/stores.ts';
import type { BenchSetting } from './bench.ts';

/** What benches share, each thing opened when it is first asked for. */
export function openSetting({
  rounds,
  ...given
}: Pick<BenchSetting, 'size' | 'folder' | 'say' | 'profileFolder'> & {
  readonly rounds?: number;
}): BenchSetting & { close(): Promise<void> } {
  const opened: Promise<{ close(): Promise<void> }>[] = [];
  const once = <T extends { close(): Promise<void> }>(open: () => Promise<T>): (() => Promise<T>) => {
    let known: Promise<T> | undefined;
    return () => {
      if (!known) {
        known = open();
        opened.push(known);
      }
      return known;
    };
  };
  return {
    ...given,
    roundsOf: (bySize) => rounds ?? bySize[given.size],
    door: once<Door>(openDoor),
    sqlite: once<SqliteYard>(async () => openSqliteYard(given.folder)),
    postgres: once<PostgresYard>(openPostgresYard),
    async close() {
      for (const one of opened.toReversed()) await (await one).close();
    },
  };
}

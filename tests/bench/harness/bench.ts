import type { Door } from '../door/open-door.ts';
import type { PostgresYard, SqliteYard } from '../scene/stores.ts';
import type { Figure } from './figures.ts';
import type { Size } from './options.ts';

/** One subject: what is measured, of whom, and what was aimed at. */
export interface Bench {
  readonly name: string;
  /** One line for whoever watches. */
  readonly about: string;
  /** Rejects where a contender breaks, or where what it did was wrong. */
  run(setting: BenchSetting): Promise<readonly Figure[]>;
}

export interface BenchSetting {
  readonly size: Size;
  /** How often each contender runs: by the size, or as asked for. */
  readonly roundsOf: (bySize: Readonly<Record<Size, number>>) => number;
  /** Of this bench alone; removed afterwards. */
  readonly folder: string;
  /** Where Lectern's processes write CPU profiles; absent: they write none. */
  readonly profileFolder?: string;
  readonly say: (text: string) => void;
  /** Opened at the first call, the same one at each, closed after the bench. */
  readonly door: () => Promise<Door>;
  readonly sqlite: () => Promise<SqliteYard>;
  readonly postgres: () => Promise<PostgresYard>;
}

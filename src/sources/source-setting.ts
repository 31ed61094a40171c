import type { Clock } from '../ports/clock.ts';

/** What a source takes from the configuration besides its own entry. */
export interface SourceSetting {
  /** Absolute; relative paths of entries start here. */
  readonly folder: string;
  /** Zone of times that name none. */
  readonly timezone: string;
  readonly dateOrder: 'day-first' | 'month-first';
  readonly series: readonly { readonly id: string; readonly name: string }[];
  readonly clock: Clock;
}

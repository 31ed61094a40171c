import type { SourceId } from '../../domain/ids.ts';
import type { SourceCursor, SourceProblem } from '../seminar-source.ts';

export interface SourceState {
  readonly source: SourceId;
  readonly cursor?: SourceCursor;
  readonly readAt?: Temporal.Instant;
  readonly failingSince?: Temporal.Instant;
  readonly failure?: string;
  /** Set when a reading lost too much at once and waits for an operator: what it would have removed. */
  readonly heldLoss?: number;
  readonly problems: readonly SourceProblem[];
}

export interface SourceStateReader {
  state(source: SourceId): Promise<SourceState | undefined>;
  states(): Promise<readonly SourceState[]>;
}
export interface SourceStateWriter extends SourceStateReader {
  putState(state: SourceState): Promise<void>;
}

import { DatabaseError } from 'pg';

/** The connection is gone, or was never had: whatever was not committed on it is undone by the server. */
export class ConnectionLost extends Error {
  constructor(cause: unknown, words = 'the connection to the database was lost') {
    super(words, { cause });
    this.name = 'ConnectionLost';
  }
}

/**
 * Two transactions got in each other's way and this one was undone: run again it succeeds. Serialization failure,
 * deadlock, a row that was locked for too long (PostgreSQL, appendix A, classes 40 and 55).
 */
const CONFLICTS: ReadonlySet<string> = new Set(['40001', '40P01', '55P03']);

/**
 * The server ended the session, or takes none just now: shut down, restarting, too many connections, idle for too long
 * within a transaction (classes 08, 53, 57 and 25P03).
 */
const ENDED: ReadonlySet<string> = new Set([
  '57P01',
  '57P02',
  '57P03',
  '57P05',
  '53300',
  '25P03',
  '25P04',
  '08000',
  '08003',
  '08006',
]);

/** Nothing answers at the address, or nothing that is understood. */
export class Unreachable extends ConnectionLost {
  constructor(cause: unknown) {
    super(cause, 'the database cannot be reached');
  }
}

/** What a migration that failed says is about the schema; why it failed stands behind that. */
export function lossBehind(error: unknown): ConnectionLost | undefined {
  if (error instanceof ConnectionLost) return error;
  return error instanceof Error && error.cause !== undefined ? lossBehind(error.cause) : undefined;
}

export function isConflict(error: unknown): boolean {
  return error instanceof DatabaseError && CONFLICTS.has(error.code ?? '');
}

/**
 * What the driver throws beside the server's own errors is trouble with the connection: it has no codes for that. A
 * value that cannot be sent is a fault of ours.
 */
export function asTrouble(error: unknown): unknown {
  if (error instanceof ConnectionLost || error instanceof TypeError || error instanceof RangeError)
    return error;
  if (error instanceof DatabaseError) return ENDED.has(error.code ?? '') ? new ConnectionLost(error) : error;
  return new ConnectionLost(error);
}

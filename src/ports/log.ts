/** Constant messages, variables as fields. Secrets are redacted by the implementation, not by callers. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** A log that adds these fields to every line. */
  with(fields: LogFields): Log;
}
export type LogFields = Readonly<Record<string, unknown>>;

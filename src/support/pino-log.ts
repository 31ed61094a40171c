import { type DestinationStream, pino } from 'pino';
import type { Redactor } from './redaction.ts';

export interface LineLog {
  debug(message: string, fields?: Readonly<Record<string, unknown>>): void;
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
  with(fields: Readonly<Record<string, unknown>>): LineLog;
}

/** One JSON line an entry, on stderr by default. Errors are fields: `{ error }` is written with its stack. */
export function createPinoLog(level: string, redactor: Redactor, out?: NodeJS.WritableStream): LineLog {
  const stream = out ?? process.stderr;
  const destination: DestinationStream = { write: (line) => void stream.write(redactor.redact(line)) };
  const logger = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: pino.stdSerializers.err },
    },
    destination,
  );
  return wrap(logger);
}

function wrap(logger: pino.Logger): LineLog {
  return {
    debug: (message, fields) => logger.debug(fields ?? {}, message),
    info: (message, fields) => logger.info(fields ?? {}, message),
    warn: (message, fields) => logger.warn(fields ?? {}, message),
    error: (message, fields) => logger.error(fields ?? {}, message),
    with: (fields) => wrap(logger.child(fields)),
  };
}

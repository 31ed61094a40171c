import { type Logger, LogLevel } from '@slack/web-api';
import type { Log } from '../../ports/log.ts';

/**
 * The SDK's own log lines. What it calls an error is mostly one of many tries that failed, and everything that matters
 * comes back to us as a value; so its voice is kept for those who look closely.
 */
export function createSdkLog(log: Log): Logger {
  const say = (parts: readonly unknown[]): void =>
    log.debug('The Slack SDK says', { text: parts.map(String).join(' ') });
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (...parts: unknown[]) => say(parts),
    error: (...parts: unknown[]) => say(parts),
    setLevel: () => undefined,
    getLevel: () => LogLevel.WARN,
    setName: () => undefined,
  };
}

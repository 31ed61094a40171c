import type { PlatformName } from '../domain/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { PlatformHealth, PlatformService } from '../ports/platform-service.ts';
import { pause } from './pause.ts';

/** A platform that could not be connected is tried again: soon first, then each five minutes. */
const RETRY_MS = [2_000, 5_000, 15_000, 60_000, 300_000];
/** Longer than any platform's own time-outs: whoever has not answered by then is given up, and tried anew. */
const ATTEMPT_MS = 60_000;

export interface Connection {
  readonly name: PlatformName;
  /** Creates and returns the service, not started yet. Throws with a sentence for the administrator. */
  connect(): Promise<PlatformService>;
}

export interface Connections {
  /** Connected ones by their lane, the others by their name. */
  health(): Readonly<Record<string, PlatformHealth>>;
  /**
   * Begins to connect each; one that fails or hangs is tried again and holds nothing else up. Resolves when each was
   * tried once. `connected` is called for each that came, `failed` for each try that came to nothing.
   */
  start(on: {
    connected(service: PlatformService): Promise<void>;
    failed(platform: PlatformName): Promise<void>;
  }): Promise<void>;
  stop(): Promise<void>;
}

/** The platforms that have credentials, each connected on its own. */
export function createConnections(
  wanted: readonly Connection[],
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): Connections {
  const services: PlatformService[] = [];
  const waiting = new Map<PlatformName, PlatformHealth>();
  const ending = new AbortController();
  const loops: Promise<void>[] = [];

  /** The started service; undefined where it did not come. Never rejects. */
  const attempt = async ({ name, connect }: Connection): Promise<PlatformService | undefined> => {
    const over = new AbortController();
    const signal = AbortSignal.any([over.signal, ending.signal]);
    const opening = open(connect, signal, (error) =>
      log.warn('a platform did not stop', { platform: name, error }),
    );
    const outcome = await Promise.race([opening, pause(clock, ATTEMPT_MS, signal).then(() => LATE)]);
    over.abort();
    if (outcome.type === 'open') return outcome.service;
    waiting.set(name, { ready: false, detail: outcome.reason });
    if (!ending.signal.aborted)
      log.error('a platform could not be connected', { platform: name, reason: outcome.reason });
    return undefined;
  };

  return {
    health() {
      const connected = services.map((service) => [service.chat.lane, service.health()] as const);
      return Object.fromEntries([...connected, ...waiting]);
    },
    async start(on) {
      /** True: it is connected, or nobody wants it any more. */
      const tryOnce = async (connection: Connection): Promise<boolean> => {
        const { name } = connection;
        const service = await attempt(connection);
        if (service) {
          waiting.delete(name);
          services.push(service);
          log.info('a platform is connected', { platform: name, lane: service.chat.lane });
        }
        try {
          if (service) await on.connected(service);
          else if (!ending.signal.aborted) await on.failed(name);
        } catch (error) {
          log.error('a platform came or failed, and that could not be seen to at once', {
            platform: name,
            error,
          });
        }
        return service !== undefined || ending.signal.aborted;
      };
      const keepTrying = async (connection: Connection): Promise<void> => {
        for (let round = 0; !ending.signal.aborted; round += 1) {
          await pause(clock, RETRY_MS[Math.min(round, RETRY_MS.length - 1)] ?? 0, ending.signal);
          if (ending.signal.aborted || (await tryOnce(connection))) return;
        }
      };
      for (const { name } of wanted) waiting.set(name, { ready: false, detail: 'connecting' });
      await Promise.all(
        wanted.map(async (connection) => {
          if (!(await tryOnce(connection))) loops.push(keepTrying(connection));
        }),
      );
    },
    async stop() {
      ending.abort();
      await Promise.allSettled([...loops, ...services.map((service) => service.stop())]);
    },
  };
}

type Opening =
  | { readonly type: 'open'; readonly service: PlatformService }
  | { readonly type: 'failed'; readonly reason: string };

const LATE: Opening = { type: 'failed', reason: `did not answer within ${ATTEMPT_MS / 1000} seconds` };

/** A service that comes after nobody waits for it any more, or that does not start, is stopped again. */
async function open(
  connect: () => Promise<PlatformService>,
  givenUp: AbortSignal,
  complain: (error: unknown) => void,
): Promise<Opening> {
  let service: PlatformService | undefined;
  try {
    service = await connect();
    if (!givenUp.aborted) await service.start();
    if (!givenUp.aborted) return { type: 'open', service };
  } catch (error) {
    await service?.stop().catch(complain);
    return { type: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
  await service.stop().catch(complain);
  return { type: 'failed', reason: 'was not waited for any more' };
}

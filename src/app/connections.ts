import type { LaneId, PlatformName } from '../domain/ids.ts';
import type { ChatPlatform } from '../ports/chat-platform.ts';
import type { Log } from '../ports/log.ts';
import type { PlatformHealth, PlatformService } from '../ports/platform-service.ts';
import { sleep } from '../support/sleep.ts';

/** A platform that could not be connected is tried again: soon first, then each five minutes. */
const RETRY_MS = [2_000, 5_000, 15_000, 60_000, 300_000];

export interface Connection {
  readonly name: PlatformName;
  /** Creates and returns the service, not started yet. Throws with a sentence for the administrator. */
  connect(): Promise<PlatformService>;
}

export interface Connections {
  lanes(): ReadonlyMap<LaneId, ChatPlatform>;
  health(): Readonly<Record<string, PlatformHealth>>;
  /** Begins to connect each; one that fails is tried again and holds nothing else up. Resolves after the first round. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** The platforms that have credentials, each connected on its own. */
export function createConnections(
  wanted: readonly Connection[],
  log: Log,
  connected: (service: PlatformService) => Promise<void>,
): Connections {
  const services = new Map<LaneId, PlatformService>();
  const waiting = new Map<PlatformName, string>();
  const ending = new AbortController();
  const loops: Promise<void>[] = [];

  const attempt = async ({ name, connect }: Connection): Promise<boolean> => {
    let service: PlatformService | undefined;
    try {
      service = await connect();
      await service.start();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      waiting.set(name, reason);
      log.error('a platform could not be connected', { platform: name, reason });
      await service
        ?.stop()
        .catch((late: unknown) => log.warn('a platform did not stop', { platform: name, error: late }));
      return false;
    }
    if (ending.signal.aborted) {
      await service.stop();
      return true;
    }
    waiting.delete(name);
    services.set(service.chat.lane, service);
    log.info('a platform is connected', { platform: name, lane: service.chat.lane });
    await connected(service);
    return true;
  };

  const keepTrying = async (connection: Connection): Promise<void> => {
    for (let round = 0; !ending.signal.aborted; round += 1) {
      await sleep(RETRY_MS[Math.min(round, RETRY_MS.length - 1)] ?? 0, ending.signal);
      if (ending.signal.aborted || (await attempt(connection))) return;
    }
  };

  return {
    lanes: () => new Map([...services].map(([lane, service]) => [lane, service.chat])),
    health() {
      const connectedOnes = [...services].map(([lane, service]) => [lane, service.health()] as const);
      const others = [...waiting].map(([name, detail]) => [name, { ready: false, detail }] as const);
      return Object.fromEntries([...connectedOnes, ...others]);
    },
    async start() {
      for (const { name } of wanted) waiting.set(name, 'connecting');
      await Promise.all(
        wanted.map(async (connection) => {
          if (!(await attempt(connection))) loops.push(keepTrying(connection));
        }),
      );
    },
    async stop() {
      ending.abort();
      await Promise.allSettled([...loops, ...[...services.values()].map((service) => service.stop())]);
    },
  };
}

import { nameOfWorkspace, type Workspace } from '../domain/workspace.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { PlatformHealth, PlatformService } from '../ports/platform-service.ts';
import type { Lanes } from './lanes.ts';
import { pause } from './pause.ts';

/** A workspace that could not be connected is tried again: soon first, then each five minutes. */
const RETRY_MS = [2_000, 5_000, 15_000, 60_000, 300_000];
/** Longer than any platform's own time-outs: whoever has not answered by then is given up, and tried anew. */
const ATTEMPT_MS = 60_000;

export interface Connection {
  readonly workspace: Workspace;
  /** Creates and returns the service, not started yet. Throws with a sentence for the administrator. */
  connect(): Promise<PlatformService>;
}

export interface Connections {
  /** Connected ones by their lane, the others by how addresses begin that lead there: `slack`, `slack:eecs`. */
  health(): Readonly<Record<string, WorkspaceHealth>>;
  /**
   * Begins to connect each; one that fails or hangs is tried again and holds nothing else up. Resolves when each was
   * tried once. `connected` is called for each that came, `failed` for each try that came to nothing.
   */
  start(on: {
    connected(service: PlatformService, workspace: Workspace): Promise<void>;
    failed(workspace: Workspace, reason: string): Promise<void>;
  }): Promise<void>;
  stop(): Promise<void>;
}

interface WorkspaceHealth extends PlatformHealth {
  /** As the configuration calls it. */
  readonly workspace?: string;
}

/** The workspaces that have credentials, each connected on its own. */
export function createConnections(
  wanted: readonly Connection[],
  parts: { readonly lanes: Pick<Lanes, 'claim'>; readonly clock: Clock; readonly log: Log },
): Connections {
  const { clock, log } = parts;
  const services = new Map<Workspace, PlatformService>();
  const waiting = new Map<Workspace, PlatformHealth>();
  const ending = new AbortController();
  const loops: Promise<void>[] = [];

  /** Never rejects. */
  const attempt = async (connection: Connection): Promise<Opening> => {
    const { workspace } = connection;
    const platform = nameOfWorkspace(workspace);
    const over = new AbortController();
    const signal = AbortSignal.any([over.signal, ending.signal]);
    const opening = open(connection, signal, parts.lanes, (error) =>
      log.warn('a platform did not stop', { platform, error }),
    );
    const outcome = await Promise.race([opening, pause(clock, ATTEMPT_MS, signal).then(() => LATE)]);
    over.abort();
    if (outcome.type === 'open') return outcome;
    waiting.set(workspace, { ready: false, detail: outcome.reason });
    if (!ending.signal.aborted)
      log.error('a platform could not be connected', { platform, reason: outcome.reason });
    return outcome;
  };

  return {
    health() {
      const named = ({ name }: Workspace): { workspace?: string } =>
        name === undefined ? {} : { workspace: name };
      return Object.fromEntries([
        ...[...services].map(
          ([one, service]) => [service.chat.lane, { ...service.health(), ...named(one) }] as const,
        ),
        ...[...waiting].map(([one, health]) => [nameOfWorkspace(one), { ...health, ...named(one) }] as const),
      ]);
    },
    async start(on) {
      /** True: it is connected, or nobody wants it any more. */
      const tryOnce = async (connection: Connection): Promise<boolean> => {
        const { workspace } = connection;
        const platform = nameOfWorkspace(workspace);
        const outcome = await attempt(connection);
        const isOpen = outcome.type === 'open';
        if (isOpen) {
          const { service } = outcome;
          waiting.delete(workspace);
          services.set(workspace, service);
          log.info('a platform is connected', { platform, lane: service.chat.lane });
        }
        try {
          if (isOpen) await on.connected(outcome.service, workspace);
          else if (!ending.signal.aborted) await on.failed(workspace, outcome.reason);
        } catch (error) {
          log.error('a platform came or failed, and that could not be seen to at once', { platform, error });
        }
        return isOpen || ending.signal.aborted;
      };
      const keepTrying = async (connection: Connection): Promise<void> => {
        for (let round = 0; !ending.signal.aborted; round += 1) {
          await pause(clock, RETRY_MS[Math.min(round, RETRY_MS.length - 1)] ?? 0, ending.signal);
          if (ending.signal.aborted || (await tryOnce(connection))) return;
        }
      };
      for (const { workspace } of wanted) waiting.set(workspace, { ready: false, detail: 'connecting' });
      await Promise.all(
        wanted.map(async (connection) => {
          if (!(await tryOnce(connection))) loops.push(keepTrying(connection));
        }),
      );
    },
    async stop() {
      ending.abort();
      await Promise.allSettled([...loops, ...[...services.values()].map((service) => service.stop())]);
    },
  };
}

type Opening =
  | { readonly type: 'open'; readonly service: PlatformService }
  | { readonly type: 'failed'; readonly reason: string };

const LATE: Opening = { type: 'failed', reason: `did not answer within ${ATTEMPT_MS / 1000} seconds` };

/**
 * A service that comes after nobody waits for it any more, or that does not start, is stopped again. Its lane is claimed
 * before it starts, since with its start it begins to receive.
 */
async function open(
  { workspace, connect }: Connection,
  givenUp: AbortSignal,
  lanes: Pick<Lanes, 'claim'>,
  complain: (error: unknown) => void,
): Promise<Opening> {
  let service: PlatformService | undefined;
  let reason = 'was not waited for any more';
  try {
    service = await connect();
    const { lane } = service.chat;
    const owner = givenUp.aborted ? undefined : lanes.claim(lane, workspace);
    if (owner) reason = `its credentials are for ${lane}, which ${nameOfWorkspace(owner)} has already`;
    else {
      if (!givenUp.aborted) await service.start();
      if (!givenUp.aborted) return { type: 'open', service };
    }
  } catch (error) {
    reason = error instanceof Error ? error.message : String(error);
  }
  await service?.stop().catch(complain);
  return { type: 'failed', reason };
}

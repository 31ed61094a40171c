import { onTestFinished } from 'vitest';
import { type LaneId, platformOf } from '../../src/domain/ids.ts';
import type { ChatPlatform, Resolution } from '../../src/ports/chat-platform.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Log, LogFields } from '../../src/ports/log.ts';
import type { PlatformService } from '../../src/ports/platform-service.ts';
import type { Store } from '../../src/ports/store.ts';
import { loadSettings, type Settings } from '../../src/settings/load-settings.ts';
import { openStore } from '../../src/store/open-store.ts';
import { ChatServer, connectChat } from '../support/fake-chat.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

const BEGIN = '2027-03-01T00:00:00Z';

/** A clock by hand, after each step of which everything that waits for nothing else has been done. */
export function createClock(start = BEGIN): VirtualClock {
  const clock = new VirtualClock(start);
  clock.rest = async () => {
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  return clock;
}

export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
  readonly fields: LogFields;
}

export function createLog(): Log & { readonly lines: readonly LogLine[] } {
  const lines: LogLine[] = [];
  const at =
    (level: LogLine['level']) =>
    (message: string, fields: LogFields = {}): void =>
      void lines.push({ level, message, fields });
  const log: Log = {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    with: () => log,
  };
  return { ...log, lines };
}

export async function openMemory(clock: Clock): Promise<Store> {
  const store = await openStore('sqlite::memory:', { clock, log: createLog() });
  onTestFinished(() => store.close());
  return store;
}

export function settingsFor(
  configuration: string,
  variables: Readonly<Record<string, string>> = {},
): Settings & { readonly path: string } {
  const folder = createTemporaryFolder();
  const config = folder.write('lectern.yaml', configuration);
  const settings = loadSettings({
    config,
    variables: { DATABASE_URL: `sqlite:${folder.path}/lectern.db`, ...variables },
  });
  return { ...settings, path: folder.path };
}

/** A platform of one lane, whose addresses lead where the test says. */
export function createPlatform(
  lane: LaneId,
  clock: Clock,
  resolve: (target: string) => Resolution | Promise<Resolution>,
): ChatPlatform {
  const chat = connectChat(new ChatServer(clock), clock, { lane });
  return { ...chat, resolve: async ({ target }) => resolve(target) };
}

/** As the app runs it; `life` notes what is done with it. */
export function createService(
  chat: ChatPlatform,
  life: string[] = [],
  parts: Partial<Pick<PlatformService, 'start' | 'stop'>> = {},
): PlatformService {
  const name = platformOf(chat.lane);
  return {
    chat,
    routes: [],
    start: parts.start ?? (async () => void life.push(`${name} started`)),
    stop: parts.stop ?? (async () => void life.push(`${name} stopped`)),
    health: () => ({ ready: true, detail: 'connected' }),
  };
}

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '..');

/** Installs the peers at the first run. They belong to no other part of the project. Throws where npm fails. */
export function installPeers(say: (text: string) => void): void {
  if (existsSync(join(FOLDER, 'node_modules', '.package-lock.json'))) return;
  say('installing the peers, once: npm ci --prefix tests/bench');
  const { status, error } = spawnSync('npm', ['ci', '--prefix', FOLDER, '--no-audit', '--no-fund'], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) throw new Error('the peers could not be installed', { cause: error });
}

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ImapFlow } from 'imapflow';
import { onTestFinished } from 'vitest';

const BINARY = ['/usr/sbin/dovecot', '/usr/bin/dovecot'].find((path) => existsSync(path));

/** Why the tests on a real mail server cannot run here; undefined where they can. */
export const DOVECOT_MISSING =
  BINARY === undefined ? 'Dovecot is not installed (apt-get install dovecot-imapd)' : undefined;

export const USER = 'talks@example.edu';
export const PASSWORD = 'rockpool-hunter2';

export interface Dovecot {
  readonly port: number;
  /** Puts a mail into a folder over IMAP, as a delivery would. */
  deliver(mail: string, mailbox?: string): Promise<void>;
  /** Runs on a signed-in connection that may change things. */
  asOwner<T>(act: (client: ImapFlow) => Promise<T>): Promise<T>;
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** `introspection`: where Dovecot asks about OAuth2 tokens. */
export async function startDovecot(options: { readonly introspection?: string } = {}): Promise<Dovecot> {
  const folder = mkdtempSync(join(tmpdir(), 'dovecot-'));
  // It refuses to keep mail for root: as root it runs as nobody, otherwise as whoever runs the tests.
  const isRoot = process.getuid?.() === 0;
  const owner = isRoot ? accountOf('nobody') : { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  const names = { user: nameOf('-un', isRoot), group: nameOf('-gn', isRoot) };
  for (const name of ['run', 'state', 'home']) {
    mkdirSync(join(folder, name));
    chownSync(join(folder, name), owner.uid, owner.gid);
  }
  chownSync(folder, owner.uid, owner.gid);
  const port = await freePort();
  const config = join(folder, 'dovecot.conf');
  writeFileSync(config, configuration(folder, port, names, owner, options.introspection));
  writeFileSync(join(folder, 'users'), `${USER}:{PLAIN}${PASSWORD}\n`);
  let child: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    child = spawn(BINARY ?? 'dovecot', ['-F', '-c', config], { stdio: 'ignore', ...(isRoot ? owner : {}) });
    await untilReady(port, folder);
  };
  const stop = async (): Promise<void> => {
    const running = child;
    child = undefined;
    if (running?.exitCode !== null || running.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => running.once('exit', () => resolve()));
    running.kill('SIGTERM');
    await ended;
  };
  onTestFinished(async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  });
  await start();
  const asOwner: Dovecot['asOwner'] = async (act) => {
    const client = new ImapFlow({
      host: '127.0.0.1',
      port,
      secure: false,
      doSTARTTLS: false,
      auth: { user: USER, pass: PASSWORD },
      logger: false,
    });
    await client.connect();
    try {
      return await act(client);
    } finally {
      await client.logout();
    }
  };
  return {
    port,
    start,
    stop,
    asOwner,
    deliver: (mail, mailbox = 'INBOX') =>
      asOwner(async (client) => {
        await client.append(mailbox, Buffer.from(mail.replace(/\r?\n/g, '\r\n')));
      }),
  };
}

function configuration(
  folder: string,
  port: number,
  names: { readonly user: string; readonly group: string },
  owner: { readonly uid: number; readonly gid: number },
  introspection: string | undefined,
): string {
  if (introspection !== undefined) {
    writeFileSync(
      join(folder, 'oauth2.conf.ext'),
      [
        `introspection_url = ${introspection}`,
        'introspection_mode = post',
        'username_attribute = username',
        'active_attribute = active',
        'active_value = true',
        '',
      ].join('\n'),
    );
  }
  return `
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login${introspection === undefined ? '' : ' xoauth2 oauthbearer'}
auth_failure_delay = 0
default_internal_user = ${names.user}
default_internal_group = ${names.group}
default_login_user = ${names.user}
first_valid_uid = 1
mail_location = maildir:${folder}/home/%u
mailbox_idle_check_interval = 1s
passdb {
  driver = passwd-file
  mechanisms = plain login
  args = username_format=%u ${folder}/users
}
${introspection === undefined ? '' : `passdb {\n  driver = oauth2\n  mechanisms = xoauth2 oauthbearer\n  args = ${folder}/oauth2.conf.ext\n}`}
userdb {
  driver = static
  args = uid=${owner.uid} gid=${owner.gid} home=${folder}/home/%u
}
namespace inbox {
  inbox = yes
  mailbox Seminars {
    auto = create
  }
}
service anvil {
  chroot =
  # Without the penalty that grows with each refusal.
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
`;
}

function accountOf(name: string): { readonly uid: number; readonly gid: number } {
  const idOf = (flag: string): number => Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout);
  return { uid: idOf('-u'), gid: idOf('-g') };
}

function nameOf(flag: string, isRoot: boolean): string {
  return spawnSync('id', isRoot ? [flag, 'nobody'] : [flag], { encoding: 'utf8' }).stdout.trim();
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

async function untilReady(port: number, folder: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const client = new ImapFlow({
      host: '127.0.0.1',
      port,
      secure: false,
      doSTARTTLS: false,
      auth: { user: USER, pass: PASSWORD },
      logger: false,
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.logout();
      return;
    } catch (error) {
      client.close();
      if (Date.now() > deadline) {
        const log = existsSync(join(folder, 'log')) ? readFileSync(join(folder, 'log'), 'utf8') : 'no log';
        throw new Error(`Dovecot did not start: ${String(error)}\n${log}`);
      }
      await pause(50);
    }
  }
}

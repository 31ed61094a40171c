import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isHolderGone, nameHolder } from '../../src/app/holder-name.ts';

const MODULE = join(import.meta.dirname, '../../src/app/holder-name.ts');
const SAYS_ITS_NAME = `import { nameHolder } from ${JSON.stringify(MODULE)};
  process.stdout.write(nameHolder() + '\\n'); setInterval(() => {}, 1000);`;

describe.skipIf(process.platform !== 'linux')('a holder', () => {
  it('is not gone while it lives, whoever asks, and is once it was killed', async () => {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', SAYS_ITS_NAME]);
    const [line] = await once(child.stdout.setEncoding('utf8'), 'data');
    const name = String(line).trim();
    expect(isHolderGone(name)).toBe(false);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(isHolderGone(name)).toBe(true);
  });

  it('is this very process: it is there', () => {
    expect(isHolderGone(`${nameHolder()}/more`)).toBe(false);
  });

  it('whose number another process has by now is gone', () => {
    const [host, pid, boot, namespace, , rest] = nameHolder().split('/');
    expect(isHolderGone([host, pid, boot, namespace, '1', rest].join('/'))).toBe(true);
  });

  it('of another machine, another boot or another container may live', () => {
    const [host, , boot, namespace, began, rest] = nameHolder().split('/');
    // No process has this number.
    const pid = '4194999';
    expect(isHolderGone([host, pid, boot, namespace, began, rest].join('/'))).toBe(true);
    expect(isHolderGone([host, pid, 'other', namespace, began, rest].join('/'))).toBe(false);
    expect(isHolderGone([host, pid, boot, 'pid:[1]', began, rest].join('/'))).toBe(false);
  });
});

it('by a name that nobody of today gives itself, nobody can tell', () => {
  for (const name of ['', 'test', 'host/12/abcd', 'host/x/-/-/-/abcd', 'host/12/-/-/-/abcd']) {
    expect(isHolderGone(name)).toBe(false);
  }
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, expect, it } from 'vitest';
import { z } from 'zod';
import { openRig, type TeamsRig } from '../../platforms/teams/teams-rig.ts';

const MAIN = resolve(import.meta.dirname, 'main.ts');
const Ready = z.object({ url: z.url() });

let rig: TeamsRig | undefined;
afterEach(() => rig?.close());

it('the stand-in runs as a process of its own, takes orders, and ends when told', async () => {
  rig = await openRig();
  const child = spawn(process.execPath, [MAIN, '--bot', rig.bot, '--channels', '3'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [line] = await once(createInterface(child.stdout), 'line');
    const { url } = Ready.parse(JSON.parse(String(line)));
    const order = async (body: unknown): Promise<unknown> =>
      (await fetch(`${url}control`, { method: 'POST', body: JSON.stringify(body) })).json();
    const team = '19:general-0@thread.tacv2';
    expect(await order({ do: 'install', id: team, person: '29:person-ada' })).toMatchObject({ status: 200 });
    const channel = rig.directory.byName('Marine Informatics › Reading group 2');
    if (!channel) throw new Error('the bot knows the channels of the stand-in in the other process');
    const post = () =>
      rig?.service.chat.post({
        channel: channel.id,
        key: 'key',
        card: { kind: 'reply', summary: 'words', blocks: [] },
      });
    await order({ do: 'arrange', faults: [{ type: 'resetAfter' }] });
    expect(await post()).toMatchObject({ type: 'unknown' });
    expect(await post()).toMatchObject({ type: 'posted' });
    expect(await order({ do: 'journal' })).toMatchObject({
      writes: [{ outcome: 'reset' }, { outcome: 201 }],
      violations: [],
    });
    expect(await order({ do: 'activities' })).toMatchObject({ standing: [{}, {}] });
    expect(await order({ do: 'dance' })).toMatchObject({ problem: expect.stringContaining('do') });
  } finally {
    child.kill('SIGTERM');
  }
  expect(await once(child, 'exit')).toEqual([0, null]);
});

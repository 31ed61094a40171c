import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { LecternProcess } from '../support/lectern-process.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';
import { untilTrue } from '../support/until-true.ts';

const TOKEN = 'a-token-of-enough-characters';
const MAIN = join(import.meta.dirname, '../../src/cli/main.ts');

it('an announcement that is sent in waits for a word, and is announced at that word', async () => {
  const folder = createTemporaryFolder();
  const config = folder.write(
    'lectern.yaml',
    'timezone: Australia/Brisbane\naudience: public\nroutes:\n  - { match: all, to: ["preview:#all"], announce: immediately }\n',
  );
  const variables = {
    LECTERN_CONFIG: config,
    DATABASE_URL: `sqlite:${folder.path}/lectern.db`,
    LECTERN_INTAKE_TOKEN: TOKEN,
  };
  const lectern = await LecternProcess.start(variables);
  onTestFinished(async () => void (await lectern.stop('SIGKILL')));
  const run = async (...args: string[]): Promise<unknown> => {
    const { stdout } = await promisify(execFile)(process.execPath, [MAIN, ...args, '--json'], {
      env: { PATH: process.env.PATH, ...variables },
    });
    return JSON.parse(stdout);
  };

  const day = Temporal.Now.plainDateISO('Australia/Brisbane').add({ days: 20 });
  const text = [
    'Tidal Computing Seminar',
    '',
    'Title: Barnacles as a Service',
    'Speaker: Ottoline Reed (University of Low Water)',
    `When: ${day.toLocaleString('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })}, 11:00am - 12:00pm`,
    'Where: Room 302, Wharf Building',
  ].join('\n');
  const answer = await fetch(`${lectern.url}/intake`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'text/plain' },
    body: text,
  });
  expect(answer.status).toBe(202);

  const waiting = await run('review');
  expect(JSON.stringify(waiting)).toContain('Barnacles as a Service');
  expect(await run('log', '--state', 'due')).toEqual([]);
  const [seminar] = (await run('list')) as { id: string; publication: string }[];
  expect(seminar?.publication).toBe('draft');

  await run('publish', seminar?.id ?? '');
  await untilTrue(async () => JSON.stringify(await run('log', '--state', 'sent')).includes('announcement'), {
    every: 1000,
  });
  expect(await lectern.stop()).toBe(0);
});

import { execFile, spawn } from 'node:child_process';
import { constants, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { delimiter } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/commands.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';
import { buildHouse, MAIN, ROOT } from './house.ts';

const names = COMMANDS.map((define) => define().command.name());

describe('wrong usage is told with what is allowed, exit status 2', () => {
  it('no command at all shows every command', async () => {
    const { status, err } = await buildHouse().run([]);
    expect(status).toBe(2);
    for (const name of names) expect(err).toMatch(new RegExp(`^ {2}${name} `, 'm'));
  });

  it('a misspelt command names the commands and the nearest', async () => {
    const { status, out, err } = await buildHouse().run(['chek']);
    expect(status).toBe(2);
    expect(out).toBe('');
    expect(err).toContain("unknown command 'chek'");
    expect(err).toContain('Did you mean check?');
    for (const name of names) expect(err).toContain(name);
  });

  it('an option that there is not names those that there are', async () => {
    const { status, err } = await buildHouse().run(['list', '--until', '2027-01-01']);
    expect(status).toBe(2);
    expect(err).toContain("unknown option '--until'");
    expect(err).toContain('--search <WORDS>');
  });

  it.each([
    [['preview'], "missing required argument 'subject'"],
    [['list', '--from', 'soon'], '--from "soon": write a day such as 2027-03-01'],
    [['list', '--series', 'tide'], '--series "tide": write one of tides'],
    [['plan', '--days', '36'], '--days "36": write a number from 1 to 35'],
    [['plan', '--days', 'many'], '--days "many": write a number from 1 to 35'],
    [['log', '--state', 'lost'], '--state "lost": write one of due, held, claimed'],
    [['log', '--seminar', 'moon'], `--seminar "moon": a seminar's id is eight letters or digits`],
    [['log', '--since', 'ever'], '--since "ever": write a day such as 2027-03-01, or an instant'],
    [['preview', 'x', '--as', 'pdf'], '--as "pdf": write one of slack, teams, mail, text, html'],
    [['preview', 'x', '--kind', 'poster'], '--kind "poster": write one of announcement, reminder'],
    [['parse', '-', '--received', 'today'], '--received "today": write a day and time with its offset'],
    [['parse', '-', '--timezone', 'Mars/Base'], '--timezone "Mars/Base": write an IANA name'],
    [['send', 'abcdefgh', '--to', '#tides'], "required option '--kind <KIND>' not specified"],
    [
      ['send', 'abcdefgh', '--to', '#tides', '--kind', 'poem'],
      '--kind "poem": write one of announcement, reminder',
    ],
    [['skip', 'nonsense'], '"nonsense" is not a notice; `lectern log` shows their names'],
    [['retry', 'NONSENSE12'], '"NONSENSE12" is not a notice'],
    [['retract', 'it'], '"it" is neither a notice (ten letters and digits) nor a seminar (eight)'],
    [['manifest', 'zoom'], '"zoom": write slack or teams'],
    [['manifest', 'teams', '--app-version', '2'], '--app-version "2": write three numbers'],
  ])('%j', async (args, sentence) => {
    const { status, out, err } = await buildHouse().run(args);
    expect(err).toContain(sentence);
    expect(out).toBe('');
    expect(status).toBe(2);
  });
});

describe('--help', () => {
  it.each(names)('%s tells what it does and what it takes', async (name) => {
    const { status, out, err } = await buildHouse().run([name, '--help']);
    expect(status).toBe(0);
    expect(err).toBe('');
    expect(out).toContain(`Usage: lectern ${name}`);
    expect(out).toContain('--config <FILE>');
  });

  it('of the whole lists every command', async () => {
    const { status, out } = await buildHouse().run(['--help']);
    expect(status).toBe(0);
    for (const name of names) expect(out).toMatch(new RegExp(`^ {2}${name} `, 'm'));
  });
});

describe('a wrong configuration is told with file, line, field, value and what is allowed, exit status 1', () => {
  it('everything that is wrong at once', async () => {
    const house = buildHouse(
      'mode: lively\ntimezone: Brisbane\nroutes:\n  - match: all\n    to: ["#tides"]\n',
    );
    const { status, out, err } = await house.run(['check']);
    expect(status).toBe(1);
    expect(out).toBe('');
    const lines = err.trimEnd().split('\n');
    expect(lines[0]).toContain('lectern.yaml:1: mode: "lively": allowed: rehearsal, live');
    expect(lines[1]).toContain('lectern.yaml:2: timezone: "Brisbane":');
    expect(lines[1]).toContain('IANA name such as Australia/Brisbane');
    expect(lines[2]).toContain('lectern.yaml:5: routes.0.to.0: "#tides":');
    expect(lines[2]).toContain('slack:#name');
    expect(lines).toHaveLength(3);
  });

  it('a setting that there is not', async () => {
    const { status, err } = await buildHouse('timezone: UTC\nroute: []\n').run(['list']);
    expect(status).toBe(1);
    expect(err).toMatch(/lectern\.yaml:2: route: .*there is no such setting/);
  });

  it('a file that there is not', async () => {
    const { status, err } = await buildHouse().run(['check', '--config', 'nowhere.yaml']);
    expect(status).toBe(1);
    expect(err).toContain('nowhere.yaml: there is no such file; name yours with --config FILE');
  });

  it('a source of a kind that there is not names the kinds', async () => {
    const house = buildHouse('timezone: UTC\nsources:\n  - { type: fax, number: 12 }\n');
    const { status, err } = await house.run(['sync']);
    expect(status).toBe(1);
    expect(err).toMatch(/lectern\.yaml:3: type: "fax": allowed: files/);
  });

  it('a variable', async () => {
    const { status, err } = await buildHouse().run(['list'], { variables: { PORT: 'eighty' } });
    expect(status).toBe(1);
    expect(err).toContain('PORT: "eighty": a port number, 0 to 65535');
  });

  it('a secret of the wrong form is named, never shown', async () => {
    const variables = { SLACK_BOT_TOKEN: 'hunter2-hunter2', SLACK_APP_TOKEN: 'xapp-1' };
    const { status, err } = await buildHouse().run(['list'], { variables });
    expect(status).toBe(1);
    expect(err).toContain('SLACK_BOT_TOKEN: a bot token, which begins with xoxb-');
    expect(err).not.toContain('hunter2');
  });
});

describe('how it is called', () => {
  const run = promisify(execFile);

  it('whoever reads only the beginning (`lectern log | head`) is not told of a broken pipe', async () => {
    const { path, variables } = buildHouse();
    const env = { PATH: '/usr/bin:/bin', ...variables };
    const child = spawn(process.execPath, [MAIN, 'manifest', 'slack'], { cwd: path, env });
    child.stdout.destroy();
    expect(await text(child.stderr)).toBe('');
  });
  /** As a machine whose own Node may be an older one: nothing of node_modules is on the path. */
  const environment = () => ({
    PATH: (process.env.PATH ?? '')
      .split(delimiter)
      .filter((folder) => !folder.includes('node_modules'))
      .join(delimiter),
    HOME: createTemporaryFolder().path,
    // Nothing may be fetched: what runs is what stands here.
    npm_config_offline: 'true',
    npm_config_update_notifier: 'false',
  });

  it('npx lectern, from the project', async () => {
    const { stdout } = await run('npx', ['lectern', 'list', '--help'], { cwd: ROOT, env: environment() });
    expect(stdout).toContain('Usage: lectern list');
  });

  it('npm run lectern -- …, from the project', async () => {
    const args = ['run', '--silent', 'lectern', '--', 'list', '--help'];
    const { stdout } = await run('npm', args, { cwd: ROOT, env: environment() });
    expect(stdout).toContain('Usage: lectern list');
  });

  it('the file can be executed, and finds node by the path', async () => {
    expect(await readFile(MAIN, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
    expect(statSync(MAIN).mode & constants.S_IXUSR).not.toBe(0);
  });

  it('a Node without Temporal gets one sentence that says what to do', async () => {
    const failed = run(process.execPath, ['--no-harmony-temporal', MAIN, 'list'], { cwd: ROOT });
    await expect(failed).rejects.toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^Lectern needs Node 26 or newer; this is .*npm ci.*\n$/),
    });
  });
});

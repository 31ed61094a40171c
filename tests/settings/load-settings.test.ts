import { relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadSettings } from '../../src/settings/load-settings.ts';
import { SettingsError } from '../../src/settings/problem.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

function load(yaml: string, variables: Record<string, string> = {}) {
  const folder = createTemporaryFolder();
  const config = folder.write('lectern.yaml', yaml);
  return { config, settings: () => loadSettings({ config, variables }) };
}

function problemsOf(run: () => unknown): string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof SettingsError) return error.message.split('\n');
    throw error;
  }
  return [];
}

const MINIMAL = 'timezone: Australia/Brisbane\n';

describe('loadSettings', () => {
  it('fills in the documented defaults', () => {
    const { settings } = load(`${MINIMAL}routes:\n  - { match: all, to: ["preview:#a"] }\n`);
    const { policy, http, databaseUrl, slack, teams } = settings();
    expect(policy.mode).toBe('rehearsal');
    expect(policy.audience).toBe('members');
    expect(policy.guard).toEqual({ burst: 5, largeChannel: 500 });
    expect(policy.retention).toEqual({ ledger: 400, people: 90, rawText: 30, attendance: 7 });
    const [route] = policy.routes;
    expect(route?.remind.map((offset) => offset.text)).toEqual(['0d@09:00', '15m']);
    expect(route?.joinLink).toBe('reminder');
    expect(route?.changes).toBe('auto');
    expect(route?.startingNow).toBe(false);
    expect(route?.announce).toMatchObject({
      needs: ['title'],
      when: { text: '1w@09:00' },
      latest: { text: '3d' },
    });
    expect(http).toEqual({ host: '127.0.0.1', port: 3000, loopback: true });
    expect(databaseUrl).toBe('sqlite:data/lectern.db');
    expect([slack, teams]).toEqual([[], []]);
  });

  it('is frozen', () => {
    const { settings } = load(MINIMAL);
    expect(Object.isFrozen(settings().policy.guard)).toBe(true);
  });

  it('names file, line, field, value and what is allowed, for everything at once', () => {
    const { config, settings } = load(
      [
        'timezone: Australia/Brisbon',
        'mode: loud',
        'series:',
        '  data: { name: Data, colour: red }',
        'routes:',
        '  - match: { series: daat }',
        '    to: ["slack:#data"]',
        '    remind: [15m, quarter]',
      ].join('\n'),
    );
    const place = relative('.', config);
    expect(problemsOf(settings)).toEqual([
      expect.stringContaining(
        `${place}:1: timezone: "Australia/Brisbon": "Australia/Brisbon" is not a time zone`,
      ),
      `${place}:2: mode: "loud": allowed: rehearsal, live`,
      `${place}:4: series.data.colour: "red": there is no such setting; allowed: name, host, about, duration, venue, audience, organisers`,
      expect.stringMatching(/:8: routes\.0\.remind\.1: "quarter": .*15m/),
    ]);
  });

  it('knows which series a route may name', () => {
    const { settings } = load(
      `${MINIMAL}series:\n  data: { name: Data }\nroutes:\n  - match: { series: daat }\n    to: ["slack:#data"]\n`,
    );
    expect(problemsOf(settings)).toEqual([
      expect.stringMatching(/:5: routes\.0\.match\.series: "daat": there is no such series; there are data$/),
    ]);
  });

  it('tells where YAML itself is broken', () => {
    expect(problemsOf(load('timezone: [\n').settings)[0]).toMatch(/lectern\.yaml:\d: not valid YAML/);
  });

  it('puts variables into the configuration and keeps them secret', () => {
    const { settings } = load(`${MINIMAL}sources:\n  - { type: imap, password: "\${IMAP_PASSWORD}" }\n`, {
      IMAP_PASSWORD: 'correct horse',
    });
    const loaded = settings();
    expect(loaded.sources[0]?.value.password).toBe('correct horse');
    expect(loaded.redactor.redact('login correct horse / correct%20horse')).toBe(
      'login [IMAP_PASSWORD] / [IMAP_PASSWORD]',
    );
  });

  it('says which variable is not set, and where it is used', () => {
    const { settings } = load(`${MINIMAL}sources:\n  - type: imap\n    password: "\${IMAP_PASSWORD}"\n`);
    expect(problemsOf(settings)).toEqual([
      expect.stringMatching(/:4: sources\.0\.password: the variable IMAP_PASSWORD is not set$/),
    ]);
  });

  it.each([
    [{ SLACK_BOT_TOKEN: 'xoxp-1234' }, 'SLACK_BOT_TOKEN: a bot token, which begins with xoxb-'],
    [{ SLACK_BOT_TOKEN: 'xoxb-1234' }, 'SLACK_APP_TOKEN: is missing'],
    [{ SLACK_APP_TOKEN: 'xapp-1234' }, 'SLACK_BOT_TOKEN: is missing'],
    [{ TEAMS_LOCAL: '1', HOST: '0.0.0.0' }, 'TEAMS_LOCAL: "1": would take messages from anybody'],
    [{ MICROSOFT_APP_ID: 'a' }, 'MICROSOFT_APP_PASSWORD: is missing'],
    [{ MICROSOFT_APP_ID: 'a', MICROSOFT_APP_PASSWORD: 'b' }, 'MICROSOFT_APP_TENANT_ID: is missing'],
    [{ PORT: 'http' }, 'PORT: "http": a port number, 0 to 65535'],
    [{ PORT: '70000' }, 'PORT: "70000": a port number, 0 to 65535'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL: "loud": allowed: fatal, error, warn, info, debug, trace, silent'],
    [{ PUBLIC_URL: 'lectern' }, 'PUBLIC_URL: "lectern": an address such as'],
  ])('refuses %o', (variables, sentence) => {
    expect(problemsOf(load(MINIMAL, variables).settings)[0]).toContain(sentence);
  });

  it('never repeats a secret in an error', () => {
    const problems = problemsOf(load(MINIMAL, { SLACK_BOT_TOKEN: 'hunter2hunter2' }).settings);
    expect(problems.join()).not.toContain('hunter2');
  });

  it("keeps the database's password out of what is said", () => {
    const { redactor } = load(MINIMAL, {
      DATABASE_URL: 'postgres://lectern:wet%20sand@db.example/l',
    }).settings();
    expect(redactor.redact('wet%20sand or wet sand')).toBe('[DATABASE_URL] or [DATABASE_URL]');
  });

  it('says that a file is not there', () => {
    expect(problemsOf(() => loadSettings({ config: '/nowhere/l.yaml', variables: {} }))[0]).toContain(
      'there is no such file; name yours with --config FILE or LECTERN_CONFIG',
    );
  });
});

import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSources, SOURCE_TYPES } from '../../src/app/create-sources.ts';
import { loadSettings } from '../../src/settings/load-settings.ts';
import { SettingsError } from '../../src/settings/problem.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

const folder = resolve(import.meta.dirname, '../../src/sources');
const clock = new VirtualClock('2026-11-16T08:00:00+10:00');
const VARIABLES = {
  CALENDAR_URL: 'https://calendar.example.edu/private-hunter2/basic.ics',
  IMAP_PASSWORD: 'hunter2-hunter2',
};

function sourcesOf(lines: readonly string[]) {
  const config = createTemporaryFolder().write(
    'lectern.yaml',
    [
      'timezone: Australia/Brisbane',
      'series: { tides: { name: Tides } }',
      'sources:',
      ...lines.map((line) => `  - ${line}`),
      '',
    ].join('\n'),
  );
  return createSources({ settings: loadSettings({ config, variables: VARIABLES }), clock });
}
function problemsOf(...lines: readonly string[]): readonly string[] {
  try {
    sourcesOf(lines);
    return [];
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return error.problems.map(({ place, field, value, problem }) =>
      [place.replace(/^.*:/, 'line '), field, value, problem]
        .filter((part) => part !== undefined)
        .join(' | '),
    );
  }
}

describe('kinds of sources', () => {
  it('are the folders with an entry for the configuration', () => {
    const folders = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .filter(({ name }) => readdirSync(resolve(folder, name)).some((file) => file.endsWith('-entry.ts')))
      .map(({ name }) => name);
    expect(Object.keys(SOURCE_TYPES).toSorted()).toEqual(folders.toSorted());
    expect(existsSync(resolve(folder, 'intake'))).toBe(true);
  });

  it('are made of what the configuration says, in its order', () => {
    const sources = sourcesOf([
      '{ type: files, path: seminars }',
      `{ type: ical, url: "\${CALENDAR_URL}", series: tides, every: 30m }`,
      '{ type: csv, url: "https://sheets.example.edu/talks.csv", name: talks, columns: { title: Talk, speaker: Who, start: When } }',
      '{ type: csv, path: talks.csv }',
      '{ type: indico, url: "https://indico.example.org", category: 42 }',
      '{ type: researchseminars, series: NTWeb, as: tides }',
      `{ type: imap, host: imap.example.edu, user: talks@example.edu, auth: password, password: "\${IMAP_PASSWORD}", mailbox: Seminars, review: true }`,
      '{ type: imap, host: outlook.office365.com, user: talks@example.edu, auth: oauth2, tokenUrl: "https://login.example.org/token", clientId: a, refreshToken: b }',
    ]);
    expect(sources.map(({ id }) => id.replace(/\/\w{6}$/, '/…'))).toEqual([
      'files:seminars',
      'ical:calendar.example.edu/…',
      'csv:talks',
      'csv:talks.csv',
      'indico:indico.example.org/42',
      'researchseminars:NTWeb',
      'imap:talks@example.edu@imap.example.edu/Seminars',
      'imap:talks@example.edu@outlook.office365.com/INBOX',
    ]);
    expect(sources.map(({ everyMs }) => everyMs)).toEqual([
      60_000, 1_800_000, 900_000, 60_000, 900_000, 3_600_000, 300_000, 300_000,
    ]);
    // What an address or a password holds is not told with the source's name.
    expect(JSON.stringify(sources.map(({ id }) => id))).not.toContain('hunter2');
  });

  it.each([
    ['{ type: ical }', 'line 4 | url | is missing'],
    [
      '{ type: ical, url: "ftp://a.example/b.ics" }',
      'line 4 | url | ftp://a.example/b.ics | an address beginning with https:// or http://',
    ],
    [
      '{ type: ical, url: "https://a.example/b.ics", series: waves }',
      'line 4 | series | waves | there is no such series; there are tides',
    ],
    ['{ type: ical, url: "https://a.example/b.ics", every: 10s }', 'line 4 | every | 10s | at least 1m'],
    [
      '{ type: ical, url: "https://a.example/b.ics", evry: 1h }',
      'line 4 | evry | 1h | there is no such setting; allowed: type, url, series, dateOrder, every, name, timezone, allowHosts, review',
    ],
    ['{ type: csv }', 'line 4 | url | give either `url` or `path`'],
    ['{ type: indico, url: "https://a.example", category: x }', 'line 4 | category | x | a number'],
    [
      '{ type: researchseminars, series: NTWeb, as: waves }',
      'line 4 | as | waves | there is no such series; there are tides',
    ],
    [
      '{ type: imap, host: a.example, user: b, password: c, security: none }',
      'line 4 | security | none | `none` is for hosts of your own network: name the host in `allowHosts`',
    ],
    [
      '{ type: gopher }',
      'line 4 | type | gopher | allowed: files, csv, ical, indico, researchseminars, imap',
    ],
  ])('%s', (line, problem) => expect(problemsOf(line)).toEqual([problem]));

  it('never repeats a secret in a problem', () => {
    const found = problemsOf('{ type: imap, host: "a b", user: c, password: 12345678 }').join('\n');
    expect(found).toContain('host');
    expect(found).not.toContain('12345678');
    expect(problemsOf(`{ type: indico, url: "\${IMAP_PASSWORD}", category: 1 }`).join()).not.toContain(
      'hunter2',
    );
  });

  it('are given once', () => {
    expect(problemsOf('{ type: csv, path: a.csv }', '{ type: csv, path: a.csv }')).toEqual([
      'line 5 | the same source is given twice',
    ]);
  });
});

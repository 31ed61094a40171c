import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { createSources, SOURCE_TYPES } from '../../src/app/create-sources.ts';
import { systemClock } from '../../src/app/system-clock.ts';
import { COMMANDS } from '../../src/cli/commands.ts';
import { Configuration } from '../../src/settings/config-schema.ts';
import { ENVIRONMENT_NAMES } from '../../src/settings/environment.ts';
import { loadSettings } from '../../src/settings/load-settings.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const README = read('README.md');

const AnyRoute = z.looseObject({ match: z.unknown(), to: z.unknown() });
const Given = z.looseObject({ sources: z.unknown(), routes: z.tuple([AnyRoute]) });

/** What stands under a heading, down to the next one of any level. */
function sectionOf(markdown: string, heading: string): string {
  const begin = markdown.search(new RegExp(`^#+ ${heading}$`, 'm'));
  if (begin < 0) throw new Error(`there is no heading "${heading}"`);
  const [, ...lines] = markdown.slice(begin).split('\n');
  const fences = lines.map((_, index) => lines.slice(0, index).filter((line) => /^```/.test(line)).length);
  const end = lines.findIndex((line, index) => /^#+ /.test(line) && (fences[index] ?? 0) % 2 === 0);
  return lines.slice(0, end < 0 ? undefined : end).join('\n');
}

/** The first column of a table's rows, its head left out. */
function firstCells(markdown: string): readonly string[] {
  const rows = markdown.split('\n').filter((line) => line.startsWith('|'));
  // A bar within a code span is written `\|`.
  return rows.slice(2).map((row) => row.split(/(?<!\\)\|/)[1]?.trim() ?? '');
}

const codeSpans = (text: string): readonly string[] =>
  [...text.matchAll(/`([^`]+)`/g)].map(([, code]) => code ?? '');

describe('environment', () => {
  const documented = firstCells(sectionOf(README, 'Environment'))
    .flatMap(codeSpans)
    .map((code) => code.split('=')[0] ?? '');

  it('every variable is in the README, and every one there is read', () => {
    expect([...new Set(documented)].toSorted()).toEqual(ENVIRONMENT_NAMES.toSorted());
  });

  it('every variable is in .env.example, and every one there is read', () => {
    const listed = [...read('.env.example').matchAll(/^#? ?([A-Z][A-Z0-9_]+)=/gm)].map(
      ([, name]) => name ?? '',
    );
    expect(listed.toSorted()).toEqual(ENVIRONMENT_NAMES.toSorted());
  });

  it('.env.example changes nothing as it stands', () => {
    const values = [...read('.env.example').matchAll(/^[A-Z][A-Z0-9_]+=(.*)$/gm)].map(([, value]) => value);
    expect(values.every((value) => value === '')).toBe(true);
  });
});

describe('configuration', () => {
  const section = sectionOf(README, 'Configuration by example');
  const example = /```yaml\n([\s\S]*?)```/.exec(section)?.[1] ?? '';

  it('the example has every setting there is, and no other', () => {
    const given: unknown = parse(example);
    expect(Object.keys(Object(given)).toSorted()).toEqual(Object.keys(Configuration.shape).toSorted());
  });

  it('the example is accepted, its sources too', () => {
    const config = createTemporaryFolder().write('lectern.yaml', example);
    const settings = loadSettings({ config, variables: variablesOf(example) });
    expect(createSources({ settings, clock: systemClock })).toHaveLength(settings.sources.length);
    expect(settings.policy.routes).toHaveLength(1);
  });

  it('the values of its route are the defaults, as it says', () => {
    const policyOf = (configuration: unknown) => {
      const config = createTemporaryFolder().write('lectern.yaml', stringify(configuration));
      return loadSettings({ config, variables: {} }).policy;
    };
    const { sources: _sources, ...given } = Given.parse(parse(example));
    const [{ match, to }] = given.routes;
    const said = policyOf(given).routes;
    const usual = policyOf({ ...given, routes: [{ match, to }] }).routes;
    // Temporal values compare by identity; as text they compare by what they say.
    expect(JSON.parse(JSON.stringify(said))).toEqual(JSON.parse(JSON.stringify(usual)));
  });

  it('the example of docs/sources.md is accepted', () => {
    const sources = /```yaml\n([\s\S]*?)```/.exec(read('docs/sources.md'))?.[1] ?? '';
    const names = [...sources.matchAll(/\b(?:as|series): ([a-z][a-z-]+)/g)].map(([, name]) => name ?? '');
    const series = [...new Set(names)].map((name) => `  ${name}: { name: ${name} }\n`).join('');
    const config = createTemporaryFolder().write(
      'lectern.yaml',
      `timezone: UTC\nseries:\n${series}${sources}`,
    );
    const settings = loadSettings({ config, variables: variablesOf(sources) });
    expect(createSources({ settings, clock: systemClock })).toHaveLength(Object.keys(SOURCE_TYPES).length);
  });

  it('the example of docs/workspaces.md is accepted', () => {
    const example = /```yaml\n([\s\S]*?)```/.exec(read('docs/workspaces.md'))?.[1] ?? '';
    const config = createTemporaryFolder().write('lectern.yaml', `timezone: UTC\n${example}`);
    const { slack, teams } = loadSettings({ config, variables: variablesOf(example) });
    expect([...slack, ...teams].map(({ workspace }) => workspace.name)).toEqual(['eecs', 'maths', 'uni']);
  });

  it('every type of source is described', () => {
    const text = section + read('docs/sources.md');
    const described = [...text.matchAll(/\btype: ([a-z]+)/g)].map(([, type]) => type ?? '');
    expect([...new Set(described)].toSorted()).toEqual(Object.keys(SOURCE_TYPES).toSorted());
  });
});

describe('commands', () => {
  const documented = firstCells(sectionOf(README, 'Commands'))
    .flatMap(codeSpans)
    .map((code) => code.split(' ')[0] ?? '');

  it('every command is in the README, and every one there exists', () => {
    const names = COMMANDS.map((define) => define().command.name());
    expect([...new Set(documented)].toSorted()).toEqual(names.toSorted());
  });

  it('every option that the README names exists', () => {
    const rows = sectionOf(README, 'Commands')
      .split('\n')
      .filter((line) => line.startsWith('| `'));
    const strange = rows.flatMap((row) => {
      const [first = '', ...rest] = row.split(/(?<!\\)\|/).slice(1);
      const commands = codeSpans(first).map((code) => code.split(' ')[0]);
      const known = COMMANDS.map((define) => define().command)
        .filter((command) => commands.includes(command.name()))
        .flatMap((command) => command.options.map((option) => option.long));
      const named = [...rest.join('|').matchAll(/--[a-z-]+/g)].map(([option]) => option);
      return named
        .filter((option) => !known.includes(option))
        .map((option) => `${commands.join()} ${option}`);
    });
    expect(strange).toEqual([]);
  });

  it('every `lectern COMMAND` in the documents exists', () => {
    const names = COMMANDS.map((define) => define().command.name());
    const called = documents().flatMap((path) =>
      [...read(path).matchAll(/(?:npx lectern|npm run lectern --) ([a-z]+)/g)].map(([, name]) => name ?? ''),
    );
    expect(called.length).toBeGreaterThan(3);
    expect(called.filter((name) => !names.includes(name))).toEqual([]);
  });

  it('every script of npm that the documents name exists', () => {
    const { scripts }: { scripts: Readonly<Record<string, string>> } = JSON.parse(read('package.json'));
    const called = documents().flatMap((path) =>
      [
        ...read(path).matchAll(
          /\bnpm (?:run )?(start|test|[a-z]+(?::[a-z]+)+|demo|check|chaos|bench|lectern)\b/g,
        ),
      ].map(([, name]) => name ?? ''),
    );
    expect(called).toContain('start');
    expect(called.filter((name) => !(name in scripts))).toEqual([]);
  });
});

describe('folders', () => {
  const foldersOf = (path: string): readonly string[] =>
    readdirSync(join(ROOT, path), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
  const holds = (folder: string, ending: string): boolean =>
    readdirSync(join(ROOT, folder)).some((name) => name.endsWith(ending));

  it('every folder of a source that is configured is registered by its name, and every registered one has a folder', () => {
    // A source that is configured has a schema for its entry beside it; `intake` has none: its token switches it on.
    const configured = foldersOf('src/sources').filter(
      (name) => holds(`src/sources/${name}`, '-source.ts') && holds(`src/sources/${name}`, '-entry.ts'),
    );
    expect(Object.keys(SOURCE_TYPES).toSorted()).toEqual(configured.toSorted());
  });

  it('every platform’s folder is wired, and an address can name it', () => {
    const wiring = ['platform-connections.ts', 'compose/compose-platforms.ts'].map((name) =>
      read(`src/app/${name}`),
    );
    const wired = wiring.flatMap((text) =>
      [...text.matchAll(/platforms\/([a-z]+)\/\1-service\.ts/g)].map(([, name]) => name ?? ''),
    );
    expect([...new Set(wired)].toSorted()).toEqual(foldersOf('src/platforms').toSorted());
    for (const name of foldersOf('src/platforms')) expect(README).toContain(`\`${name}:`);
  });
});

describe('links', () => {
  it.each(documents())('every relative link of %s leads somewhere', (path) => {
    const text = read(path).replace(/```[\s\S]*?```/g, '');
    const links = [...text.matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)].map(([, link]) => link ?? '');
    const broken = links.filter((link) => !leadsSomewhere(link, path));
    expect(broken).toEqual([]);
  });
});

/** Everything that people read about the project. */
function documents(): readonly string[] {
  const inDocs = readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md'));
  return ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...inDocs.map((name) => `docs/${name}`)];
}

function leadsSomewhere(link: string, from: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? join(ROOT, from) : join(ROOT, dirname(from), path);
  if (!existsSync(target)) return false;
  if (anchor === undefined) return true;
  const headings = [...readFileSync(target, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    (heading ?? '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s-]/gu, '')
      .replaceAll(' ', '-'),
  );
  return headings.includes(anchor);
}

/** A value for each variable that a configuration takes from the environment: a token, or what fits everywhere else. */
function variablesOf(yaml: string): Readonly<Record<string, string>> {
  const names = [...yaml.matchAll(/\$\{([A-Z0-9_]+)\}/g)].map(([, name]) => name ?? '');
  return Object.fromEntries(
    names.map((name) => {
      const token = /_(BOT|APP)_TOKEN$/.exec(name)?.[1];
      if (token !== undefined) return [name, token === 'BOT' ? `xoxb-${name}` : `xapp-${name}`];
      return [name, name.endsWith('_ID') ? name : 'https://secret.example.edu/of-some-length'];
    }),
  );
}

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const src = resolve(import.meta.dirname, '../src');

/** A folder of a floor, and what it may import besides itself. Imports go down only. */
const RULES: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  support: [],
  ports: ['domain'],
  sources: ['ports', 'domain', 'support'],
  store: ['ports', 'domain', 'support'],
  'platforms/slack': ['ports', 'domain', 'support'],
  'platforms/teams': ['ports', 'domain', 'support'],
  'platforms/preview': ['ports', 'domain', 'support'],
  web: ['ports', 'domain', 'support'],
  settings: ['domain', 'support'],
  pipeline: ['ports', 'domain', 'support'],
  app: [
    'pipeline',
    'sources',
    'store',
    'platforms/slack',
    'platforms/teams',
    'platforms/preview',
    'web',
    'settings',
    'ports',
    'domain',
    'support',
  ],
  cli: ['app', 'settings', 'domain'],
};

/** Packages that only one folder may import. */
const OWNED: Readonly<Record<string, string>> = {
  '@slack/bolt': 'platforms/slack',
  '@slack/web-api': 'platforms/slack',
  '@slack/types': 'platforms/slack',
  botbuilder: 'platforms/teams',
  'botframework-connector': 'platforms/teams',
  'node-cron': 'app',
  dotenv: 'settings',
  kysely: 'store',
  pg: 'store',
  'node:sqlite': 'store',
};

function filesUnder(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return filesUnder(path);
    return path.endsWith('.ts') ? [path] : [];
  });
}

function folderOf(path: string): string {
  const [first = '', second = ''] = relative(src, path).split('/');
  return first === 'platforms' ? `${first}/${second}` : first;
}

/** Import specifiers of static and dynamic imports and re-exports; comments are cut first. */
function importsOf(text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  const pattern = /(?:\bfrom\s*|\bimport\s*\(\s*|\bimport\s+|\brequire\s*\(\s*)['"]([^'"]+)['"]/g;
  return [...code.matchAll(pattern)].map((match) => match[1] ?? '');
}

const files = filesUnder(src).map((path) => ({
  path,
  name: relative(src, path),
  folder: folderOf(path),
  text: readFileSync(path, 'utf8'),
}));

describe('layout of src/', () => {
  it('knows every folder', () => {
    expect([...new Set(files.map((file) => file.folder))].filter((folder) => !(folder in RULES))).toEqual([]);
  });

  it('imports go down only', () => {
    const uphill = files.flatMap(({ path, name, folder, text }) =>
      importsOf(text)
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => folderOf(resolve(dirname(path), specifier)))
        .filter((target) => target !== folder && !RULES[folder]?.includes(target))
        .map((target) => `${name} imports ${target}`),
    );
    expect(uphill).toEqual([]);
  });

  it('packages stay in the folder that owns them', () => {
    const strays = files.flatMap(({ name, folder, text }) =>
      importsOf(text).flatMap((specifier) => {
        const owner = Object.entries(OWNED).find(
          ([pkg]) => specifier === pkg || specifier.startsWith(`${pkg}/`),
        );
        return owner && owner[1] !== folder ? [`${name} imports ${specifier}`] : [];
      }),
    );
    expect(strays).toEqual([]);
  });

  it('the domain needs no package beyond zod', () => {
    const foreign = files
      .filter((file) => file.folder === 'domain')
      .flatMap(({ name, text }) =>
        importsOf(text)
          .filter(
            (specifier) => !specifier.startsWith('.') && specifier !== 'zod' && specifier !== 'node:crypto',
          )
          .map((specifier) => `${name} imports ${specifier}`),
      );
    expect(foreign).toEqual([]);
  });

  it('only settings reads the environment', () => {
    const readers = files.filter((file) => file.folder !== 'settings' && /\bprocess\.env\b/.test(file.text));
    expect(readers.map((file) => file.name)).toEqual([]);
  });

  it('no module imports itself in a circle', () => {
    const graph = new Map(
      files.map(({ path, text }) => [
        path,
        importsOf(text)
          .filter((specifier) => specifier.startsWith('.'))
          .map((specifier) => resolve(dirname(path), specifier)),
      ]),
    );
    const circles: string[] = [];
    const done = new Set<string>();
    const walk = (path: string, trail: readonly string[]): void => {
      const at = trail.indexOf(path);
      if (at >= 0) {
        circles.push([...trail.slice(at), path].map((step) => relative(src, step)).join(' → '));
        return;
      }
      if (done.has(path)) return;
      for (const next of graph.get(path) ?? []) walk(next, [...trail, path]);
      done.add(path);
    };
    for (const path of graph.keys()) walk(path, []);
    expect(circles).toEqual([]);
  });

  it('has no drawers for odds and ends, and no file above 400 lines', () => {
    const drawers = files.filter((file) =>
      /(^|\/)(utils?|helpers?|common|lib|misc)(\/|\.ts$)/.test(file.name),
    );
    expect(drawers.map((file) => file.name)).toEqual([]);
    expect(files.filter((file) => file.text.split('\n').length > 401).map((file) => file.name)).toEqual([]);
  });
});

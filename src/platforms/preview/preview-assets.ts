import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type AssetSource, type Assets, createAssets } from '../../support/static-assets.ts';
import { adaptSlackStyle } from './slack-style.ts';

export const ASSET_PREFIX = '/preview/assets/';

const { resolve } = createRequire(import.meta.url);
const STYLE = 'text/css; charset=utf-8';
const SCRIPT = 'text/javascript; charset=utf-8';

/** Modules that import each other by these names. */
const SCRIPTS = [
  'panel.js',
  'posts.js',
  'drafts.js',
  'asking.js',
  'more.js',
  'elements.js',
  'drawing.js',
  'teams-host.js',
  'clipboard.js',
] as const;

/** What the panel loads: our own files, and the drawing libraries' as they lie in their packages. */
export function createPreviewAssets(): Assets {
  return createAssets(ASSET_PREFIX, {
    'panel.css': own('panel.css', STYLE),
    'slack.css': {
      type: STYLE,
      load: async () =>
        adaptSlackStyle(await readFile(resolve('slack-blocks-to-jsx/dist/style.css'), 'utf8')),
    },
    ...Object.fromEntries(SCRIPTS.map((name) => [name, own(name, SCRIPT)])),
    'adaptivecards.js': {
      type: SCRIPT,
      load: () => readFile(resolve('adaptivecards/dist/adaptivecards.min.js')),
    },
  });
}

function own(name: string, type: string): AssetSource {
  return { type, load: () => readFile(join(import.meta.dirname, 'page', name)) };
}

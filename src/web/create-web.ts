import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { HttpRoute } from '../ports/platform-service.ts';
import { createAssets } from '../support/static-assets.ts';
import { createFeedRoutes } from './feed-routes.ts';
import { createPageRoutes } from './page-routes.ts';
import type { WebOptions } from './web-options.ts';

const ASSET_PREFIX = '/assets/';

/** Pages, calendar feeds and the read-only API, for the one HTTP server. */
export function createWeb(options: WebOptions): readonly HttpRoute[] {
  const own = (name: string, type: string) => ({
    type,
    load: () => readFile(join(import.meta.dirname, 'page', name)),
  });
  const assets = createAssets(ASSET_PREFIX, {
    'page.css': own('page.css', 'text/css; charset=utf-8'),
    'page.js': own('page.js', 'text/javascript; charset=utf-8'),
    'icon.svg': own('icon.svg', 'image/svg+xml'),
  });
  const get = (
    path: string,
    handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
  ): HttpRoute => ({ method: 'GET', path, handle });
  const pages = createPageRoutes(options, assets);
  const feeds = createFeedRoutes(options);
  return [
    get('/', pages.home),
    get('/seminars/*', async (request, response) => {
      if (/\.ics(?:\?|$)/.test(request.url ?? '')) await feeds.seminarCalendar(request, response);
      else await pages.seminar(request, response);
    }),
    get('/calendar.ics', feeds.calendar),
    get('/series/*', feeds.seriesCalendar),
    get('/feed.xml', feeds.atom),
    get('/api/seminars', feeds.json),
    get(`${ASSET_PREFIX}*`, assets.handle),
  ];
}

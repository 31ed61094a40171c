import type { IncomingMessage, ServerResponse } from 'node:http';
import { html } from 'hono/html';
import { titleOf } from '../domain/cards/naming.ts';
import { speakersWithAffiliation } from '../domain/cards/people.ts';
import { whenText } from '../domain/cards/timing.ts';
import { SeminarId } from '../domain/ids.ts';
import type { Seminar } from '../domain/seminar.ts';
import type { PanelView } from '../ports/page-panel.ts';
import { sendReply, urlOf } from '../support/http-reply.ts';
import { isLocalRequest } from '../support/local-request.ts';
import type { Assets } from '../support/static-assets.ts';
import { isShown, lookFor } from './audience.ts';
import { renderHome } from './home-page.ts';
import { type PageParts, renderPage } from './layout.ts';
import { renderSeminar } from './seminar-page.ts';
import type { WebOptions } from './web-options.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export interface PageRoutes {
  readonly home: Handler;
  /** `/seminars/ID` */
  readonly seminar: Handler;
}

const MOST_SEMINARS = 200;
const MOST_DRAFTS = 20;
const HTML = 'text/html; charset=utf-8';

export function createPageRoutes(options: WebOptions, assets: Assets): PageRoutes {
  const { read, policy, clock, log, loopback, panel } = options;

  async function frame(
    page: Pick<PageParts, 'title' | 'description' | 'main' | 'shape' | 'sections'>,
    view?: PanelView,
  ): Promise<string> {
    const [style, script, icon] = await Promise.all([
      assets.address('page.css'),
      assets.address('page.js'),
      assets.address('icon.svg'),
    ]);
    return renderPage({
      ...page,
      locale: policy.locale,
      icon,
      styles: [style, ...(view?.styles ?? [])],
      scripts: [script, ...(view?.scripts ?? [])],
    });
  }

  /** The list must be there even where the channels are not. */
  async function renderPanel(local: boolean, request: IncomingMessage): Promise<PanelView | undefined> {
    try {
      return await panel?.render({ local, cookies: request.headers.cookie ?? '' });
    } catch (error) {
      log.error('the channels could not be shown', { error });
      return undefined;
    }
  }

  async function findSeminar(request: IncomingMessage, local: boolean): Promise<Seminar | undefined> {
    const id = SeminarId.safeParse(urlOf(request).pathname.slice('/seminars/'.length));
    const seminar = id.success ? await read.seminars.get(id.data) : undefined;
    return seminar && isShown(seminar, lookFor(policy, clock.now(), local)) ? seminar : undefined;
  }

  return {
    async home(request, response) {
      const local = isLocalRequest(request, loopback);
      const now = clock.now();
      const look = lookFor(policy, now, local);
      const found = await read.seminars.find({
        endsAfter: now,
        publication: 'published',
        limit: MOST_SEMINARS,
        ...(local ? {} : { audience: 'public' }),
      });
      const drafts = local ? await read.seminars.find({ publication: 'draft', limit: MOST_DRAFTS }) : [];
      const view = await renderPanel(local, request);
      const main = renderHome({
        seminars: found.filter((seminar) => isShown(seminar, look)),
        drafts,
        look,
        local,
        ...(view ? { panel: view } : {}),
      });
      const sections = [
        { href: '#upcoming', label: 'Upcoming' },
        { href: '#channels', label: 'Channels' },
      ];
      const title = 'Upcoming seminars';
      const description = 'What is coming up: titles, speakers, times and places.';
      const shape = view ? 'wide' : 'narrow';
      const body = await frame(
        { title: `${title} · Lectern`, description, main, shape, ...(view ? { sections } : {}) },
        view,
      );
      sendReply(request, response, { type: HTML, body, headers: { Vary: 'Cookie' } });
    },

    async seminar(request, response) {
      const local = isLocalRequest(request, loopback);
      const seminar = await findSeminar(request, local);
      if (!seminar) {
        const main = html`<h1>There is no such seminar</h1><p>It may have been removed, or it is not public. <a href="/">See what is coming up</a>.</p>`;
        const body = await frame({
          title: 'Not found · Lectern',
          description: 'Not found',
          main,
          shape: 'narrow',
        });
        return sendReply(request, response, { status: 404, type: HTML, body, cache: 'no-store' });
      }
      const look = lookFor(policy, clock.now(), local);
      const description = [whenText(seminar, look), speakersWithAffiliation(seminar, look)]
        .filter((part) => part !== undefined)
        .join('. ');
      const body = await frame({
        title: `${titleOf(seminar, look)} · Lectern`,
        description,
        main: renderSeminar(seminar, look),
        shape: 'narrow',
      });
      sendReply(request, response, { type: HTML, body });
    },
  };
}

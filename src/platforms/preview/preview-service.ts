import type { Policy } from '../../domain/policy.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Desk } from '../../ports/desk.ts';
import type { Log } from '../../ports/log.ts';
import type { PagePanel } from '../../ports/page-panel.ts';
import type { PlatformService } from '../../ports/platform-service.ts';
import type { Store } from '../../ports/store.ts';
import type { WaitingList } from '../../ports/waiting-list.ts';
import { createAskHandler } from './ask-route.ts';
import { createBoardFeed } from './board-feed.ts';
import { createCardDrawings } from './card-drawings.ts';
import { createReadStates } from './channel-state.ts';
import { createCopyHandler } from './copy-route.ts';
import type { Drawing } from './drawing.ts';
import { createEventHandler } from './event-route.ts';
import { createMoreHandler } from './more-route.ts';
import { readChannels } from './panel-content.ts';
import { renderPanel } from './panel-view.ts';
import { createPostView } from './post-view.ts';
import { ASSET_PREFIX, createPreviewAssets } from './preview-assets.ts';
import { createPreviewChat } from './preview-chat.ts';
import { createShowPost } from './shown-post.ts';
import { createSlackDrawer } from './slack-drawer.ts';

export interface PreviewOptions {
  readonly store: Store;
  readonly desk: Desk;
  readonly policy: Policy;
  readonly clock: Clock;
  readonly log: Log;
  readonly draw: Drawing;
  /** The server is bound to loopback: without it the page is read-only for everybody. */
  readonly loopback: boolean;
  /** What waits for a word; absent: it is not shown. */
  readonly waiting?: WaitingList;
}

/** The preview: a platform like the others, whose channels are shown on the service's own front page. */
export interface PreviewService extends PlatformService {
  readonly panel: PagePanel;
}

export function createPreviewService(options: PreviewOptions): PreviewService {
  const { store, policy, clock, draw, loopback } = options;
  const log = options.log.with({ platform: 'preview' });
  const feed = createBoardFeed(store, log);
  const assets = createPreviewAssets();
  const showPost = createShowPost(store.read, policy, clock);
  const readStates = createReadStates(store.read);
  const drawer = createSlackDrawer();
  const view = createPostView(policy, createCardDrawings(draw, drawer, log));
  const events = createEventHandler({
    feed,
    read: store.read,
    policy,
    clock,
    log,
    loopback,
    showPost,
    readStates,
    view,
  });

  return {
    chat: createPreviewChat(store, clock),
    routes: [
      { method: 'GET', path: '/preview/events', handle: events.handle },
      {
        method: 'GET',
        path: '/preview/copy',
        handle: createCopyHandler({ read: store.read, showPost, draw, loopback }),
      },
      {
        method: 'GET',
        path: '/preview/more',
        handle: createMoreHandler({ read: store.read, readStates, loopback }),
      },
      { method: 'POST', path: '/preview/ask', handle: createAskHandler({ ...options, log, view }) },
      { method: 'GET', path: `${ASSET_PREFIX}*`, handle: assets.handle },
    ],
    panel: {
      async render({ local, cookies }) {
        // First the cursor, then the board: what is written in between is sent again rather than missed.
        const cursor = await feed.cursor();
        const channels = await readChannels(store.read, showPost, readStates, local);
        const waiting = local ? ((await options.waiting?.list()) ?? []) : [];
        const drawing = /(?:^|;\s*)drawing=teams(?:;|$)/.test(cookies) ? 'teams' : 'slack';
        await view.prepare(
          [...waiting, ...channels.flatMap(({ posts }) => posts)].map(({ card }) => card),
          local,
        );
        const markup = await renderPanel({ channels, waiting, cursor, local, drawing }, policy, view);
        const addresses = (names: readonly string[]) =>
          Promise.all(names.map((name) => assets.address(name)));
        return {
          html: markup.toString(),
          styles: await addresses(['slack.css', 'panel.css']),
          scripts: await addresses(['panel.js']),
        };
      },
    },
    async start() {},
    async stop() {
      events.close();
      feed.stop();
      await drawer.close();
    },
    health: () => ({ ready: true, detail: 'shown on the front page' }),
  };
}

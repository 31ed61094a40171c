import { startHttpServer } from '../../../src/app/http-server.ts';
import { systemClock } from '../../../src/app/system-clock.ts';
import type { Card } from '../../../src/domain/card.ts';
import { composeCard } from '../../../src/domain/cards/compose.ts';
import {
  type ChannelId,
  channelIdOf,
  type MessageId,
  NoticeId,
  RouteId,
  readableDigest,
} from '../../../src/domain/ids.ts';
import type { NoticeKind } from '../../../src/domain/notice.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import type { RouteIndex, Target } from '../../../src/domain/route.ts';
import type { Seminar } from '../../../src/domain/seminar.ts';
import type { Surface } from '../../../src/domain/viewer.ts';
import { createDesk } from '../../../src/pipeline/desk/desk.ts';
import { createWaitingList } from '../../../src/pipeline/desk/waiting-list.ts';
import type { PlanContext } from '../../../src/pipeline/plan/plan-context.ts';
import { PREVIEW_LANE } from '../../../src/platforms/preview/preview-address.ts';
import { createPreviewService, type PreviewService } from '../../../src/platforms/preview/preview-service.ts';
import { renderSlack } from '../../../src/platforms/slack/card/render-slack.ts';
import { renderTeams } from '../../../src/platforms/teams/card/render-teams.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Log } from '../../../src/ports/log.ts';
import type { Store } from '../../../src/ports/store.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { createWeb } from '../../../src/web/create-web.ts';
import { samplePolicy } from './sample-records.ts';

/** The real page: store, desk, preview, web pages and HTTP server on a free port of 127.0.0.1. */
export interface PreviewHouse {
  readonly url: string;
  readonly store: Store;
  readonly preview: PreviewService;
  /** What it plans and answers with. */
  readonly context: PlanContext;
  /** Puts records into the store. */
  keep(...seminars: readonly Seminar[]): Promise<void>;
  /** Posts a card about a seminar, as the dispatcher does: message and post row. */
  say(
    kind: 'announcement' | 'reminder' | 'startingNow',
    seminar: Seminar,
    channel?: ChannelId,
  ): Promise<MessageId>;
  compose(kind: 'announcement' | 'reminder' | 'startingNow', seminar: Seminar): Card;
  close(): Promise<void>;
}

export interface HouseOptions {
  readonly policy?: Partial<Policy>;
  readonly clock?: Clock;
  /** The address that the server is said to be bound to; it really is 127.0.0.1 always. */
  readonly loopback?: boolean;
  readonly withoutPreview?: boolean;
  readonly storeUrl?: string;
  /** A free one otherwise. */
  readonly port?: number;
}

export const silentLog: Log = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  with: () => silentLog,
};

export const CHANNEL: ChannelId = channelIdOf(PREVIEW_LANE, '#data-science');

export async function openHouse(options: HouseOptions = {}): Promise<PreviewHouse> {
  const clock = options.clock ?? systemClock;
  const policy: Policy = { ...samplePolicy, ...options.policy };
  const store = await openStore(options.storeUrl ?? 'sqlite::memory:', { clock, log: silentLog });
  const desk = createDesk({
    store,
    policy,
    routes: () => everythingTo(CHANNEL),
    clock,
    log: silentLog,
    replan: async () => {},
    composeCard,
  });
  const loopback = options.loopback ?? true;
  const preview = createPreviewService({
    store,
    desk,
    policy,
    clock,
    log: silentLog,
    loopback,
    draw: { slack: renderSlack, teams: (card) => renderTeams(card).card },
    waiting: createWaitingList({ read: store.read, policy, clock, composeCard }),
  });
  const panel = options.withoutPreview ? {} : { panel: preview.panel };
  const web = createWeb({ read: store.read, policy, clock, log: silentLog, loopback, ...panel });
  const server = await startHttpServer({
    host: '127.0.0.1',
    port: options.port ?? 0,
    routes: [...web, ...preview.routes],
    log: silentLog,
  });
  await preview.start();

  const compose: PreviewHouse['compose'] = (kind, seminar) =>
    composeCard(
      { kind, seminar },
      {
        now: clock.now(),
        locale: policy.locale,
        timezone: policy.timezone,
        surface: SURFACE,
        command: policy.command,
        seriesOf: (one) => policy.series.find((series) => series.id === one.series),
        ...(policy.publicUrl === undefined ? {} : { publicUrl: policy.publicUrl }),
      },
    );

  return {
    url: server.url,
    store,
    preview,
    context: { policy, routes: everythingTo(CHANNEL) },
    async keep(...seminars) {
      await store.transaction(async (tx) => {
        for (const seminar of seminars) await tx.seminars.put(seminar);
      });
    },
    async say(kind, seminar, channel = CHANNEL) {
      const key = `${kind}-${seminar.id}-${clock.now()}`;
      const outcome = await preview.chat.post({ channel, card: compose(kind, seminar), key });
      if (outcome.type !== 'posted') throw new Error(`not posted: ${outcome.reason}`);
      await keepPost(store, { kind, seminar, channel, message: outcome.message, at: clock.now() });
      return outcome.message;
    },
    compose,
    async close() {
      await preview.stop();
      await server.close(200);
      await store.close();
    },
  };
}

/** Members see the link at once, so that a page which shows it to others is caught. */
const SURFACE: Surface = { type: 'channel', channel: CHANNEL, audience: 'members', joinLink: 'always' };

async function keepPost(
  store: Store,
  said: {
    readonly kind: NoticeKind;
    readonly seminar: Seminar;
    readonly channel: ChannelId;
    readonly message: MessageId;
    readonly at: Temporal.Instant;
  },
): Promise<void> {
  const { kind, seminar, channel, message, at } = said;
  const id = NoticeId.parse(readableDigest(`${kind}${seminar.id}${channel}${message}`, 10));
  await store.transaction((tx) =>
    tx.posts.put({ id, lane: PREVIEW_LANE, channel, kind, seminars: [seminar.id], message, postedAt: at }),
  );
}

function everythingTo(channel: ChannelId): RouteIndex {
  const target: Target = {
    channel,
    routes: [RouteId.parse('all')],
    announce: 'never',
    remind: [],
    startingNow: false,
    joinLink: 'always',
    changes: 'auto',
    audience: 'members',
  };
  return {
    targetsFor: () => [target],
    targetAt: (_seminar, at) => (at === channel ? target : undefined),
  };
}

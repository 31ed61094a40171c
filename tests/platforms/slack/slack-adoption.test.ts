import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import {
  type ChannelId,
  InstallationId,
  MessageId,
  RouteId,
  splitChannelId,
} from '../../../src/domain/ids.ts';
import { mergedOf } from '../../../src/domain/merge.ts';
import type { Seminar } from '../../../src/domain/seminar.ts';
import { createDispatcher } from '../../../src/pipeline/dispatch/dispatcher.ts';
import { saveSeminars } from '../../../src/pipeline/plan/save-seminars.ts';
import { buildRouteIndex } from '../../../src/pipeline/targets/route-index.ts';
import type { ChatPlatform } from '../../../src/ports/chat-platform.ts';
import type { Store } from '../../../src/ports/store.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { movedCard } from '../../contracts/sample-cards.ts';
import { aSeminar } from '../../domain/sample-seminar.ts';
import { aPolicy, aRoute } from '../../pipeline/plan/kit.ts';
import { SlackServer } from '../../support/slack-server/slack-server.ts';
import { untilTrue } from '../../support/until-true.ts';
import { addressOf, createLogBook, serviceFor, systemClock } from './slack-harness.ts';

let slack: SlackServer;
afterEach(() => slack.close());

const ONE = InstallationId.parse('11111111-1111-4111-8111-111111111111');
const TWO = InstallationId.parse('22222222-2222-4222-8222-222222222222');

async function open(): Promise<{ readonly chat: ChatPlatform; readonly channel: ChannelId }> {
  slack = await SlackServer.start();
  slack.workspace.addChannel('tides');
  const { chat } = await serviceFor(slack, { timeoutMs: 5_000 });
  const resolved = await chat.resolve(addressOf('#tides'));
  if (resolved.type !== 'resolved') throw new Error(resolved.reason);
  return { chat, channel: resolved.channel };
}

const lately = (channel: ChannelId) => ({
  channel,
  from: Temporal.Now.instant().subtract({ minutes: 5 }),
  to: Temporal.Now.instant().add({ minutes: 5 }),
});

describe('surveying a channel', () => {
  it('tells by whom each post is, on every page, and what carries no mark is left out', async () => {
    const { chat, channel } = await open();
    const mark = { installation: ONE, store: TWO };
    const first = await chat.post({ channel, card: movedCard, key: 'first', mark });
    await chat.post({ channel, card: movedCard, key: 'unmarked' });
    for (let i = 0; i < 230; i += 1) {
      slack.workspace.store({
        channel: splitChannelId(channel).native,
        user: 'U0PERSON',
        text: 'talk',
        blocks: [],
        broadcast: false,
        mrkdwn: true,
        unfurls: false,
      });
    }
    const survey = await chat.survey?.(lately(channel));
    if (survey?.type !== 'surveyed' || first.type !== 'posted') throw new Error('nothing was surveyed');
    expect(survey.extent).toBe('whole');
    expect(survey.posts).toMatchObject([{ message: first.message, key: 'first', by: mark }]);
    const [seen] = survey.posts;
    const age = seen ? seen.postedAt.until(Temporal.Now.instant()).total('minutes') : Number.NaN;
    expect(Math.abs(age)).toBeLessThan(5);
  });

  it('says that it cannot where it is not a member', async () => {
    const { chat, channel } = await open();
    const stands = slack.workspace.channels.get(splitChannelId(channel).native);
    if (stands) stands.member = false;
    expect(await chat.survey?.(lately(channel))).toMatchObject({ extent: 'unreadable', posts: [] });
  });
});

/** An empty store that serves the workspace; returns once everything is at rest. */
async function serve(
  chat: ChatPlatform,
  channel: ChannelId,
  seminar: Seminar,
  quiet: (store: Store) => Promise<boolean>,
): Promise<{ readonly told: readonly string[]; readonly store: Store }> {
  const log = createLogBook();
  const store = await openStore('sqlite::memory:', { clock: systemClock, log });
  onTestFinished(() => store.close());
  const route = aRoute({ id: RouteId.parse('all'), match: { all: true }, to: [addressOf('#tides')] });
  const policy = aPolicy({ mode: 'live', routes: [route] });
  const routes = buildRouteIndex(policy, new Map([['slack:#tides', channel]]));
  const told: string[] = [];
  const dispatcher = createDispatcher({
    store,
    platforms: () => new Map([[chat.lane, chat]]),
    routes: () => routes,
    policy,
    clock: systemClock,
    log,
    holder: 'test',
    random: () => 0.5,
    tellOperators: async (text) => void told.push(text),
  });
  await store.transaction(async (tx) => {
    await tx.directory.putChannel({ id: channel, lane: chat.lane, name: '#tides', kind: 'channel' });
    const change = { id: seminar.id, fields: mergedOf(seminar), publication: seminar.publication };
    await saveSeminars(tx, [change], { policy, routes }, systemClock.now());
  });
  await dispatcher.start();
  await untilTrue(() => quiet(store));
  await dispatcher.stop({ drainMs: 5_000 });
  return { told, store };
}

describe('a store that was lost', () => {
  it('finds its posts in Slack by their marks: nothing is said again, and the card is brought up to date', async () => {
    const { chat, channel } = await open();
    const start = Temporal.Now.instant().add({ hours: 50 }).round('second');
    const record = aSeminar({ start, end: start.add({ hours: 1 }) });
    const sent = async (store: Store) =>
      (await store.read.outbox.find({ kinds: ['announcement'], states: ['sent'] })).length === 1;
    await serve(chat, channel, record, sent);
    const native = splitChannelId(channel).native;
    expect(slack.messagesIn(native)).toHaveLength(1);

    const changed = { ...record, venue: { ...record.venue, room: '1-101' } };
    const edited = async (store: Store) =>
      (await sent(store)) && JSON.stringify(slack.messagesIn(native)[0]?.blocks).includes('1-101');
    const { told, store } = await serve(chat, channel, changed, edited);
    expect(slack.messagesIn(native)).toHaveLength(1);
    expect(told[0]).toContain('1 message of an earlier one stands in 1 channel');
    const [announcement] = await store.read.outbox.find({ kinds: ['announcement'] });
    const post = announcement && (await store.read.posts.get(announcement.id));
    expect(post?.message).toBe(MessageId.parse(slack.messagesIn(native)[0]?.ts ?? ''));
  });
});

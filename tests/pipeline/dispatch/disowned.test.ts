import { expect, it } from 'vitest';
import { composeCard } from '../../../src/domain/cards/compose.ts';
import { LeaseToken, type MessageId } from '../../../src/domain/ids.ts';
import { opaqueKeyOf } from '../../../src/domain/notice.ts';
import { beginGroup } from '../../../src/pipeline/dispatch/begin.ts';
import type { EditJob, Job, PostJob } from '../../../src/pipeline/dispatch/decision.ts';
import type { Outcome } from '../../../src/pipeline/dispatch/flight.ts';
import { settleGroup } from '../../../src/pipeline/dispatch/settle/settle.ts';
import { aSeminar } from '../../domain/sample-seminar.ts';
import { type ChatOptions, connectChat } from '../../support/fake-chat.ts';
import { CHANNEL, LANE, openWorld, type World } from './world.ts';

const DUE = '2026-11-26T09:00:00+10:00';
const TOKEN = LeaseToken.parse('of the one that was frozen');
const card = composeCard(
  { kind: 'message', text: 'Sent late.' },
  {
    now: Temporal.Instant.from(DUE),
    locale: 'en-AU',
    surface: { type: 'channel', channel: CHANNEL, audience: 'members', joinLink: 'never' },
    command: '/seminar',
    seriesOf: () => undefined,
    timezone: 'Australia/Brisbane',
  },
);

/** What a process had just begun when it froze: `sending` is committed, the request has not left. */
async function beginAndFreeze(world: World, kinds: 'posts' | 'edits'): Promise<Job> {
  const now = world.clock.now();
  const [notice] = await world.store.transaction((tx) =>
    tx.outbox.claim({ lane: LANE, now, token: TOKEN, kinds, limit: 1 }),
  );
  if (!notice) throw new Error('nothing is due');
  const [job] = await beginGroup(world.store, [await jobFor(world, notice)], TOKEN, now);
  if (!job) throw new Error('it was not begun');
  return job;
}

async function jobFor(world: World, notice: PostJob['notice']): Promise<PostJob | EditJob> {
  const { key } = notice;
  const facts = { notice, card, shown: 'late' };
  if (key.kind !== 'edit') {
    const seminars = notice.seminar ? [notice.seminar] : [];
    return { type: 'post', seminars, besides: [], ...facts };
  }
  const post = await world.store.read.posts.get(key.post);
  if (!post?.message) throw new Error('there is nothing to edit');
  return { type: 'edit', post: { ...post, message: post.message }, ...facts };
}

/** It thaws, its request leaves, and the answer comes back to it. */
async function thaw(world: World, job: Job, chat: Partial<ChatOptions> = {}): Promise<MessageId> {
  const { server, clock, store, policy, context } = world;
  let message: MessageId;
  let outcome: Outcome;
  if (job.type === 'post') {
    message = server.store({ channel: CHANNEL, card, key: opaqueKeyOf(job.notice.id, store.installation) });
    outcome = { type: 'posted', message };
  } else {
    message = job.post.message;
    server.edit(message, card);
    outcome = { type: 'done' };
  }
  const platform = connectChat(server, clock, { lane: LANE, ...chat });
  const flight = { job, token: TOKEN, begunAt: clock.now(), platform, probe: false };
  await settleGroup(store, [{ flight, outcome, at: clock.now() }], {
    now: clock.now(),
    policy,
    routes: context.routes,
    random: () => 0.5,
    credentialsAt: clock.now(),
  });
  await clock.advance({ seconds: 30 });
  return message;
}

const posts = (world: World): number => world.server.requests.filter(({ type }) => type === 'post').length;

it('takes its copy back where the next holder has said it meanwhile', async () => {
  const world = await openWorld();
  await world.save(aSeminar());
  await world.clock.advanceTo(DUE);
  const job = await beginAndFreeze(world, 'posts');
  await world.start();
  await world.clock.advance({ minutes: 2 });
  expect([posts(world), world.kinds()]).toEqual([1, ['announcement']]);
  const copy = await thaw(world, job);
  expect(world.server.has(copy)).toBe(false);
  expect(world.kinds()).toEqual(['announcement']);
  expect((await world.notice('announcement')).state).toBe('sent');
  // It is nobody's any more: what changes edits the one that stands.
  await world.save(aSeminar({ venue: { room: '1-101' } }));
  await world.clock.advance({ seconds: 30 });
  expect(world.server.standing().map((message) => world.words(message).includes('1-101'))).toEqual([true]);
});

it('is the one where nothing was sent in its place', async () => {
  const world = await openWorld();
  await world.save(aSeminar());
  await world.clock.advanceTo(DUE);
  const job = await beginAndFreeze(world, 'posts');
  world.server.fault = ({ type }) =>
    type === 'post' ? { type: 'throttle', afterMs: 600_000, scope: 'lane' } : undefined;
  await world.start();
  await world.clock.advance({ minutes: 2 });
  expect((await world.notice('announcement')).state).toBe('due');
  world.server.fault = () => undefined;
  const message = await thaw(world, job);
  await world.clock.advance({ minutes: 20 });
  expect(world.server.standing().map((one) => one.message)).toEqual([message]);
  const notice = await world.notice('announcement');
  expect((await world.ledger(notice)).at(-1)).toBe('sent: It had arrived after all: its answer came late.');
  // It was drawn long ago: it is made to show what holds.
  expect(world.words(world.server.standing()[0])).toContain('foam of breaking waves');
});

it('is kept true from now on where it was given up because it may have arrived', async () => {
  const chat = { capabilities: { find: false } };
  const world = await openWorld({ chat });
  await world.save(aSeminar());
  await world.clock.advanceTo('2026-12-03T10:45:00+10:00');
  await world.store.transaction(async (tx) => {
    const others = await tx.outbox.find({ states: ['due'] });
    const at = world.clock.now();
    const early = others.filter(({ kind, detail }) => kind !== 'reminder' || detail.offset !== '15m');
    await tx.outbox.step(
      early.map(({ id }) => ({ notice: id, from: ['due'], to: 'skipped', at, reason: 'not of interest' })),
    );
  });
  const job = await beginAndFreeze(world, 'posts');
  await world.start();
  await world.clock.advance({ minutes: 1 });
  expect((await world.store.read.outbox.get(job.notice.id))?.state).toBe('skipped');
  await thaw(world, job, chat);
  expect(world.server.standing().map((one) => world.words(one))).toEqual([
    expect.stringContaining('foam of breaking waves'),
  ]);
});

it('edits once more what an edit of long ago may have put back', async () => {
  const world = await openWorld();
  await world.save(aSeminar());
  await world.clock.advanceTo(DUE);
  const first = await world.start();
  await world.clock.advance({ seconds: 5 });
  await first.dispatcher.stop({ drainMs: 0 });
  await world.save(aSeminar({ venue: { room: '1-101' } }));
  const job = await beginAndFreeze(world, 'edits');
  await world.start();
  await world.clock.advance({ minutes: 2 });
  expect(world.words(world.server.standing()[0])).toContain('1-101');
  await thaw(world, job);
  expect(world.words(world.server.standing()[0])).toContain('1-101');
});

import type { ChannelId, NoticeId, SeminarId } from '../../../src/domain/ids.ts';
import type { Notice } from '../../../src/domain/notice.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import type { Post } from '../../../src/domain/post.ts';
import { buildRouteIndex } from '../../../src/pipeline/targets/route-index.ts';
import type { Store } from '../../../src/ports/store.ts';
import type { Talk } from '../play.ts';
import type { Stage } from '../stage.ts';
import type { Sighting } from '../watcher.ts';
import { collectEvidence } from './evidence.ts';
import type { Case } from './verdict.ts';

/** Reads everything that the judge needs, once. */
export async function buildCase(
  stage: Stage,
  store: Store,
  policy: Policy,
  talks: readonly Talk[],
  sightings: (seminar: SeminarId) => readonly Sighting[],
  circumstances: Pick<Case, 'freezes' | 'delays'>,
): Promise<Case> {
  const ids = talks.map(({ plan }) => plan.id);
  const addresses = new Map<string, ChannelId>();
  for (const { text } of policy.routes.flatMap(({ to }) => to)) {
    const channel = await store.read.directory.resolved(text);
    if (channel) addresses.set(text, channel);
  }
  const notices = new Map<NoticeId, Notice>();
  for (const notice of await store.read.outbox.find({})) notices.set(notice.id, notice);
  const spokenOf = [...new Set([...notices.values()].flatMap(({ seminar }) => seminar ?? []))];
  const posts = new Map<NoticeId, Post>();
  for (const post of await store.read.posts.ofSeminars(spokenOf)) posts.set(post.id, post);
  return {
    store,
    policy,
    routes: buildRouteIndex(policy, addresses),
    talks,
    seminars: new Map((await store.read.seminars.many(ids)).map((seminar) => [seminar.id, seminar])),
    notices,
    posts,
    history: Map.groupBy(await store.read.outbox.history({}), ({ notice }) => notice),
    exhibits: collectEvidence(stage, spokenOf),
    sightings,
    ...circumstances,
  };
}

import type { LaneId, LeaseToken, NoticeId } from '../../domain/ids.ts';
import type { Post } from '../../domain/post.ts';
import type { NoticeStep } from '../../ports/store/outbox.ts';
import type { Store, StoreWriter } from '../../ports/store.ts';
import type { Decision, Job, PostJob } from './decision.ts';
import { WORDS } from './ledger-words.ts';
import { isPutBack } from './verdicts.ts';

interface BeginOptions {
  /** The lane whose turn it is. */
  readonly by?: LaneId;
  /** Called with the jobs when everybody can read that they are `sending`, which may be before it is on disk. */
  readonly readable?: (jobs: readonly Job[]) => void;
}

/**
 * One transaction for a group of decisions: verdicts are carried out, and what is to be sent becomes `sending`, with
 * its post's row, before any request leaves. Resolves, once that is on disk, to the jobs that may leave: those whose
 * claim still held.
 */
export async function beginGroup(
  store: Store,
  decisions: readonly Decision[],
  token: LeaseToken,
  now: Temporal.Instant,
  { by, readable }: BeginOptions = {},
): Promise<readonly Job[]> {
  // Claims that go back say nothing that matters (`sending` and reasons do).
  const durable = decisions.some((decision) => decision.type !== 'verdict' || !isPutBack(decision));
  let begun: readonly Job[] = [];
  return store.transaction(
    async (tx) => {
      begun = await carryOut(tx, decisions, token, now);
      return begun;
    },
    { durable, by, committed: () => readable?.(begun) },
  );
}

async function carryOut(
  tx: StoreWriter,
  decisions: readonly Decision[],
  token: LeaseToken,
  now: Temporal.Instant,
): Promise<readonly Job[]> {
  const applied = await tx.outbox.step(decisions.flatMap((decision) => firstSteps(decision, token, now)));
  const begun: Job[] = [];
  const posts: Post[] = [];
  const edited: NoticeId[] = [];
  const besides: NoticeStep[] = [];
  for (const decision of decisions) {
    if (decision.type === 'verdict') {
      const [step] = decision.steps;
      if (!step || !applied.has(step.notice)) continue;
      if (decision.post) await tx.posts.put(decision.post);
      if (decision.owes) await tx.outbox.plan(decision.owes, now);
      besides.push(...(decision.besides ?? []));
      if (decision.settles) {
        const { seminar, channel, version, material } = decision.settles;
        await tx.posts.putSaid(seminar, channel, { version, material });
      }
      continue;
    }
    if (!applied.has(decision.notice.id)) continue;
    if (decision.type === 'post') {
      posts.push(postOf(decision, now));
      besides.push(...decision.besides);
    }
    if (decision.type === 'edit') edited.push(decision.post.id);
    begun.push(decision);
  }
  await tx.posts.putAll(posts);
  await forgetShown(tx, edited);
  if (besides.length > 0) await tx.outbox.step(besides);
  return begun;
}

/** The request did not leave after all: too much time had passed since the lease was looked at. */
export function takeBack(
  store: Store,
  lane: LaneId,
  jobs: readonly Job[],
  token: LeaseToken,
  at: Temporal.Instant,
): Promise<ReadonlySet<NoticeId>> {
  return store.transaction(
    async (tx) => {
      const applied = await tx.outbox.step(
        jobs.map(({ notice }) => ({
          notice: notice.id,
          from: ['sending'],
          token,
          to: 'due',
          at,
          reason: WORDS.backUnsent,
        })),
      );
      const back = jobs.filter(({ notice }) => applied.has(notice.id));
      await tx.posts.dropAll(back.flatMap(({ type, notice }) => (type === 'post' ? [notice.id] : [])));
      for (const job of back) if (job.type === 'edit') await recallShown(tx, job.post);
      return applied;
    },
    { by: lane },
  );
}

/**
 * From now on nobody knows what the posts show: should the answer never come, a record that is as it was before the edit
 * must not be taken for shown already.
 */
async function forgetShown(tx: StoreWriter, ids: readonly NoticeId[]): Promise<void> {
  const known = await tx.posts.many(ids);
  await tx.posts.putAll(known.map(({ shown: _, shownRevision: __, ...rest }) => rest));
}

/** The edit certainly reached nobody: the post shows what it showed before. */
export async function recallShown(tx: StoreWriter, { id, shown, shownRevision }: Post): Promise<undefined> {
  const known = await tx.posts.get(id);
  if (!known) return;
  await tx.posts.put({
    ...known,
    ...(shown === undefined ? {} : { shown }),
    ...(shownRevision === undefined ? {} : { shownRevision }),
  });
}

function firstSteps(decision: Decision, token: LeaseToken, at: Temporal.Instant): readonly NoticeStep[] {
  if (decision.type === 'verdict') return decision.steps;
  return [
    {
      notice: decision.notice.id,
      from: ['claimed'],
      token,
      to: 'sending',
      at,
      reason: WORDS.sending,
      attempt: true,
    },
  ];
}

/** As it stands while nobody knows yet whether it arrived. */
export function postOf(job: PostJob, postedAt: Temporal.Instant): Post {
  const { notice } = job;
  return {
    id: notice.id,
    lane: notice.lane,
    channel: notice.channel,
    kind: notice.kind,
    seminars: job.seminars,
    shown: job.shown,
    postedAt,
    ...(job.revision === undefined ? {} : { shownRevision: job.revision }),
    ...(job.thread ? { thread: job.thread } : {}),
    ...(job.says ? { says: job.says } : {}),
  };
}

import type { ChannelId, NoticeId, SeminarId } from '../../domain/ids.ts';
import type { Notice } from '../../domain/notice.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Post, Said } from '../../domain/post.ts';
import type { Retraction } from '../../domain/retraction.ts';
import type { PersonalReminder } from '../../ports/store/people.ts';
import type { StoreWriter } from '../../ports/store.ts';
import { isOrphaned } from './claims.ts';
import type { PlanSubject } from './plan-context.ts';
import { editIdOf } from './plan-edits.ts';
import { makeRehearsalChannels } from './rehearsal-people.ts';

/** What the plan of one seminar depends on beside its record. */
interface PlanRecords {
  /** Digests that list it among them. */
  readonly posts: readonly Post[];
  /** Its notices, and the edits of the digests that list it, which are nobody's alone. */
  readonly notices: readonly Notice[];
  readonly orphaned: boolean;
  readonly reminders: readonly PersonalReminder[];
  /** Of the channels that it was posted to. */
  readonly said: ReadonlyMap<ChannelId, Said>;
}

export interface LoadedRecords {
  readonly retractions: readonly Retraction[];
  readonly of: (subject: PlanSubject) => PlanRecords;
}

const NOTHING: PlanRecords = { posts: [], notices: [], orphaned: false, reminders: [], said: new Map() };

/** As many questions for a thousand seminars as for one. Nothing is asked of those that were not in the store before. */
export async function loadRecords(
  tx: StoreWriter,
  subjects: readonly PlanSubject[],
  policy: Pick<Policy, 'mode'>,
): Promise<LoadedRecords> {
  const known = subjects.filter(({ fresh }) => !fresh);
  const fresh: PlanRecords = NOTHING;
  if (known.length === 0) {
    return { retractions: [], of: ({ orphaned = false }) => ({ ...fresh, orphaned }) };
  }
  const ids = known.map(({ seminar }) => seminar.id);
  const posts = await loadPosts(tx, ids);
  const notices = await loadNotices(tx, known);
  const edits = await loadSharedEdits(tx, posts);
  const orphans = await findOrphans(tx, known);
  const asked = await tx.people.remindersOfMany(ids);
  await makeRehearsalChannels(tx, asked, policy);
  const reminders = Map.groupBy(asked, ({ seminar }) => seminar);
  const said = Map.groupBy(
    posts.size > 0 ? await tx.posts.saidOfMany([...posts.keys()]) : [],
    (one) => one.seminar,
  );
  return {
    retractions: await tx.seminars.retractionsOf(ids),
    of: ({ seminar: { id }, fresh: isNew, orphaned }) => {
      if (isNew) return { ...fresh, orphaned: orphaned ?? false };
      const standing = posts.get(id) ?? [];
      const channels = new Set(standing.map(({ channel }) => channel));
      return {
        posts: standing,
        notices: [...(notices.get(id) ?? []), ...standing.flatMap((post) => edits.get(editIdOf(post)) ?? [])],
        orphaned: orphaned ?? orphans.has(id),
        reminders: reminders.get(id) ?? [],
        said: new Map(
          (said.get(id) ?? [])
            .filter(({ channel }) => channels.has(channel))
            .map((one) => [one.channel, one.said] as const),
        ),
      };
    },
  };
}

async function loadPosts(
  tx: StoreWriter,
  seminars: readonly SeminarId[],
): Promise<ReadonlyMap<SeminarId, readonly Post[]>> {
  const found = new Map<SeminarId, Post[]>();
  const asked = new Set(seminars);
  for (const post of await tx.posts.ofSeminars(seminars)) {
    for (const seminar of post.seminars) {
      if (!asked.has(seminar)) continue;
      const list = found.get(seminar);
      if (list) list.push(post);
      else found.set(seminar, [post]);
    }
  }
  return found;
}

async function loadNotices(
  tx: StoreWriter,
  known: readonly PlanSubject[],
): Promise<ReadonlyMap<SeminarId, readonly Notice[]>> {
  const found = new Map<SeminarId, readonly Notice[]>();
  const unread: SeminarId[] = [];
  for (const { seminar, notices } of known) {
    if (notices) found.set(seminar.id, notices);
    else unread.push(seminar.id);
  }
  const read = Map.groupBy(await tx.outbox.ofSeminars(unread), ({ seminar }) => seminar);
  for (const id of unread) found.set(id, read.get(id) ?? []);
  return found;
}

/** Of posts about several. */
async function loadSharedEdits(
  tx: StoreWriter,
  posts: ReadonlyMap<SeminarId, readonly Post[]>,
): Promise<ReadonlyMap<NoticeId, Notice>> {
  const shared = [...posts.values()].flat().filter((post) => post.seminars.length > 1);
  const edits = await tx.outbox.many([...new Set(shared.map(editIdOf))]);
  return new Map(edits.map((edit) => [edit.id, edit]));
}

async function findOrphans(tx: StoreWriter, known: readonly PlanSubject[]): Promise<ReadonlySet<SeminarId>> {
  const unsaid = known.filter(({ orphaned }) => orphaned === undefined).map(({ seminar }) => seminar.id);
  const claims = await tx.seminars.claimsOfMany(unsaid);
  return new Set(unsaid.filter((id) => isOrphaned(claims.get(id) ?? [])));
}

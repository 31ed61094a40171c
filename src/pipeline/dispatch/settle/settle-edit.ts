import type { Notice } from '../../../domain/notice.ts';
import type { Post } from '../../../domain/post.ts';
import type { NoticeStep } from '../../../ports/store/outbox.ts';
import type { StoreWriter } from '../../../ports/store.ts';
import { recallShown } from '../begin.ts';
import type { EditJob } from '../decision.ts';
import type { Flight, Outcome } from '../flight.ts';
import { WORDS } from '../ledger-words.ts';
import { oweEdit, oweReply } from '../owed.ts';
import { setAside } from './channel-aside.ts';
import { settleDisownedEdit } from './disowned.ts';
import { afterFailedTry, afterSetback } from './setback.ts';
import type { SettleGroup } from './settle-group.ts';
import { NOTHING, type SettleScene, type Settling } from './settling.ts';

/** What becomes of an edit whose request came back. Editing twice does no harm, so an unknown outcome is tried again. */
export function settleEdit(flight: Flight, job: EditJob, outcome: Outcome, scene: SettleScene): Settling {
  const { notice } = job;
  const base = { notice: notice.id, from: ['sending'], token: flight.token, at: scene.now } as const;
  const step = (rest: Pick<NoticeStep, 'to' | 'reason' | 'notBefore'>): readonly NoticeStep[] => [
    { ...base, ...rest },
  ];
  switch (outcome.type) {
    case 'posted':
    case 'done':
      return {
        notice,
        steps: step({ to: 'sent', notBefore: null, reason: WORDS.editDone }),
        record: (group) => recordShown(group, job, flight, scene),
        disowned: (group) => settleDisownedEdit(group, job, scene),
      };
    case 'unknown':
      return {
        notice,
        steps: step(afterFailedTry(notice, outcome.reason, scene)),
        record: NOTHING,
        disowned: (group) => settleDisownedEdit(group, job, scene),
      };
    case 'messageGone':
      return {
        notice,
        steps: step({ to: 'skipped', reason: WORDS.personRemoved }),
        record: ({ tx }) => patchPost(tx, job.post, { removed: 'person' }),
      };
    case 'editRefused':
    case 'giveUp':
      return {
        notice,
        steps: step({ to: 'sent', notBefore: null, reason: WORDS.editReplied(outcome.reason) }),
        record: (group) => recordRefusal(group, job, scene),
      };
    case 'channelGone':
      return {
        notice,
        steps: step(afterSetback(notice, outcome, scene)),
        record: async ({ tx }) => {
          await recallShown(tx, job.post);
          return setAside(tx, notice.channel, outcome.reason, outcome.mend, scene.now);
        },
      };
    default:
      return {
        notice,
        steps: step(afterSetback(notice, outcome, scene)),
        record: ({ tx }) => recallShown(tx, job.post),
      };
  }
}

/** The post shows the card now. Whatever changed meanwhile is the next edit: the latest wins. */
async function recordShown(
  group: SettleGroup,
  job: EditJob,
  flight: Flight,
  { now }: SettleScene,
): Promise<undefined> {
  await patchPost(group.tx, job.post, {
    shown: job.shown,
    ...(job.revision === undefined ? {} : { shownRevision: job.revision }),
  });
  const seminars = await group.seminars(job.post.seminars);
  const outdated = seminars.some(
    (seminar) =>
      Temporal.Instant.compare(seminar.changedAt, flight.begunAt) > 0 ||
      (job.revision !== undefined && seminar.revision !== job.revision),
  );
  const due = outdated ? now : job.face;
  if (due) group.owe(oweEdit(job.post, laterThan(job.notice, due)));
}

/** The card stays as it is for good. What changed in the record is said below it, once a revision. */
async function recordRefusal(group: SettleGroup, job: EditJob, { now }: SettleScene): Promise<undefined> {
  const { post } = job;
  const [seminar] = post.seminars.length === 1 ? await group.seminars(post.seminars) : [];
  await patchPost(group.tx, post, {
    shown: job.shown,
    ...(job.revision === undefined ? {} : { shownRevision: job.revision }),
  });
  // What was said of one moment stays as it was; only a card that stands for the seminar misleads.
  const isMoment = post.kind === 'note' || post.kind === 'change';
  if (!seminar || isMoment || post.shownRevision === job.revision) return;
  group.owe(oweReply(job.notice, post, seminar, now));
}

/** On the row as it is now: it may have been taken back meanwhile. */
async function patchPost(tx: StoreWriter, post: Post, patch: Partial<Post>): Promise<undefined> {
  const known = await tx.posts.get(post.id);
  if (known) await tx.posts.put({ ...known, ...patch });
}

/** An edit that has come to rest is owed again only for a later due time. */
function laterThan(notice: Notice, due: Temporal.Instant): Temporal.Instant {
  const next = notice.due.add({ milliseconds: 1 });
  return Temporal.Instant.compare(due, next) > 0 ? due : next;
}

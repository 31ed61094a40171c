import { ReviewId, reviewIdOf, type SeminarId, SourceId } from '../../../src/domain/ids.ts';
import type { SeminarReview } from '../../../src/domain/review.ts';
import { SeminarFields } from '../../../src/domain/seminar.ts';
import type { ReviewScene } from '../../../src/pipeline/review/acts/review-scene.ts';
import { listProposals } from '../../../src/pipeline/review/list-proposals.ts';
import type { SeminarSource, SourceRecord } from '../../../src/ports/seminar-source.ts';
import type { Encoded, SyncRig } from '../sync/sync-kit.ts';

type Extras = Omit<Partial<SourceRecord>, 'fields' | 'uid'>;

/** A mailbox: each reading has the mails that came since; what was told is never told again. */
export class Mailbox implements SeminarSource {
  readonly id: SourceId;
  readonly review: boolean;
  #mails: SourceRecord[] = [];
  #received = Temporal.Instant.from('2026-11-15T08:00:00Z');

  constructor(id = 'imap:talks', review = true) {
    this.id = SourceId.parse(id);
    this.review = review;
  }

  /** A mail by its Message-ID; `to`: what it answers. */
  put(messageId: string, fields: Encoded, extras: Extras & { readonly to?: string } = {}): void {
    const { to, ...rest } = extras;
    this.#received = this.#received.add({ minutes: 1 });
    this.#mails.push({
      uid: messageId,
      fields: SeminarFields.decode(fields),
      place: `talks, mail ${messageId}`,
      prose: true,
      mail: true,
      received: this.#received,
      thread: { messageId, ...(to === undefined ? {} : { inReplyTo: to }) },
      ...rest,
    });
  }

  async read(): ReturnType<SeminarSource['read']> {
    const records = this.#mails;
    this.#mails = [];
    return { type: 'records', records, problems: [], complete: false };
  }
}

export function sceneFor(rig: SyncRig, sources: readonly SeminarSource[], by = 'Mira'): ReviewScene {
  const { store, clock, context } = rig;
  return { store, clock, by, plan: context, sources: sources.map(({ id }) => id) };
}

export const open = (rig: SyncRig) => rig.store.read.reviews.open();

/** The one that waits. */
export async function onlyOpen(rig: SyncRig): Promise<SeminarReview> {
  const [review, ...others] = await open(rig);
  if (review?.type !== 'seminar' || others.length > 0) throw new Error(`${others.length + 1} wait, or a day`);
  return review;
}

export async function onlyProposal(rig: SyncRig) {
  const [proposal] = await listProposals(rig.store.read);
  if (!proposal) throw new Error('nothing waits');
  return proposal;
}

export const reviewOf = (seminar: SeminarId): ReviewId => reviewIdOf(seminar);
export const someReview = ReviewId.parse('aaaaaaaa');

export const foam = {
  title: 'The foam of breaking waves',
  speakers: [{ name: 'Ida Moss', affiliation: 'Harbour Lab' }],
  start: '2026-12-03T11:00:00+10:00',
  venue: { room: '7-201' },
};

/** What readers could learn of: announcements, reminders, changes. */
export async function spoken(rig: SyncRig): Promise<readonly string[]> {
  const notices = await rig.notices();
  return notices
    .filter(({ kind, state }) => kind !== 'note' && state !== 'withdrawn')
    .map(({ kind, state }) => `${kind} ${state}`)
    .toSorted();
}

export const all = (rig: SyncRig) => rig.store.read.seminars.find({});
export async function only(rig: SyncRig) {
  const [seminar, ...others] = await all(rig);
  if (!seminar || others.length > 0) throw new Error(`there are ${others.length + 1} seminars`);
  return seminar;
}

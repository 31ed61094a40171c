import { afterEach, describe, expect, it } from 'vitest';
import { rollHorizon } from '../../../src/pipeline/plan/roll-horizon.ts';
import { dismissReview } from '../../../src/pipeline/review/acts/dismiss.ts';
import { publishReview } from '../../../src/pipeline/review/acts/publish.ts';
import { withClosedDays } from '../../../src/pipeline/review/confirmed-days.ts';
import { tidyReviews } from '../../../src/pipeline/review/tidy-reviews.ts';
import type { SourceClosedDay } from '../../../src/ports/seminar-source.ts';
import { aPolicy, at } from '../plan/kit.ts';
import { openSyncRig, ShelfSource, type SyncRig } from '../sync/sync-kit.ts';
import { foam, Mailbox, open, sceneFor } from './review-kit.ts';

const rigs: SyncRig[] = [];
async function rigOf(...args: Parameters<typeof openSyncRig>): Promise<SyncRig> {
  const rig = await openSyncRig(...args);
  rigs.push(rig);
  return rig;
}
afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.store.close();
});

/** A folder whose texts also say when there is none. */
class Programme extends ShelfSource {
  closedDays: readonly SourceClosedDay[] = [];

  override async read(...args: Parameters<ShelfSource['read']>): ReturnType<ShelfSource['read']> {
    const reading = await super.read(...args);
    return reading.type === 'records' ? { ...reading, closedDays: this.closedDays } : reading;
  }
}

const noTalk = (day: string): SourceClosedDay => {
  const text = `${day}: no seminar (Easter break)`;
  return {
    date: Temporal.PlainDate.from(day),
    place: 'talks/programme.txt',
    evidence: { field: 'date', start: 0, end: text.length, text },
  };
};

/** The talk is on Thursday 3 December; it is announced a week before, on Thursday 26 November at nine. */
async function proposed() {
  const shelf = new Programme('files:talks');
  shelf.put({ a: foam });
  shelf.closedDays = [noTalk('2026-11-26')];
  const rig = await rigOf([shelf]);
  const report = await rig.sync(shelf);
  const [review] = await open(rig);
  if (review?.type !== 'closed') throw new Error('no day was proposed');
  return { shelf, rig, report, review, scene: sceneFor(rig, [shelf]) };
}
const announcedAt = async (rig: SyncRig) =>
  (await rig.notices()).find(({ kind }) => kind === 'announcement')?.due.toString();

describe('“no seminar on …”', () => {
  it('is proposed, told and changes nothing; confirmed, it counts as any day off', async () => {
    const { rig, report, review, scene } = await proposed();
    expect(report.concerns).toMatchObject([{ type: 'closedDay', place: 'talks/programme.txt' }]);
    expect(review.days.name).toBe('2026-11-26: no seminar (Easter break)');
    expect(await announcedAt(rig)).toBe('2026-11-25T23:00:00Z');
    expect(await publishReview(scene, review.id)).toMatchObject({ type: 'dayConfirmed' });
    await rollHorizon(rig.store, rig.context, rig.clock.now());
    expect(await announcedAt(rig)).toBe('2026-11-24T23:00:00Z');
    expect((await withClosedDays(rig.store.read, aPolicy())).closed).toMatchObject([review.days]);
    expect(await publishReview(scene, review.id)).toMatchObject({ type: 'refused', why: 'published' });
  });

  it('is proposed once, whoever says it again; dismissed, it is not asked about again', async () => {
    const { shelf, rig, review, scene } = await proposed();
    const mails = new Mailbox();
    await rig.sync(mails);
    expect(await rig.sync(shelf)).toMatchObject({ reviews: [] });
    await dismissReview(scene, review.id);
    expect(await rig.sync(shelf)).toMatchObject({ reviews: [] });
    expect(await open(rig)).toEqual([]);
    expect(await announcedAt(rig)).toBe('2026-11-25T23:00:00Z');
  });

  it('taken back by its source is withdrawn, said again it waits again', async () => {
    const { shelf, rig } = await proposed();
    shelf.closedDays = [];
    await rig.sync(shelf);
    expect(await open(rig)).toEqual([]);
    shelf.closedDays = [noTalk('2026-11-26')];
    await rig.sync(shelf);
    expect(await open(rig)).toHaveLength(1);
  });

  it('says nothing new of days that are past or off already', async () => {
    const shelf = new Programme('files:talks');
    shelf.closedDays = [noTalk('2026-11-10'), noTalk('2026-12-24')];
    const holidays = {
      from: Temporal.PlainDate.from('2026-12-20'),
      to: Temporal.PlainDate.from('2027-01-06'),
    };
    const rig = await rigOf([shelf], aPolicy({ closed: [{ ...holidays, name: 'Holidays' }] }));
    await rig.sync(shelf);
    expect(await open(rig)).toEqual([]);
  });

  it('that is over is refused kindly, and waits no longer from the next day on', async () => {
    const { rig, review, scene } = await proposed();
    await rig.clock.advance({ hours: 24 * 20 });
    expect(await publishReview(scene, review.id)).toMatchObject({ type: 'refused', why: 'over' });
    await tidyReviews(rig.store, aPolicy(), rig.clock.now());
    expect(await open(rig)).toEqual([]);
  });
});

describe('once a day', () => {
  it('texts go that were kept long enough, passages stay, and what is over waits no longer', async () => {
    const mails = new Mailbox();
    const evidence = [{ field: 'title', start: 0, end: 4, text: 'Foam' }];
    mails.put('<1@x>', foam, { text: 'old text', evidence, received: at('2026-10-01T00:00:00Z') });
    mails.put('<2@x>', { ...foam, title: 'Spray' }, { text: 'new text', evidence });
    const rig = await rigOf([mails]);
    await rig.sync(mails);
    const now = rig.clock.now();
    expect(await tidyReviews(rig.store, aPolicy(), now)).toEqual({ texts: 1, reviews: 0 });
    const readings = await rig.store.read.readings.named({ messages: ['<1@x>', '<2@x>'], events: [] });
    const texts = await Promise.all(readings.map(({ text = '' }) => rig.store.read.readings.text(text)));
    expect(texts.toSorted()).toEqual(['new text', undefined]);
    expect(readings.map((reading) => reading.evidence)).toEqual([evidence, evidence]);
    await rig.clock.advance({ hours: 24 * 40 });
    expect(await tidyReviews(rig.store, aPolicy(), rig.clock.now())).toEqual({ texts: 1, reviews: 2 });
    expect(await open(rig)).toEqual([]);
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { SeriesId } from '../../../src/domain/ids.ts';
import { dismissReview } from '../../../src/pipeline/review/acts/dismiss.ts';
import { publishReview } from '../../../src/pipeline/review/acts/publish.ts';
import { aPolicy, at, OTHER } from '../plan/kit.ts';
import { openSyncRig, ShelfSource, type SyncRig } from '../sync/sync-kit.ts';
import {
  all,
  foam,
  Mailbox,
  only,
  onlyOpen,
  onlyProposal,
  open,
  sceneFor,
  someReview,
  spoken,
} from './review-kit.ts';

const rigs: SyncRig[] = [];
async function rigOf(...args: Parameters<typeof openSyncRig>): Promise<SyncRig> {
  const rig = await openSyncRig(...args);
  rigs.push(rig);
  return rig;
}
afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.store.close();
});

/** A folder whose one text was published. */
async function published() {
  const shelf = new ShelfSource('files:talks', true);
  shelf.put({ a: { ...foam, prose: true } });
  const rig = await rigOf([shelf]);
  await rig.sync(shelf);
  const scene = sceneFor(rig, [shelf]);
  const { id } = await onlyOpen(rig);
  await publishReview(scene, id);
  return { shelf, rig, scene, id };
}

describe('a text', () => {
  it('waits as a draft; once published, all that is owed is owed', async () => {
    const shelf = new ShelfSource('files:talks', true);
    shelf.put({ a: { ...foam, prose: true } });
    const rig = await rigOf([shelf]);
    await rig.sync(shelf);
    expect(await only(rig)).toMatchObject({ publication: 'draft', title: foam.title });
    expect(await spoken(rig)).toEqual([]);
    const review = await onlyOpen(rig);
    expect(review).toMatchObject({ kind: 'new', state: 'open', changes: [] });
    const outcome = await publishReview(sceneFor(rig, [shelf]), review.id);
    expect(outcome).toMatchObject({ type: 'published', kind: 'new', held: 0 });
    expect(await only(rig)).toMatchObject({ publication: 'published', venue: { room: '7-201' } });
    expect(await spoken(rig)).toEqual(['announcement due', 'reminder due', 'reminder due']);
    expect(await open(rig)).toEqual([]);
  });

  it('without a start needs it by hand; the source may correct the rest meanwhile', async () => {
    const shelf = new ShelfSource('files:talks', true);
    const { start: _, ...undated } = foam;
    shelf.put({ a: { ...undated, prose: true } });
    const rig = await rigOf([shelf]);
    await rig.sync(shelf);
    shelf.put({ a: { ...undated, title: 'The foam of breaking waves, revisited', prose: true } });
    await rig.sync(shelf);
    const review = await onlyOpen(rig);
    expect(review.proposed.title).toBe('The foam of breaking waves, revisited');
    const scene = sceneFor(rig, [shelf]);
    expect(await publishReview(scene, review.id)).toMatchObject({ type: 'refused', why: 'noStart' });
    expect((await only(rig)).publication).toBe('draft');
    const start = at('2026-12-03T11:00+10:00');
    expect((await publishReview(scene, review.id, { start })).type).toBe('published');
    const seminar = await only(rig);
    expect(seminar).toMatchObject({
      publication: 'published',
      title: 'The foam of breaking waves, revisited',
    });
    expect(seminar.start?.equals(start)).toBe(true);
    // The same text again takes nothing of the word back.
    await rig.sync(shelf);
    expect((await only(rig)).start?.equals(start)).toBe(true);
    const acts = await rig.store.read.reviews.acts({ review: review.id });
    expect(acts.map(({ text, by }) => `${text} ${by ?? ''}`.trim())).toEqual([
      'A new announcement waits for a word.',
      'Its source corrected it meanwhile.',
      'Published, with start filled in by hand. Mira',
    ]);
  });

  it('taken back by its source is withdrawn; back again, it waits again', async () => {
    const shelf = new ShelfSource('files:talks', true);
    shelf.put({ a: { ...foam, prose: true } });
    const rig = await rigOf([shelf]);
    await rig.sync(shelf);
    shelf.put({});
    await rig.sync(shelf);
    expect(await open(rig)).toEqual([]);
    expect(await only(rig)).toMatchObject({ publication: 'draft' });
    shelf.put({ a: { ...foam, prose: true, abstract: 'Back.' } });
    await rig.sync(shelf);
    expect((await onlyOpen(rig)).proposed.abstract).toBe('Back.');
  });

  it('dismissed stays so until it says something new; published after all, it is as it was', async () => {
    const shelf = new ShelfSource('files:talks', true);
    shelf.put({ a: { ...foam, prose: true } });
    const rig = await rigOf([shelf]);
    await rig.sync(shelf);
    const scene = sceneFor(rig, [shelf]);
    const { id } = await onlyOpen(rig);
    expect(await dismissReview(scene, id)).toMatchObject({ type: 'dismissed' });
    await rig.sync(shelf);
    expect(await open(rig)).toEqual([]);
    expect(await dismissReview(scene, id)).toMatchObject({ type: 'refused', why: 'settled' });
    shelf.put({ a: { ...foam, prose: true, abstract: 'Now with an abstract.' } });
    await rig.sync(shelf);
    expect((await onlyOpen(rig)).proposed.abstract).toBe('Now with an abstract.');
    await dismissReview(scene, id);
    expect(await publishReview(scene, id)).toMatchObject({ type: 'published' });
    expect(await only(rig)).toMatchObject({ publication: 'published', abstract: 'Now with an abstract.' });
  });

  it('beside a complete record needs no word: the record file is one', async () => {
    const shelf = new ShelfSource('files:talks', true);
    shelf.put({ a: { ...foam, prose: true } });
    const rig = await rigOf([shelf]);
    await rig.sync(shelf);
    shelf.put({ a: { ...foam, abstract: 'From the record file', prose: false } });
    await rig.sync(shelf);
    expect(await only(rig)).toMatchObject({ publication: 'published', abstract: 'From the record file' });
    expect(await open(rig)).toEqual([]);
  });

  it('of the past asks nobody', async () => {
    const shelf = new ShelfSource('files:talks', true);
    shelf.put({ a: { ...foam, start: '2025-12-03T11:00:00+10:00', prose: true } });
    const rig = await rigOf([shelf]);
    await rig.sync(shelf);
    expect(await open(rig)).toEqual([]);
    expect((await only(rig)).publication).toBe('draft');
  });
});

describe('an edit of a published text', () => {
  it('changes nothing until its word; posted cards stay; then everything follows', async () => {
    const { shelf, rig, scene, id } = await published();
    await rig.clock.advance({ hours: 24 * 11 });
    await rig.deliver();
    const before = await only(rig);
    const notices = await rig.notices();
    shelf.put({ a: { ...foam, venue: { room: '9-1' }, start: '2026-12-03T15:00:00+10:00', prose: true } });
    await rig.sync(shelf);
    expect(await only(rig)).toEqual(before);
    expect(await rig.notices()).toEqual(notices);
    const review = await onlyOpen(rig);
    expect([review.kind, review.changes]).toEqual(['move', ['start', 'venue']]);
    await publishReview(scene, id);
    const after = await only(rig);
    expect([after.venue.room, after.start?.toString()]).toEqual(['9-1', '2026-12-03T05:00:00Z']);
    expect((await rig.notices()).some(({ kind, state }) => kind === 'change' && state === 'due')).toBe(true);
  });

  it('that is put back before anybody looked leaves nothing to say', async () => {
    const { shelf, rig } = await published();
    shelf.put({ a: { ...foam, title: 'Another title', prose: true } });
    await rig.sync(shelf);
    expect((await onlyOpen(rig)).kind).toBe('change');
    shelf.put({ a: { ...foam, prose: true } });
    await rig.sync(shelf);
    expect(await open(rig)).toEqual([]);
  });

  it('dismissed leaves what is published, however often it is read again', async () => {
    const { shelf, rig, scene, id } = await published();
    const before = await only(rig);
    shelf.put({ a: { ...foam, title: 'Another title', prose: true } });
    await rig.sync(shelf);
    await dismissReview(scene, id);
    await rig.sync(shelf);
    expect(await open(rig)).toEqual([]);
    expect(await only(rig)).toEqual(before);
  });

  it('of what organisers changed by hand is asked about, and the patch gives way to their word', async () => {
    const { shelf, rig, scene, id } = await published();
    shelf.put({ a: { ...foam, venue: { room: '8-1' }, prose: true } });
    await rig.sync(shelf);
    await publishReview(scene, id, { venue: { room: '8-2' } });
    expect((await only(rig)).venue.room).toBe('8-2');
    shelf.put({ a: { ...foam, venue: { room: '8-3' }, prose: true } });
    await rig.sync(shelf);
    expect((await only(rig)).venue.room).toBe('8-2');
    expect((await onlyOpen(rig)).proposed.venue.room).toBe('8-3');
    await publishReview(scene, id);
    expect((await only(rig)).venue.room).toBe('8-3');
  });

  it('that says it is off waits as a cancellation', async () => {
    const { shelf, rig, scene, id } = await published();
    shelf.put({ a: { ...foam, status: 'cancelled', statusReason: 'Storm.', prose: true } });
    await rig.sync(shelf);
    expect((await only(rig)).status).toBe('scheduled');
    expect((await onlyOpen(rig)).kind).toBe('cancellation');
    await publishReview(scene, id);
    expect(await only(rig)).toMatchObject({ status: 'cancelled', statusReason: 'Storm.' });
    expect(await spoken(rig)).toEqual([]);
  });
});

describe('a word that comes too late, twice or for nothing', () => {
  it('is answered kindly and changes nothing', async () => {
    const { rig, scene, id } = await published();
    const before = await only(rig);
    expect(await publishReview(scene, id)).toMatchObject({ type: 'refused', why: 'published' });
    expect(await publishReview(scene, someReview)).toMatchObject({ type: 'refused', why: 'unknown' });
    expect(await dismissReview(scene, someReview)).toMatchObject({ type: 'refused', why: 'unknown' });
    expect(await only(rig)).toEqual(before);
  });

  it('after the seminar is over', async () => {
    const shelf = new ShelfSource('files:talks', true);
    shelf.put({ a: { ...foam, prose: true } });
    const rig = await rigOf([shelf]);
    await rig.sync(shelf);
    const { id } = await onlyOpen(rig);
    await rig.clock.advance({ hours: 24 * 40 });
    expect(await publishReview(sceneFor(rig, [shelf]), id)).toMatchObject({ type: 'refused', why: 'over' });
    expect(await spoken(rig)).toEqual([]);
  });
});

describe('beside other sources', () => {
  it('what a list publishes holds nothing of a text that waits', async () => {
    const [shelf, list] = [new ShelfSource('files:talks', true), new ShelfSource('csv:sheet')];
    shelf.put({ a: { ...foam, abstract: 'Nobody looked at this.', prose: true } });
    const rig = await rigOf([shelf, list]);
    await rig.sync(shelf);
    list.put({ row: foam });
    await rig.sync(list);
    const seminar = await only(rig);
    expect([seminar.publication, seminar.abstract]).toEqual(['published', undefined]);
    const review = await onlyOpen(rig);
    expect([review.kind, review.changes]).toEqual(['change', ['abstract']]);
    await publishReview(sceneFor(rig, [shelf, list]), review.id);
    expect((await only(rig)).abstract).toBe('Nobody looked at this.');
  });

  it('a list that goes takes the seminar with it, though a text of it waits', async () => {
    const [mails, list] = [new Mailbox(), new ShelfSource('csv:sheet')];
    list.put({ row: foam });
    const rig = await rigOf([mails, list]);
    await rig.sync(list);
    mails.put('<1@x>', { ...foam, abstract: 'By mail.' });
    await rig.sync(mails);
    list.put({});
    await rig.sync(list);
    const seminar = await only(rig);
    expect(seminar).toMatchObject({ title: foam.title, publication: 'published' });
    expect(await spoken(rig)).toEqual([]);
  });

  it('a draft without a start from a list waits too, and is published by the list itself', async () => {
    const list = new ShelfSource('csv:sheet');
    const { start: _, ...undated } = foam;
    list.put({ row: undated });
    const rig = await rigOf([list]);
    await rig.sync(list);
    const { id, kind } = await onlyOpen(rig);
    expect(kind).toBe('new');
    list.put({ row: foam });
    await rig.sync(list);
    expect(await open(rig)).toEqual([]);
    const acts = await rig.store.read.reviews.acts({ review: id });
    expect(acts.at(-1)?.text).toBe('Its source says all that was missing now; it is published.');
  });
});

describe('what is kept of a text', () => {
  it('passages and doubts with the record, the text itself under its own time', async () => {
    const mails = new Mailbox();
    const rig = await rigOf([mails]);
    const evidence = [{ field: 'title', start: 7, end: 33, text: foam.title }];
    mails.put('<1@x>', foam, {
      evidence,
      missing: ['abstract'],
      conflicts: ['Two rooms.'],
      text: 'Title: …',
    });
    await rig.sync(mails);
    const { readings } = await onlyProposal(rig);
    expect(readings).toMatchObject([
      { evidence, missing: ['abstract'], doubts: ['Two rooms.'], messageId: '<1@x>', state: 'waiting' },
    ]);
    const hash = readings[0]?.text ?? '';
    expect(await rig.store.read.readings.text(hash)).toBe('Title: …');
  });
});

describe('organisers', () => {
  it('are asked once for all that a reading brought, operators where there are none', async () => {
    const mails = new Mailbox();
    const organisers = ['mira@example.org', 'preview:#foam'];
    const tides = { id: SeriesId.parse('tides'), name: 'Tides', organisers };
    const rig = await rigOf([mails], aPolicy({ series: [tides] }));
    await rig.store.transaction((tx) => tx.directory.putResolved('preview:#foam', OTHER));
    mails.put('<1@x>', { ...foam, series: 'tides' });
    mails.put('<2@x>', { ...foam, series: 'tides', title: 'Spray', speakers: [{ name: 'Per Lind' }] });
    await rig.sync(mails);
    await rig.sync(mails);
    const notes = (await rig.notices()).filter(({ kind }) => kind === 'note');
    expect(notes).toHaveLength(1);
    expect(notes[0]?.detail.reviews).toHaveLength(2);
    expect(await all(rig)).toHaveLength(2);
  });
});

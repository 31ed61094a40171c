import { afterEach, describe, expect, it } from 'vitest';
import { channelIdOf, personIdOf } from '../../../src/domain/ids.ts';
import { keepApart } from '../../../src/pipeline/review/acts/keep-apart.ts';
import { mergeReview } from '../../../src/pipeline/review/acts/merge.ts';
import { publishReview } from '../../../src/pipeline/review/acts/publish.ts';
import { at, LANE } from '../plan/kit.ts';
import { openSyncRig, ShelfSource, type SyncRig } from '../sync/sync-kit.ts';
import { all, foam, Mailbox, only, onlyOpen, open, reviewOf, sceneFor, spoken } from './review-kit.ts';

const rigs: SyncRig[] = [];
async function rigOf(...args: Parameters<typeof openSyncRig>): Promise<SyncRig> {
  const rig = await openSyncRig(...args);
  rigs.push(rig);
  return rig;
}
afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.store.close();
});

const spray = { title: 'Spray', speakers: [{ name: 'Per Lind' }], start: '2026-12-08T11:00:00+10:00' };

/** A mail that was published. */
async function announced() {
  const mails = new Mailbox();
  mails.put('<1@x>', foam);
  const rig = await rigOf([mails]);
  await rig.sync(mails);
  const scene = sceneFor(rig, [mails]);
  await publishReview(scene, (await onlyOpen(rig)).id);
  return { mails, rig, scene, seminar: await only(rig) };
}

describe('a later mail about a seminar', () => {
  it('in its thread is a correction of it, with what it leaves out as it was', async () => {
    const { mails, rig, scene, seminar } = await announced();
    mails.put('<2@x>', { venue: { room: '9-1' } }, { to: '<1@x>' });
    await rig.sync(mails);
    expect(await only(rig)).toEqual(seminar);
    const review = await onlyOpen(rig);
    expect([review.kind, review.changes]).toEqual(['change', ['venue']]);
    await publishReview(scene, review.id);
    expect(await only(rig)).toMatchObject({ ...foam, start: seminar.start, venue: { room: '9-1' } });
  });

  it('that answers the correction is about the same', async () => {
    const { mails, rig, scene, seminar } = await announced();
    mails.put('<2@x>', { venue: { room: '9-1' } }, { to: '<1@x>' });
    mails.put('<3@x>', { venue: { room: '9-2' } }, { to: '<2@x>' });
    await rig.sync(mails);
    const review = await onlyOpen(rig);
    expect(review.proposed.venue.room).toBe('9-2');
    await publishReview(scene, review.id);
    expect((await only(rig)).venue.room).toBe('9-2');
    expect((await only(rig)).id).toBe(seminar.id);
  });

  it('without a thread, by title and speaker: a new date moves it', async () => {
    const { mails, rig, scene } = await announced();
    mails.put('<2@x>', { ...foam, start: '2026-12-10T11:00:00+10:00' }, { previousStart: at(foam.start) });
    await rig.sync(mails);
    const review = await onlyOpen(rig);
    expect([review.kind, review.changes]).toEqual(['move', ['start']]);
    await publishReview(scene, review.id);
    expect((await only(rig)).start?.toString()).toBe('2026-12-10T01:00:00Z');
  });

  it('that calls it off names only the speaker and the day', async () => {
    const { mails, rig, scene } = await announced();
    mails.put('<2@x>', { speakers: [{ name: 'Dr Ida Moss' }], date: '2026-12-03', status: 'cancelled' });
    await rig.sync(mails);
    expect((await only(rig)).status).toBe('scheduled');
    const review = await onlyOpen(rig);
    expect(review.kind).toBe('cancellation');
    await publishReview(scene, review.id);
    expect(await only(rig)).toMatchObject({ status: 'cancelled', title: foam.title });
  });

  it('that gives a new date for what was off says that it is on again', async () => {
    const { mails, rig, scene } = await announced();
    mails.put('<2@x>', { ...foam, status: 'postponed' }, { to: '<1@x>' });
    await rig.sync(mails);
    const { id } = await onlyOpen(rig);
    await publishReview(scene, id);
    expect((await only(rig)).status).toBe('postponed');
    mails.put('<3@x>', { ...foam, start: '2026-12-17T11:00:00+10:00' }, { to: '<2@x>' });
    await rig.sync(mails);
    await publishReview(scene, id);
    const seminar = await only(rig);
    expect([seminar.status, seminar.start?.toString()]).toEqual(['scheduled', '2026-12-17T01:00:00Z']);
  });

  it('is reviewed even where the word of the mailbox is taken: From proves nothing', async () => {
    const mails = new Mailbox('imap:trusted', false);
    mails.put('<1@x>', foam);
    const rig = await rigOf([mails]);
    await rig.sync(mails);
    expect((await only(rig)).publication).toBe('published');
    mails.put('<2@x>', { ...foam, status: 'cancelled' }, { to: '<1@x>' });
    mails.put('<1@x>', { ...foam, start: '2026-12-04T11:00:00+10:00' });
    await rig.sync(mails);
    expect(await only(rig)).toMatchObject({ status: 'scheduled', revision: 1 });
    expect((await onlyOpen(rig)).kind).toBe('cancellation');
    mails.put('<9@x>', { ...spray, status: 'cancelled' });
    await rig.sync(mails);
    expect((await all(rig)).map(({ title, publication }) => `${title} ${publication}`)).toContain(
      'Spray draft',
    );
  });

  it('from a calendar part comes back under its UID, with what it leaves out as it was', async () => {
    const mails = new Mailbox('imap:trusted', false);
    mails.put('event-1', foam, { prose: false, eventUid: 'event-1', thread: { messageId: '<1@x>' } });
    const rig = await rigOf([mails]);
    await rig.sync(mails);
    expect((await only(rig)).publication).toBe('published');
    mails.put('event-1', { title: foam.title, start: foam.start, status: 'cancelled' }, { prose: false });
    await rig.sync(mails);
    expect((await only(rig)).status).toBe('scheduled');
    await publishReview(sceneFor(rig, [mails]), (await onlyOpen(rig)).id);
    expect(await only(rig)).toMatchObject({ status: 'cancelled', venue: { room: '7-201' } });
  });

  it('read at once with the announcement is about it, in whatever order they come', async () => {
    const mails = new Mailbox();
    const received = (minutes: number) => at('2026-11-15T09:00:00Z').add({ minutes });
    mails.put('<2@x>', { ...foam, venue: { room: '9-1' } }, { to: '<1@x>', received: received(5) });
    mails.put('<1@x>', foam, { received: received(1) });
    const rig = await rigOf([mails]);
    await rig.sync(mails);
    const review = await onlyOpen(rig);
    expect([review.kind, review.proposed.venue.room]).toEqual(['new', '9-1']);
    await publishReview(sceneFor(rig, [mails]), review.id);
    expect((await only(rig)).venue.room).toBe('9-1');
  });

  it('in an old thread that announces another talk is another talk', async () => {
    const { mails, rig } = await announced();
    mails.put('<2@x>', spray, { to: '<1@x>' });
    await rig.sync(mails);
    expect(await all(rig)).toHaveLength(2);
    expect(await onlyOpen(rig)).toMatchObject({ kind: 'new', resembles: [] });
  });

  it('in the thread of a programme is about the talk that it names', async () => {
    const mails = new Mailbox();
    const thread = { messageId: '<1@x>' };
    mails.put('<1@x>', foam, { thread });
    mails.put('<1@x>#2', spray, { thread });
    const rig = await rigOf([mails]);
    await rig.sync(mails);
    const scene = sceneFor(rig, [mails]);
    for (const { id } of await open(rig)) await publishReview(scene, id);
    mails.put('<2@x>', { speakers: spray.speakers, status: 'cancelled' }, { to: '<1@x>' });
    await rig.sync(mails);
    expect((await onlyOpen(rig)).proposed).toMatchObject({ title: 'Spray', status: 'cancelled' });
    mails.put('<3@x>', { status: 'cancelled' }, { to: '<1@x>' });
    await rig.sync(mails);
    const uncertain = (await open(rig)).find((review) => review.type === 'seminar' && review.kind === 'new');
    expect(uncertain).toMatchObject({ resembles: [expect.any(String)] });
    expect((await all(rig)).filter(({ status }) => status === 'cancelled').map((s) => s.publication)).toEqual(
      ['draft'],
    );
  });
});

describe('one talk', () => {
  it('from a list and by mail is one seminar; the mail’s other time is asked about', async () => {
    const [list, mails] = [new ShelfSource('csv:sheet'), new Mailbox()];
    list.put({ row: foam });
    const rig = await rigOf([list, mails]);
    await rig.sync(list);
    mails.put('<1@x>', { ...foam, speakers: [{ name: 'Moss, Ida' }], start: '2026-12-03T12:00:00+10:00' });
    await rig.sync(mails);
    const review = await onlyOpen(rig);
    expect([review.kind, review.changes]).toEqual(['move', ['start']]);
    expect((await only(rig)).start?.equals(at(foam.start))).toBe(true);
  });

  it('told by mail as the list has it asks nobody', async () => {
    const [list, mails] = [new ShelfSource('csv:sheet'), new Mailbox()];
    list.put({ row: foam });
    const rig = await rigOf([list, mails]);
    await rig.sync(list);
    mails.put('<1@x>', { ...foam, speakers: [{ name: 'Ida Moss' }], kind: 'Talk' });
    list.put({ row: { ...foam, kind: 'Lecture' } });
    await rig.sync(list);
    await rig.sync(mails);
    expect(await open(rig)).toEqual([]);
    expect(await only(rig)).toMatchObject({ kind: 'Lecture', revision: 2 });
  });

  it('that meets again and again under one name is not taken for what is over', async () => {
    const list = new ShelfSource('csv:sheet');
    const club = (day: string) => ({ title: 'Journal club', start: `2026-11-${day}T11:00:00+10:00` });
    list.put({ a: club('12') });
    const rig = await rigOf([list]);
    await rig.sync(list);
    list.put({ b: club('19') });
    await rig.sync(list);
    expect(await all(rig)).toHaveLength(2);
    expect(await open(rig)).toEqual([]);
  });
});

describe('what may be the same', () => {
  /** Another source gives the same title for another week. */
  async function alike() {
    const [first, second] = [new ShelfSource('files:talks'), new ShelfSource('ical:calendar')];
    first.put({ a: foam });
    const rig = await rigOf([first, second]);
    await rig.sync(first);
    second.put({ b: { ...foam, start: '2026-12-10T11:00:00+10:00', abstract: 'From the calendar.' } });
    await rig.sync(second);
    const review = await onlyOpen(rig);
    return { rig, first, second, review, scene: sceneFor(rig, [first, second]) };
  }

  it('is asked about, and both are announced meanwhile: neither waits for a word of its own', async () => {
    const { rig, review } = await alike();
    expect(review).toMatchObject({ kind: 'match', changes: [] });
    expect(await spoken(rig)).toHaveLength(6);
  });

  it('merged, it is one: its records, its reminders, and nothing of the other is owed any more', async () => {
    const { rig, second, review, scene } = await alike();
    const gone = review.seminar;
    const [kept = gone] = review.resembles;
    const person = personIdOf(LANE, 'mira');
    const reminder = { person, seminar: gone, channel: channelIdOf(LANE, '@mira'), offset: '1h' };
    await rig.store.transaction((tx) => tx.people.putReminder(reminder));
    expect(await mergeReview(scene, review.id)).toMatchObject({ type: 'merged', waits: false });
    const seminars = await all(rig);
    expect(seminars.find(({ id }) => id === kept)).toMatchObject({
      publication: 'published',
      abstract: 'From the calendar.',
    });
    expect(seminars.find(({ id }) => id === gone)).toMatchObject({ publication: 'draft', speakers: [] });
    const owed = await rig.notices(gone);
    expect(owed.every(({ state }) => state === 'skipped' || state === 'withdrawn')).toBe(true);
    expect((await rig.store.read.people.remindersOf(kept)).map(({ offset }) => offset)).toEqual(['1h']);
    // What the source says later is about the one.
    second.put({ b: { ...foam, start: '2026-12-10T11:00:00+10:00', abstract: 'Newer.' } });
    await rig.sync(second);
    expect((await all(rig)).find(({ id }) => id === kept)?.abstract).toBe('Newer.');
    expect(await mergeReview(scene, review.id)).toMatchObject({ type: 'refused', why: 'settled' });
  });

  it('kept apart, it is not asked about again', async () => {
    const { rig, second, review, scene } = await alike();
    expect(await publishReview(scene, review.id)).toMatchObject({ type: 'refused', why: 'onlyMatch' });
    expect(await keepApart(scene, review.id)).toMatchObject({ type: 'apart', own: [] });
    second.put({ b: { ...foam, start: '2026-12-10T11:00:00+10:00', abstract: 'Newer.' } });
    await rig.sync(second);
    expect(await open(rig)).toEqual([]);
    expect(await all(rig)).toHaveLength(2);
  });

  it('of a mail merged into a published seminar, what it says anew still waits', async () => {
    const { mails, rig, scene, seminar } = await announced();
    mails.put('<2@x>', { ...foam, start: '2026-12-17T11:00:00+10:00' });
    await rig.sync(mails);
    const draft = (await open(rig)).find((review) => review.type === 'seminar' && review.kind === 'new');
    expect(draft).toMatchObject({ resembles: [seminar.id] });
    expect(await mergeReview(scene, draft?.id ?? reviewOf(seminar.id))).toMatchObject({ waits: true });
    const review = await onlyOpen(rig);
    expect([review.seminar, review.kind]).toEqual([seminar.id, 'move']);
    expect((await all(rig)).find(({ id }) => id === seminar.id)?.start?.equals(at(foam.start))).toBe(true);
  });

  it('of a later word that was about another seminar, it becomes a draft of its own', async () => {
    const { mails, rig, scene, seminar } = await announced();
    mails.put('<2@x>', { title: 'Foam, part two', start: foam.start }, { to: '<1@x>' });
    await rig.sync(mails);
    const outcome = await keepApart(scene, (await onlyOpen(rig)).id);
    expect(outcome).toMatchObject({ type: 'apart', own: [expect.any(String)] });
    const review = await onlyOpen(rig);
    expect(review).toMatchObject({ kind: 'new', proposed: { title: 'Foam, part two' } });
    expect(review.seminar).not.toBe(seminar.id);
    expect((await all(rig)).find(({ id }) => id === seminar.id)).toEqual(seminar);
  });
});

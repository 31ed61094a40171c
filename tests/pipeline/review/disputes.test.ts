import { afterEach, describe, expect, it } from 'vitest';
import { composeCard } from '../../../src/domain/cards/compose.ts';
import { SeminarFields } from '../../../src/domain/seminar.ts';
import { dismissReview } from '../../../src/pipeline/review/acts/dismiss.ts';
import { publishReview } from '../../../src/pipeline/review/acts/publish.ts';
import { textOf } from '../../domain/cards/sample-seminar.ts';
import type { Encoded, SyncRig } from '../sync/sync-kit.ts';
import { openSyncRig, ShelfSource } from '../sync/sync-kit.ts';
import { foam, only, onlyOpen, onlyProposal, open, sceneFor, spoken } from './review-kit.ts';

const rigs: SyncRig[] = [];
afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.store.close();
});

/** A list whose one record an organiser has changed by hand. */
async function patched(byHand: Encoded, fields: Encoded = foam) {
  const list = new ShelfSource('ical:talks');
  list.put({ a: fields });
  const rig = await openSyncRig([list]);
  rigs.push(rig);
  await rig.sync(list);
  const { id } = await only(rig);
  await rig.store.transaction((tx) => tx.seminars.putPatch(id, SeminarFields.decode(byHand)));
  /** The list says this from now on. */
  const tell = async (said: Encoded) => {
    list.put({ a: said });
    return rig.sync(list);
  };
  await tell({ ...fields, note: 'Merged anew' });
  return { list, rig, scene: sceneFor(rig, [list]), id, tell };
}

describe('a list that changes what was changed by hand', () => {
  it('asks, with the value that it gave before, the one given by hand and its new one', async () => {
    const { rig, tell, id } = await patched({ venue: { room: '9-1' } });
    const { concerns, reviews } = await tell({ ...foam, venue: { room: '8-1' }, abstract: 'New.' });
    expect(concerns).toMatchObject([{ type: 'patched', seminar: id }]);
    expect(concerns[0]?.text).toContain(`lectern review ${id}`);
    expect(reviews).toEqual([id]);
    // The rest of the record needs nobody's word.
    expect(await only(rig)).toMatchObject({ venue: { room: '9-1' }, abstract: 'New.' });
    expect(await onlyOpen(rig)).toMatchObject({
      kind: 'change',
      changes: ['venue'],
      proposed: { venue: { room: '8-1' } },
    });
    expect(await onlyProposal(rig)).toMatchObject({
      before: { venue: { room: '9-1' } },
      saidBefore: { venue: { room: '7-201' } },
    });
  });

  it('counts once it is published, and goes on counting: it is asked about no more', async () => {
    const { rig, scene, tell } = await patched({ venue: { room: '9-1' } });
    await tell({ ...foam, venue: { room: '8-1' } });
    expect(await publishReview(scene, (await onlyOpen(rig)).id)).toMatchObject({ type: 'published' });
    expect((await only(rig)).venue.room).toBe('8-1');
    const { concerns } = await tell({ ...foam, venue: { room: '8-2' } });
    expect([concerns, await open(rig)]).toEqual([[], []]);
    expect((await only(rig)).venue.room).toBe('8-2');
  });

  it('once published still takes its seminar with it when it goes: no word was said about that', async () => {
    const { rig, list, scene, tell } = await patched({ venue: { room: '9-1' } });
    await tell({ ...foam, venue: { room: '8-1' } });
    await publishReview(scene, (await onlyOpen(rig)).id);
    list.put({});
    expect((await rig.sync(list)).concerns).toMatchObject([{ type: 'orphaned' }]);
    expect(await spoken(rig)).toEqual([]);
  });

  it('dismissed leaves the word by hand, also when the rest of the record changes; another value asks again', async () => {
    const { rig, scene, tell } = await patched({ venue: { room: '9-1' } });
    await tell({ ...foam, venue: { room: '8-1' } });
    const { id } = await onlyOpen(rig);
    await dismissReview(scene, id);
    const { concerns } = await tell({ ...foam, venue: { room: '8-1' }, abstract: 'New.' });
    expect([concerns, await open(rig)]).toEqual([[], []]);
    expect(await only(rig)).toMatchObject({ venue: { room: '9-1' }, abstract: 'New.' });
    await tell({ ...foam, venue: { room: '8-2' }, abstract: 'New.' });
    expect((await onlyOpen(rig)).proposed.venue.room).toBe('8-2');
  });

  it('asks no more once it says again what it said, or what was said by hand', async () => {
    const { rig, tell } = await patched({ venue: { room: '9-1' } });
    for (const room of ['7-201', '9-1']) {
      await tell({ ...foam, venue: { room: '8-1' } });
      expect(await open(rig)).toHaveLength(1);
      await tell({ ...foam, venue: { room } });
      expect(await open(rig)).toEqual([]);
      expect((await only(rig)).venue.room).toBe('9-1');
    }
  });

  it('asks again when it is back after it was gone', async () => {
    const { rig, list, tell } = await patched({ venue: { room: '9-1' } });
    await tell({ ...foam, venue: { room: '8-1' } });
    list.put({});
    await rig.sync(list);
    expect(await open(rig)).toEqual([]);
    await tell({ ...foam, venue: { room: '8-1' } });
    expect((await onlyOpen(rig)).proposed.venue.room).toBe('8-1');
  });

  it('asks nobody about what is over', async () => {
    const { rig, tell } = await patched({ venue: { room: '9-1' } });
    await rig.clock.advance({ hours: 24 * 40 });
    const { concerns } = await tell({ ...foam, venue: { room: '8-1' } });
    expect([concerns, await open(rig)]).toEqual([[], []]);
  });

  it('shows its own title in no draft; published by its start, it asks', async () => {
    const { start: _, ...undated } = foam;
    const { rig, tell } = await patched({ title: 'Foam, by hand' }, undated);
    await tell({ ...undated, title: 'Foam, anew' });
    expect(await only(rig)).toMatchObject({ publication: 'draft', title: 'Foam, by hand' });
    await tell({ ...foam, title: 'Foam, anew' });
    expect(await only(rig)).toMatchObject({ publication: 'published', title: 'Foam, by hand' });
    expect(await onlyOpen(rig)).toMatchObject({ changes: ['title'], proposed: { title: 'Foam, anew' } });
  });
});

describe('the card that asks', () => {
  it('tells all three values, never a passcode, and offers no text where none was read', async () => {
    const online = { url: 'https://meet.example.org/1', passcode: 'opensesame' };
    const before = { ...foam, venue: { room: '7-201', online } };
    const start = '2026-12-03T13:00:00+10:00';
    const byHand = {
      start,
      title: 'Foam, by hand',
      venue: { room: '9-1', online: { ...online, meetingId: '1' } },
    };
    const { rig, tell } = await patched(byHand, before);
    const anew = { url: 'https://meet.example.org/2', passcode: 'sesame-open' };
    await tell({
      ...foam,
      start: '2026-12-04T15:00:00+10:00',
      title: 'Foam, anew',
      venue: { room: '8-1', online: anew },
    });
    const proposal = await onlyProposal(rig);
    const surface = { type: 'answer', viewer: { standing: 'organiser' }, joinLink: 'always' } as const;
    const zone = 'Australia/Brisbane';
    const context = {
      now: rig.clock.now(),
      locale: 'en-AU',
      timezone: zone,
      surface,
      command: '/seminar',
      seriesOf: () => undefined,
    };
    const said = textOf(composeCard({ kind: 'review', proposal }, context));
    expect(said).toContain('What was changed by hand stays until you publish this.');
    expect(said).toMatch(/New room: 8-1; was 9-1/);
    expect(said).toMatch(/New title: Foam, anew; was Foam, by hand/);
    expect(said).toMatch(
      /New time: Friday,? 4 December, 15:00 Brisbane; was Thursday,? 3 December, 13:00 Brisbane/,
    );
    const told = said.match(/Before it was changed by hand, its source said: (.*?)\.(?:\n|$| )/)?.[1] ?? said;
    expect(told).toContain('“The foam of breaking waves”');
    expect(told).toMatch(/Thursday,? 3 December, 11:00 Brisbane/);
    expect(told).toContain('7-201');
    expect(told).not.toMatch(/sesame/);
    expect(said).not.toContain('Show text');
  });
});

describe('what belongs together', () => {
  const long = { ...foam, end: '2026-12-03T12:00:00+10:00' };
  const moved = { ...foam, start: '2026-12-04T15:00:00+10:00', end: '2026-12-04T17:00:00+10:00' };
  const times = async (rig: SyncRig) => {
    const { start, end } = await only(rig);
    return [start?.toString(), end?.toString()];
  };

  it('an end waits with its start', async () => {
    const { rig, scene, tell } = await patched({ start: '2026-12-03T13:00:00+10:00' }, long);
    expect(await times(rig)).toEqual(['2026-12-03T03:00:00Z', '2026-12-03T04:00:00Z']);
    await tell(moved);
    expect(await times(rig)).toEqual(['2026-12-03T03:00:00Z', '2026-12-03T04:00:00Z']);
    const { id, kind } = await onlyOpen(rig);
    expect(kind).toBe('move');
    await publishReview(scene, id);
    expect(await times(rig)).toEqual(['2026-12-04T05:00:00Z', '2026-12-04T07:00:00Z']);
  });

  it('a link that nobody changed by hand counts at once, though the room was', async () => {
    const online = { url: 'https://meet.example.org/1' };
    const anew = { url: 'https://meet.example.org/2' };
    const { rig, tell } = await patched(
      { venue: { room: '9-1' } },
      { ...foam, venue: { room: '7-201', online } },
    );
    const { concerns } = await tell({ ...foam, venue: { room: '7-201', online: anew } });
    expect([concerns, await open(rig)]).toEqual([[], []]);
    expect((await only(rig)).venue).toEqual({ room: '9-1', online: anew });
  });

  it('a room is asked about without its link, and the link by hand stays', async () => {
    const online = { url: 'https://meet.example.org/1' };
    const byHand = { room: '9-1', online: { url: 'https://meet.example.org/hand' } };
    const { rig, scene, tell } = await patched(
      { venue: byHand },
      { ...foam, venue: { room: '7-201', online } },
    );
    await tell({ ...foam, venue: { room: '8-1', online } });
    const { id, proposed } = await onlyOpen(rig);
    expect(proposed.venue).toEqual({ ...byHand, room: '8-1' });
    await publishReview(scene, id);
    expect((await only(rig)).venue).toEqual({ ...byHand, room: '8-1' });
  });
});

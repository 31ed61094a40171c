import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type MergedFields, mergedOf } from '../../../src/domain/merge.ts';
import { SeminarFields } from '../../../src/domain/seminar.ts';
import { dismissReview } from '../../../src/pipeline/review/acts/dismiss.ts';
import { publishReview } from '../../../src/pipeline/review/acts/publish.ts';
import { reconsider } from '../../../src/pipeline/sync/reconsider.ts';
import { type Encoded, openSyncRig, ShelfSource } from '../sync/sync-kit.ts';
import { only, open, sceneFor } from './review-kit.ts';

/** Few values, so that the list and the hand often agree, and both come back to what was said before. */
const anyWord = fc
  .record(
    {
      title: fc.constantFrom('Foam', 'Spray', 'TBA'),
      start: fc.constantFrom('2026-12-03T11:00:00+10:00', '2026-12-04T15:00:00+10:00'),
      end: fc.constantFrom('2026-12-03T12:00:00+10:00', '2026-12-04T17:00:00+10:00'),
      status: fc.constantFrom('scheduled' as const, 'cancelled' as const),
      room: fc.constantFrom('7-201', '9-1', '8-1'),
      link: fc.constantFrom('https://meet.example.org/1', 'https://meet.example.org/2'),
      abstract: fc.constantFrom('Old.', 'New.'),
    },
    { requiredKeys: [] },
  )
  .map(({ room, link, ...fields }): Encoded => {
    const venue = { ...(room ? { room } : {}), ...(link ? { online: { url: link } } : {}) };
    return { ...fields, ...(Object.keys(venue).length > 0 ? { venue } : {}) };
  });

const anyStep = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('list' as const), says: anyWord }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('hand' as const), says: anyWord }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom('publish' as const, 'dismiss' as const, 'gone' as const) }),
  },
);

/** Each alone: place and session are changed by hand apart. */
const FIELDS: Readonly<Record<string, (fields: Partial<MergedFields>) => string | undefined>> = {
  title: ({ title }) => (title === 'TBA' ? undefined : title),
  start: ({ start }) => start?.toString(),
  status: ({ status }) => status,
  room: ({ venue }) => venue?.room,
  link: ({ venue }) => venue?.online?.url,
};
const NAMES = Object.keys(FIELDS);
const wordOf = (name: string, fields: Partial<MergedFields>) => FIELDS[name]?.(fields);

async function openStory() {
  const list = new ShelfSource('ical:talks');
  const rig = await openSyncRig([list]);
  const { store, clock, context } = rig;
  let row: Encoded = { title: 'Foam', start: '2026-12-03T11:00:00+10:00', venue: { room: '7-201' } };
  /** Of each field, whatever the list has said so far. */
  const said = new Map(NAMES.map((name) => [name, new Set<string | undefined>()]));
  const sync = async (): Promise<SeminarFields> => {
    list.put({ row });
    await rig.sync(list);
    return SeminarFields.decode(row);
  };
  const merge = () => store.transaction((tx) => reconsider(tx, [id], [list.id], context, clock.now()));
  for (const name of NAMES) said.get(name)?.add(wordOf(name, await sync()));
  const { id } = await only(rig);

  /** What was given by hand stays, what was not follows the list, and what is new and against the hand is asked about. */
  const tell = async (says: Encoded): Promise<void> => {
    const before = await only(rig);
    const patch = await store.read.seminars.patchOf(id);
    row = { ...row, ...says };
    const now = await sync();
    const after = await only(rig);
    const [review] = await open(rig);
    for (const name of NAMES) {
      const [hand, listed] = [wordOf(name, patch), wordOf(name, now)];
      if (hand !== undefined) expect([name, wordOf(name, after)]).toEqual([name, wordOf(name, before)]);
      else if (listed !== undefined) expect([name, wordOf(name, after)]).toEqual([name, listed]);
      const isNews = listed !== undefined && said.get(name)?.has(listed) === false;
      said.get(name)?.add(listed);
      if (!isNews || hand === undefined || hand === listed) continue;
      const proposed = review?.type === 'seminar' ? review.proposed : undefined;
      expect([name, proposed && wordOf(name, proposed)]).toEqual([name, listed]);
      // An end belongs to its start.
      if (name === 'start' && patch.end === undefined) expect(after.end).toEqual(before.end);
    }
    expect(await store.read.seminars.patchOf(id)).toEqual(patch);
  };

  const changeByHand = async (says: Encoded): Promise<void> => {
    const patch = await store.read.seminars.patchOf(id);
    const venue = { ...patch.venue, ...says.venue };
    const word = { ...says, ...(Object.keys(venue).length > 0 ? { venue } : {}) };
    await store.transaction((tx) => tx.seminars.putPatch(id, { ...patch, ...SeminarFields.decode(word) }));
    await merge();
  };

  const decide = async (word: 'publish' | 'dismiss'): Promise<void> => {
    const [review] = await open(rig);
    if (review?.type !== 'seminar') return;
    const before = await only(rig);
    const scene = sceneFor(rig, [list]);
    const outcome = await (word === 'publish' ? publishReview : dismissReview)(scene, review.id);
    expect(outcome.type).not.toBe('refused');
    expect(mergedOf(await only(rig))).toEqual(mergedOf(word === 'publish' ? review.proposed : before));
    expect(await open(rig)).toEqual([]);
    // The list is believed again.
    const patch = await store.read.seminars.patchOf(id);
    const published =
      word === 'publish' ? ['title', 'start'].filter((name) => review.changes.includes(name)) : [];
    for (const name of published) expect([name, wordOf(name, patch)]).toEqual([name, undefined]);
  };

  const goAndComeBack = async (): Promise<void> => {
    const before = await only(rig);
    const asked = await open(rig);
    list.put({});
    await rig.sync(list);
    expect([mergedOf(await only(rig)), await open(rig)]).toEqual([mergedOf(before), []]);
    await sync();
    expect(mergedOf(await only(rig))).toEqual(mergedOf(before));
    expect((await open(rig)).map(({ id: review }) => review)).toEqual(asked.map(({ id: review }) => review));
  };

  /** Whoever merges anew comes to the same, and to the same question. */
  const settle = async (): Promise<void> => {
    const before = [await only(rig), await open(rig)];
    await merge();
    expect([await only(rig), await open(rig)]).toEqual(before);
  };
  return { rig, tell, changeByHand, decide, goAndComeBack, settle };
}

it('whatever a list says, what was changed by hand changes by a word alone, and then to what was proposed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 2, maxLength: 12 }), async (steps) => {
      const story = await openStory();
      try {
        for (const step of steps) {
          if (step.do === 'list') await story.tell(step.says);
          else if (step.do === 'hand') await story.changeByHand(step.says);
          else if (step.do === 'gone') await story.goAndComeBack();
          else await story.decide(step.do);
          await story.settle();
        }
      } finally {
        await story.rig.store.close();
      }
    }),
    { numRuns: 200 },
  );
});

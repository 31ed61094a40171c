import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Seminar } from '../../../src/domain/seminar.ts';
import { parseOffset } from '../../../src/domain/time/offset.ts';
import { dismissReview } from '../../../src/pipeline/review/acts/dismiss.ts';
import { keepApart } from '../../../src/pipeline/review/acts/keep-apart.ts';
import { mergeReview } from '../../../src/pipeline/review/acts/merge.ts';
import { publishReview } from '../../../src/pipeline/review/acts/publish.ts';
import { aPolicy, aRoute } from '../plan/kit.ts';
import { type Encoded, openSyncRig, ShelfSource, type SyncRig } from '../sync/sync-kit.ts';
import { all, Mailbox, open, sceneFor } from './review-kit.ts';

/** Everything is announced as soon as it is published, so that nothing hides behind a due time. */
const AT_ONCE = { when: 'immediately', needs: [], latest: parseOffset('3d') } as const;
const POLICY = aPolicy({ routes: [aRoute({ announce: AT_ONCE })] });

const STARTS = [
  undefined,
  '2026-12-03T11:00:00+10:00',
  '2026-12-03T12:00:00+10:00',
  '2026-12-10T11:00:00+10:00',
  '2026-11-01T11:00:00+10:00',
];
/** Few words, so that records meet; the abstract tells which version it was. */
const anyFields = fc.record({
  title: fc.constantFrom(undefined, 'Foam', 'Spray'),
  speaker: fc.constantFrom(undefined, 'Ida Moss', 'Per Lind'),
  start: fc.constantFrom(...STARTS),
  status: fc.constantFrom(undefined, undefined, undefined, 'cancelled', 'postponed'),
  room: fc.constantFrom(undefined, '7-201', '9-1'),
});
type AnyFields = typeof anyFields extends fc.Arbitrary<infer T> ? T : never;

const anyStep = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('text'), file: fc.constantFrom('a', 'b'), fields: anyFields }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove'), file: fc.constantFrom('a', 'b') }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('mail'),
      to: fc.option(fc.nat(6), { nil: undefined }),
      again: fc.boolean(),
      fields: anyFields,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('deliver'), hours: fc.integer({ min: 1, max: 200 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('dismiss', 'apart', 'merge'), at: fc.nat(5) }) },
);
const anyWord = fc.record({ do: fc.constant('publish'), at: fc.nat(5) });
const anyRow = fc.record({ do: fc.constant('row'), fields: anyFields });
type Step =
  | (typeof anyStep extends fc.Arbitrary<infer T> ? T : never)
  | { readonly do: 'publish'; readonly at: number }
  | { readonly do: 'row'; readonly fields: AnyFields };

class Story {
  readonly texts: ShelfSource;
  readonly mails: Mailbox;
  readonly list: ShelfSource;
  readonly rig: SyncRig;
  #files: Record<string, Encoded & { prose: boolean }> = {};
  #count = 0;

  private constructor(
    rig: SyncRig,
    sources: { readonly texts: ShelfSource; readonly mails: Mailbox; readonly list: ShelfSource },
  ) {
    this.rig = rig;
    this.texts = sources.texts;
    this.mails = sources.mails;
    this.list = sources.list;
  }

  static async open(): Promise<Story> {
    const [texts, mails, list] = [
      new ShelfSource('files:talks', true),
      new Mailbox('imap:talks'),
      new ShelfSource('csv:sheet'),
    ];
    return new Story(await openSyncRig([texts, mails, list], POLICY), { texts, mails, list });
  }

  async run(step: Step): Promise<void> {
    const { rig } = this;
    const scene = sceneFor(rig, [this.texts, this.mails, this.list]);
    switch (step.do) {
      case 'text':
      case 'remove': {
        const { [step.file]: _gone, ...others } = this.#files;
        this.#files =
          'fields' in step
            ? { ...others, [step.file]: { ...this.#fields(step.fields), prose: true } }
            : others;
        this.texts.put(this.#files);
        await rig.sync(this.texts);
        return;
      }
      case 'mail': {
        this.#count += 1;
        const id = `<${step.again ? 1 : this.#count}@x>`;
        this.mails.put(id, this.#fields(step.fields), step.to === undefined ? {} : { to: `<${step.to}@x>` });
        await rig.sync(this.mails);
        return;
      }
      case 'row':
        this.list.put({ row: { ...this.#fields(step.fields), abstract: 'From the list.' } });
        await rig.sync(this.list);
        return;
      case 'deliver':
        await rig.clock.advance({ hours: step.hours });
        await rig.deliver();
        return;
      default: {
        const waiting = await open(rig);
        const review = waiting[step.at % Math.max(1, waiting.length)];
        if (!review) return;
        if (step.do === 'publish') await publishReview(scene, review.id);
        if (step.do === 'dismiss') await dismissReview(scene, review.id);
        if (step.do === 'apart') await keepApart(scene, review.id);
        if (step.do === 'merge') await mergeReview(scene, review.id);
      }
    }
  }

  #fields({ title, speaker, start, status, room }: AnyFields): Encoded {
    this.#count += 1;
    return {
      abstract: `unseen-${this.#count}`,
      ...(title === undefined ? {} : { title }),
      ...(speaker === undefined ? {} : { speakers: [{ name: speaker }] }),
      ...(start === undefined ? {} : { start }),
      ...(status === undefined ? {} : { status: status as 'cancelled' | 'postponed' }),
      ...(room === undefined ? {} : { venue: { room } }),
    };
  }
}

const published = async ({ rig }: Story): Promise<readonly Seminar[]> =>
  (await all(rig)).filter(({ publication }) => publication === 'published');

describe('whatever order versions arrive in', () => {
  it('nothing read from prose reaches the outbox before somebody publishes it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: 14 }), async (steps) => {
        const story = await Story.open();
        try {
          for (const step of steps) {
            await story.run(step);
            expect(await story.rig.notices()).toEqual([]);
            expect(await published(story)).toEqual([]);
          }
        } finally {
          await story.rig.store.close();
        }
      }),
      { numRuns: 100 },
    );
  });

  it('what is published changes by words alone, and says then what the proposal said', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof({ weight: 3, arbitrary: anyStep }, anyWord), { minLength: 4, maxLength: 16 }),
        async (steps) => {
          const story = await Story.open();
          try {
            for (const step of steps) {
              const before = await published(story);
              const waiting = await open(story.rig);
              await story.run(step);
              const after = await published(story);
              if (step.do !== 'publish') {
                expect(after.map(unposted)).toEqual(before.map(unposted));
                continue;
              }
              const meant = waiting[step.at % Math.max(1, waiting.length)];
              for (const seminar of after) {
                const known = before.find(({ id }) => id === seminar.id);
                if (known && meant?.type === 'seminar' && meant.seminar !== seminar.id) {
                  expect(seminar).toEqual(known);
                } else if (meant?.type === 'seminar' && meant.seminar === seminar.id) {
                  const { title, start, speakers, venue, status, abstract } = meant.proposed;
                  expect(seminar).toMatchObject({ speakers, venue, status });
                  expect([seminar.title, seminar.start?.toString(), seminar.abstract]).toEqual([
                    title,
                    start?.toString(),
                    abstract,
                  ]);
                }
              }
            }
          } finally {
            await story.rig.store.close();
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it('a list that tells of the same talk carries nothing of them to readers', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof({ weight: 3, arbitrary: anyStep }, anyRow), { minLength: 2, maxLength: 12 }),
        async (steps) => {
          const story = await Story.open();
          try {
            for (const step of steps) {
              await story.run(step);
              for (const { abstract } of await published(story)) {
                expect(abstract ?? '').not.toContain('unseen');
              }
            }
          } finally {
            await story.rig.store.close();
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});

/** Revisions count what was seen; merging by hand may move nothing of what is shown. */
function unposted({ revision: _revision, changedAt: _changedAt, ...seminar }: Seminar) {
  return seminar;
}

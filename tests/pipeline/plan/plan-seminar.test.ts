import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { channelIdOf, LaneId, MessageId, NoticeId, PersonId } from '../../../src/domain/ids.ts';
import { materialOf } from '../../../src/domain/material.ts';
import { encodeNoticeKey, type PlannedNotice } from '../../../src/domain/notice.ts';
import type { Post } from '../../../src/domain/post.ts';
import type { Seminar } from '../../../src/domain/seminar.ts';
import { isDayOff } from '../../../src/domain/time/days-off.ts';
import { parseOffset } from '../../../src/domain/time/offset.ts';
import { type PlanInput, planSeminar } from '../../../src/pipeline/plan/plan-seminar.ts';
import { aSeminar } from '../../domain/sample-seminar.ts';
import { aPolicy, aTarget, at, CHANNEL, LANE, OTHER } from './kit.ts';

function inputOf(over: Partial<PlanInput> = {}): PlanInput {
  return {
    seminar: aSeminar(),
    targets: [aTarget()],
    reminders: [],
    posts: [],
    said: new Map(),
    orphaned: false,
    justChanged: false,
    policy: aPolicy(),
    until: at('2030-01-01T00:00Z'),
    dueBefore: () => undefined,
    ...over,
  };
}

const brief = (notices: readonly PlannedNotice[]): string[] =>
  notices.map(({ kind, due, detail }) => {
    const local = due
      .toZonedDateTimeISO('Australia/Brisbane')
      .toPlainDateTime()
      .toString({ smallestUnit: 'minute' });
    return [kind, detail.offset ?? detail.place, local].filter(Boolean).join(' ');
  });

function aPost(over: Partial<Post> = {}): Post {
  return {
    id: NoticeId.parse('aaaaaaaaaa'),
    lane: LANE,
    channel: CHANNEL,
    kind: 'announcement',
    seminars: [aSeminar().id],
    message: MessageId.parse('1'),
    shownRevision: 1,
    postedAt: at('2026-11-26T09:00+10:00'),
    ...over,
  };
}

describe('what a published seminar owes', () => {
  it('an announcement, the reminders and nothing else', () => {
    expect(brief(planSeminar(inputOf()))).toEqual([
      'announcement 2026-11-26T09:00',
      'reminder 0d@09:00 2026-12-03T09:00',
      'reminder 15m 2026-12-03T10:45',
    ]);
  });

  it('“starting now” where the route says so, worth ten minutes', () => {
    const plan = planSeminar(inputOf({ targets: [aTarget({ startingNow: true })] }));
    const now = plan.find((notice) => notice.kind === 'startingNow');
    expect(now?.due.equals(at('2026-12-03T11:00+10:00'))).toBe(true);
    expect(now?.expires.equals(at('2026-12-03T11:10+10:00'))).toBe(true);
  });

  it.each([
    ['a draft', { publication: 'draft' as const }],
    ['no start', { start: undefined, end: undefined }],
    ['cancelled', { status: 'cancelled' as const }],
    ['postponed', { status: 'postponed' as const }],
  ])('%s owes nothing', (_, over) => {
    expect(planSeminar(inputOf({ seminar: aSeminar(over) }))).toEqual([]);
  });

  it('one that no source has any more is not spoken of', () => {
    expect(planSeminar(inputOf({ orphaned: true }))).toEqual([]);
  });

  it('nothing is materialised from the horizon on', () => {
    const plan = planSeminar(inputOf({ until: at('2026-12-03T10:45+10:00') }));
    expect(brief(plan)).toEqual(['announcement 2026-11-26T09:00', 'reminder 0d@09:00 2026-12-03T09:00']);
  });

  it('says what the announcement waits for, and until when, and keeps its due time', () => {
    const announce = {
      when: parseOffset('7d@09:00'),
      needs: ['title', 'abstract'] as const,
      latest: parseOffset('3d'),
    };
    const targets = [aTarget({ announce, remind: [] })];
    const [waiting] = planSeminar(inputOf({ targets, seminar: aSeminar({ title: undefined }) }));
    expect(waiting?.detail).toEqual({ needs: ['title', 'abstract'], waitsUntil: '2026-11-30T01:00:00Z' });
    expect(waiting?.due.equals(at('2026-11-26T09:00+10:00'))).toBe(true);
    const [complete] = planSeminar(inputOf({ targets, seminar: aSeminar({ abstract: 'All of it.' }) }));
    expect(complete?.detail).toEqual({});
  });

  it('an immediate announcement is due when the record was first published, whatever changed since', () => {
    const targets = [
      aTarget({ announce: { when: 'immediately', needs: [], latest: parseOffset('1h') }, remind: [] }),
    ];
    const first = planSeminar(inputOf({ targets }));
    expect(first[0]?.due.equals(aSeminar().changedAt)).toBe(true);
    const later = aSeminar({ changedAt: at('2026-11-20T08:00+10:00'), revision: 2 });
    const again = planSeminar(inputOf({ targets, seminar: later, dueBefore: () => first[0]?.due }));
    expect(again[0]?.due.equals(aSeminar().changedAt)).toBe(true);
  });

  it('an immediate announcement of what has begun is none', () => {
    const targets = [aTarget({ announce: { when: 'immediately', needs: [], latest: parseOffset('1h') } })];
    const seminar = aSeminar({ changedAt: at('2026-12-03T11:00+10:00') });
    expect(planSeminar(inputOf({ targets, seminar })).filter(({ kind }) => kind === 'announcement')).toEqual(
      [],
    );
  });

  it('offsets that meet in one instant collapse, in whatever order they are written', () => {
    const offsets = ['24h', '1d', '2h', '0d@09:00'].map(parseOffset);
    for (const remind of [offsets, offsets.toReversed()]) {
      const plan = planSeminar(inputOf({ targets: [aTarget({ announce: 'never', remind })] }));
      expect(brief(plan)).toEqual(['reminder 1d 2026-12-02T11:00', 'reminder 0d@09:00 2026-12-03T09:00']);
    }
  });

  it('people’s own reminders go to them, and to the preview in rehearsal', () => {
    const lane = LaneId.parse('slack:T1');
    const reminder = {
      person: PersonId.parse('slack:T1/U1'),
      seminar: aSeminar().id,
      channel: channelIdOf(lane, 'D1'),
      offset: '1h',
    };
    const [live] = planSeminar(inputOf({ targets: [], reminders: [reminder] }));
    expect([live?.channel, live?.lane, live?.detail]).toEqual(['slack:T1/D1', 'slack:T1', { offset: '1h' }]);
    const policy = aPolicy({ mode: 'rehearsal' });
    const [rehearsed] = planSeminar(inputOf({ targets: [], reminders: [reminder], policy }));
    expect([rehearsed?.channel, rehearsed?.detail.rehearses]).toEqual([
      'preview:local/slack:T1/U1',
      'slack:T1/U1',
    ]);
  });
});

describe('changes', () => {
  const said = (seminar: Seminar, version = 3) =>
    new Map([[CHANNEL, { version, material: materialOf(seminar) }]]);
  const changed = (over: Parameters<typeof aSeminar>[0], when = '2026-11-27T10:00:00+10:00') =>
    aSeminar({ revision: 2, changedAt: at(when), ...over });
  const change = (seminar: Seminar, over: Partial<PlanInput> = {}) =>
    planSeminar(inputOf({ seminar, said: said(aSeminar()), posts: [aPost()], ...over })).find(
      ({ kind }) => kind === 'change',
    );

  it('nothing is said while what was said holds, or when it holds again', () => {
    expect(change(changed({ abstract: 'New' }))).toBeUndefined();
    expect(change(changed({}))).toBeUndefined();
  });

  it('the key names the saying; a move is said in the channel after edits have settled', () => {
    const notice = change(changed({ start: at('2026-12-04T15:00+10:00') }));
    expect(notice?.key).toEqual({ kind: 'change', seminar: aSeminar().id, channel: CHANNEL, said: 3 });
    expect(notice?.due.toString()).toBe('2026-11-27T00:01:00Z');
    expect(notice?.detail.place).toBe('channel');
  });

  it('is worth something until the later of the old and the new end', () => {
    const later = change(changed({ start: at('2026-12-04T15:00+10:00') }));
    expect(later?.expires.equals(at('2026-12-04T16:00+10:00'))).toBe(true);
    const earlier = change(changed({ start: at('2026-12-01T15:00+10:00') }));
    expect(earlier?.expires.equals(at('2026-12-03T12:00+10:00'))).toBe(true);
  });

  it('cancelled and postponed do not wait', () => {
    for (const status of ['cancelled', 'postponed'] as const) {
      const notice = change(changed({ status }));
      expect(notice?.due.equals(at('2026-11-27T10:00+10:00'))).toBe(true);
      expect(notice?.detail.place).toBe('channel');
    }
  });

  it('postponed without a date is said until the old end', () => {
    const notice = change(changed({ status: 'postponed', start: undefined, end: undefined }));
    expect(notice?.expires.equals(at('2026-12-03T12:00+10:00'))).toBe(true);
  });

  it('in the last hour nothing waits longer than ten seconds, by the old time or the new', () => {
    const room = change(changed({ venue: { room: '9-1' } }, '2026-12-03T10:30:00+10:00'));
    expect(room?.due.equals(at('2026-12-03T10:30:10+10:00'))).toBe(true);
    const away = change(changed({ start: at('2026-12-20T11:00+10:00') }, '2026-12-03T10:30:00+10:00'));
    expect(away?.due.equals(at('2026-12-03T10:30:10+10:00'))).toBe(true);
  });

  it.each([
    ['a room far ahead', { venue: { room: '9-1' } }, '2026-11-27T10:00+10:00', 'thread'],
    ['a room the day before', { venue: { room: '9-1' } }, '2026-12-02T12:00+10:00', 'channel'],
    ['another title the day before', { title: 'Spray' }, '2026-12-02T12:00+10:00', 'thread'],
    [
      'another speaker the day before',
      { speakers: [{ name: 'Per Lind' }] },
      '2026-12-02T12:00+10:00',
      'thread',
    ],
  ])('auto: %s is said in the %s', (_, over, when, place) => {
    expect(change(changed(over, when))?.detail.place).toBe(place);
  });

  it('a title that was TBA is said aloud when it is near', () => {
    const before = said(aSeminar({ title: undefined }));
    expect(change(changed({}, '2026-12-02T12:00+10:00'), { said: before })?.detail.place).toBe('channel');
    expect(change(changed({}), { said: before })?.detail.place).toBe('thread');
  });

  it('obeys the route: silent, thread, and no word of a link that is never shown', () => {
    const link = { venue: { room: '7-201', online: { url: 'https://zoom.example/j/2' } } };
    const by = (over: Parameters<typeof aTarget>[0]) => ({ targets: [aTarget(over)] });
    expect(change(changed({ status: 'cancelled' }), by({ changes: 'silent' }))).toBeUndefined();
    expect(change(changed({ status: 'cancelled' }), by({ changes: 'thread' }))?.detail.place).toBe('thread');
    expect(change(changed(link), by({ joinLink: 'never' }))).toBeUndefined();
    expect(change(changed(link), by({ joinLink: 'reminder' }))).toBeDefined();
  });

  it('nobody is told where nothing stands any more', () => {
    const posts = [aPost({ removed: 'retracted' })];
    expect(change(changed({ status: 'cancelled' }), { posts })).toBeUndefined();
  });

  it('what changes after the end is not said', () => {
    expect(change(changed({ venue: { room: '9-1' } }, '2026-12-03T12:00:00+10:00'))).toBeUndefined();
  });
});

describe('edits', () => {
  const edits = (seminar: Seminar, post: Post) =>
    planSeminar(inputOf({ seminar, targets: [], posts: [post] })).filter(({ kind }) => kind === 'edit');

  it('each standing post that shows another revision is owed one, due when the record changed', () => {
    const seminar = aSeminar({ revision: 2, status: 'cancelled', changedAt: at('2026-11-27T10:00+10:00') });
    const [edit] = edits(seminar, aPost());
    expect(edit?.key).toEqual({ kind: 'edit', post: 'aaaaaaaaaa' });
    expect(edit?.due.equals(seminar.changedAt)).toBe(true);
  });

  it.each([
    ['shows it already', { shownRevision: 2 }],
    ['was removed', { removed: 'person' as const }],
  ])('none where the post %s', (_, over) => {
    expect(edits(aSeminar({ revision: 2 }), aPost(over))).toEqual([]);
  });

  it('a digest is mended in the transaction that changes one of its seminars, and asked no more', () => {
    const digest = aPost({ kind: 'digest', seminars: [aSeminar().id, aSeminar().id] });
    const seminar = aSeminar({ revision: 9 });
    const plan = (justChanged: boolean) =>
      planSeminar(inputOf({ seminar, targets: [], posts: [digest], justChanged }));
    expect(plan(true).map(({ key, seminar: about }) => [key.kind, about])).toEqual([['edit', undefined]]);
    expect(plan(false)).toEqual([]);
  });
});

describe('properties of any plan', () => {
  const instant = fc
    .integer({ min: Date.UTC(2026, 0, 1) / 60_000, max: Date.UTC(2028, 0, 1) / 60_000 })
    .map((minutes) => Temporal.Instant.fromEpochMilliseconds(minutes * 60_000));
  const offset = fc
    .oneof(
      fc.integer({ min: 1, max: 5000 }).map((n) => `${n}m`),
      fc.integer({ min: 1, max: 30 }).map((n) => `${n}d`),
      fc
        .tuple(fc.integer({ min: 0, max: 14 }), fc.integer({ min: 0, max: 23 }))
        .map(([d, h]) => `${d}d@${h}:00`),
    )
    .map(parseOffset);
  const target = fc.record({
    announce: fc.oneof(
      fc.constant('never' as const),
      fc.record({
        when: fc.oneof(fc.constant('immediately' as const), offset),
        needs: fc.subarray(['title', 'speakers', 'abstract', 'venue'] as const),
        latest: offset,
      }),
    ),
    remind: fc.array(offset, { maxLength: 5 }),
    startingNow: fc.boolean(),
    joinLink: fc.constantFrom('always' as const, 'reminder' as const, 'never' as const),
    changes: fc.constantFrom('auto' as const, 'thread' as const, 'channel' as const, 'silent' as const),
  });
  const seminar = fc
    .record({
      start: fc.option(instant, { nil: undefined }),
      changedAt: instant,
      timezone: fc.constantFrom('Australia/Lord_Howe', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata'),
      status: fc.constantFrom(
        'scheduled' as const,
        'scheduled' as const,
        'cancelled' as const,
        'postponed' as const,
      ),
      title: fc.option(fc.constant('Foam'), { nil: undefined }),
      revision: fc.integer({ min: 1, max: 3 }),
    })
    .map(aSeminar);
  const inputs = fc
    .record({ seminar, before: seminar, first: target, second: target, offset, hasPosts: fc.boolean() })
    .map(({ seminar: now, before, first, second, offset: own, hasPosts }) =>
      inputOf({
        seminar: now,
        targets: [aTarget(first), aTarget({ ...second, channel: OTHER })],
        reminders: [
          { person: PersonId.parse('preview:local/ada'), seminar: now.id, channel: OTHER, offset: own.text },
        ],
        posts: hasPosts ? [aPost(), aPost({ id: NoticeId.parse('bbbbbbbbbb'), channel: OTHER })] : [],
        said: new Map([
          [CHANNEL, { version: 1, material: materialOf(before) }],
          [OTHER, { version: 1, material: materialOf(before) }],
        ]),
        policy: aPolicy({
          closed: [
            {
              from: Temporal.PlainDate.from('2027-04-05'),
              to: Temporal.PlainDate.from('2027-04-09'),
              name: 'Break',
            },
          ],
        }),
      }),
    );

  it('every notice is due before it expires, keys are unique, and planning again plans the same', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const plan = planSeminar(input);
        for (const { due, expires } of plan) expect(Temporal.Instant.compare(due, expires)).toBe(-1);
        const keys = plan.map((notice) => encodeNoticeKey(notice.key));
        expect(new Set(keys).size).toBe(keys.length);
        expect(new Set(plan.map(({ id }) => id)).size).toBe(keys.length);
        expect(planSeminar(input)).toEqual(plan);
      }),
      { numRuns: 1000 },
    );
  });

  it('nothing lands on a day off because of an offset alone', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { start, timezone } = input.seminar;
        const exact = new Set(
          input.targets.flatMap(({ announce }) =>
            announce === 'never' || announce.when === 'immediately' || announce.when.type === 'exact'
              ? ['exact']
              : [],
          ),
        );
        for (const { kind, due, detail } of planSeminar(input)) {
          if (kind !== 'reminder' && kind !== 'announcement') continue;
          if (kind === 'announcement' && exact.size > 0) continue;
          if (detail.offset !== undefined && parseOffset(detail.offset).type === 'exact') continue;
          const day = due.toZonedDateTimeISO(timezone).toPlainDate();
          if (start && day.equals(start.toZonedDateTimeISO(timezone).toPlainDate())) continue;
          expect(isDayOff(day, input.policy)).toBe(false);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

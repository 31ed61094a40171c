import {
  ChannelId,
  LaneId,
  LeaseToken,
  MessageId,
  PersonId,
  readableDigest,
  SeminarId,
  SeriesId,
  SourceId,
} from '../../src/domain/ids.ts';
import { type NoticeKey, noticeIdOf, type PlannedNotice } from '../../src/domain/notice.ts';
import type { Post } from '../../src/domain/post.ts';
import type { Seminar, SeminarFields } from '../../src/domain/seminar.ts';

/** Noon of an invented day: where every test of the store begins. */
export const NOON = Temporal.Instant.from('2027-03-10T02:00:00Z');

export const LANE = LaneId.parse('preview:local');
export const OTHER_LANE = LaneId.parse('slack:T0EXAMPLE');
export const CHANNEL = ChannelId.parse('preview:local/#seminars');
export const OTHER_CHANNEL = ChannelId.parse('preview:local/#systems');
export const PERSON = PersonId.parse('preview:local/mira');
export const SOURCE = SourceId.parse('files:seminars');
export const SERIES = SeriesId.parse('data-science');

export const token = (name: string): LeaseToken => LeaseToken.parse(name);
export const message = (name: string): MessageId => MessageId.parse(name);
export const seminarId = (n: number): SeminarId => SeminarId.parse(readableDigest(`seminar ${n}`, 8));

/** A seminar `n` hours after noon, with nothing said that need not be. */
export function makeSeminar(n: number, over: Partial<Seminar> = {}): Seminar {
  return {
    id: seminarId(n),
    title: `Talk ${n}`,
    speakers: [],
    venue: {},
    timezone: 'Australia/Brisbane',
    status: 'scheduled',
    audience: 'members',
    tags: [],
    publication: 'published',
    revision: 1,
    epoch: 0,
    sequence: 0,
    changedAt: NOON,
    start: NOON.add({ hours: n }),
    ...over,
  };
}

/** Every field there is: a field that the domain gains does not compile until it is kept, too. */
export const FULL_FIELDS: Required<SeminarFields> = {
  series: SERIES,
  kind: 'Confirmation Seminar',
  host: 'School of Invented Sciences',
  title: 'Reading the tide: 潮位の学習',
  speakers: [
    {
      name: 'Zoë Ångström',
      affiliation: 'Harbour Lab',
      bio: 'Measures.\n\nOften.',
      url: 'https://example.org/z',
    },
    { name: 'Li Wei 李伟' },
  ],
  abstract: 'First paragraph.\n\nSecond, with “quotes” & <tags>.',
  start: Temporal.Instant.from('2027-03-12T01:00:00.123456789Z'),
  end: Temporal.Instant.from('2027-03-12T02:00:00Z'),
  timezone: 'Australia/Brisbane',
  date: Temporal.PlainDate.from('2027-03-12'),
  venue: {
    room: '78-420',
    building: 'Harbour House',
    map: 'https://example.org/map',
    online: {
      provider: 'Zoom',
      url: 'https://example.zoom.us/j/1',
      meetingId: '123 456',
      passcode: 'tide-pass',
    },
  },
  status: 'postponed',
  statusReason: 'The tide is out.',
  audience: 'public',
  tags: ['tides', 'learning'],
  chair: 'Noor Haddad',
  panel: ['Ada Quill', 'Ben Okafor'],
  slides: 'https://example.org/slides',
  recorded: true,
  recording: 'https://example.org/recording',
  note: 'Bring boots.',
  about: 'The series about water.',
};

export const FULL_SEMINAR: Required<Seminar> = {
  ...FULL_FIELDS,
  id: seminarId(1000),
  publication: 'draft',
  revision: 7,
  epoch: 2,
  sequence: 3,
  changedAt: NOON,
};

export interface PlannedOver {
  readonly key?: NoticeKey;
  readonly channel?: ChannelId;
  readonly lane?: LaneId;
  readonly seminar?: number;
  readonly dueIn?: Temporal.DurationLike;
  readonly expiresIn?: Temporal.DurationLike;
  readonly detail?: PlannedNotice['detail'];
}

/** The announcement of seminar `n`, due at noon unless said otherwise. */
export function makePlanned(n: number, over: PlannedOver = {}): PlannedNotice {
  const {
    channel = CHANNEL,
    lane = LANE,
    seminar = n,
    dueIn = { hours: 0 },
    expiresIn = { hours: 48 },
  } = over;
  const key = over.key ?? { kind: 'announcement', seminar: seminarId(seminar), channel };
  return {
    id: noticeIdOf(key),
    key,
    kind: key.kind === 'manual' ? 'announcement' : key.kind,
    lane,
    channel,
    seminar: seminarId(seminar),
    due: NOON.add(dueIn),
    expires: NOON.add(expiresIn),
    detail: over.detail ?? {},
  };
}

export function makeReminder(n: number, over: PlannedOver & { offset?: string; epoch?: number } = {}) {
  const { channel = CHANNEL, offset = '15m', epoch = 0 } = over;
  return makePlanned(n, {
    ...over,
    key: { kind: 'reminder', seminar: seminarId(over.seminar ?? n), epoch, offset, channel },
  });
}

/** The edit of the post that seminar `n`'s announcement became. */
export function makeEdit(n: number, over: PlannedOver = {}): PlannedNotice {
  return makePlanned(n, { ...over, key: { kind: 'edit', post: makePlanned(n).id } });
}

export function makePost(n: number, over: Partial<Post> = {}): Post {
  const { id, lane, channel, kind } = makePlanned(n);
  return { id, lane, channel, kind, seminars: [seminarId(n)], postedAt: NOON.add({ minutes: n }), ...over };
}

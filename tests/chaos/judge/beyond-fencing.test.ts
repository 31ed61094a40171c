import { expect, it } from 'vitest';
import { channelIdOf, InstallationId, LaneId, SeminarId } from '../../../src/domain/ids.ts';
import { type Notice, noticeIdOf, opaqueKeyOf } from '../../../src/domain/notice.ts';
import { isBeyondFencing } from './beyond-fencing.ts';
import type { Exhibit } from './evidence.ts';

const installation = InstallationId.parse('an-installation');
const lane = LaneId.parse('slack:T1');
const channel = channelIdOf(lane, 'C1');
const seminar = SeminarId.parse('k3m9x2pq');
const key = { kind: 'announcement', seminar, channel } as const;
const instant = (seconds: number): Temporal.Instant =>
  Temporal.Instant.fromEpochMilliseconds(seconds * 1_000);
const notice: Notice = {
  id: noticeIdOf(key),
  key,
  kind: 'announcement',
  lane,
  channel,
  seminar,
  due: instant(0),
  expires: instant(9_000),
  detail: {},
  state: 'sent',
  attempts: 2,
};

/** Begun at 100 s by `r1`, which was frozen from 101 s to 150 s; said anew by another at 141 s. */
const facts = {
  store: { installation },
  notices: new Map([[notice.id, notice]]),
  history: new Map([
    [notice.id, [100, 140].map((at) => ({ notice: notice.id, at: instant(at), state: 'sending' as const }))],
  ]),
  freezes: [{ replica: 'r1', lanes: [lane], from: 101_000, to: 150_000 }],
};

const copy = (over: Partial<Exhibit>): Exhibit => ({
  platform: 'slack',
  channel,
  key: opaqueKeyOf(notice.id, installation),
  via: 'r1',
  at: 150_200,
  kind: 'announcement',
  posted: '',
  standing: undefined,
  ...over,
});

it('is what a process had begun before it was frozen, and sent when it thawed', () => {
  expect(isBeyondFencing(copy({}), facts)).toBe(true);
});

it.each<[string, Partial<Exhibit>]>([
  ['by another process', { via: 'r2' }],
  ['before it thawed', { at: 141_000 }],
  ['long after it thawed', { at: 160_000 }],
  ['of another notice', { key: 'another' }],
])('is nothing that was sent %s', (_, over) => {
  expect(isBeyondFencing(copy(over), facts)).toBe(false);
});

it('is nothing that was begun when the process had thawed, or long before it was frozen', () => {
  for (const at of [150, 90]) {
    const history = new Map([
      [notice.id, [{ notice: notice.id, at: instant(at), state: 'sending' as const }]],
    ]);
    expect(isBeyondFencing(copy({}), { ...facts, history })).toBe(false);
  }
});

it('is nothing of a lane that the process did not hold', () => {
  expect(
    isBeyondFencing(copy({}), { ...facts, freezes: facts.freezes.map((one) => ({ ...one, lanes: [] })) }),
  ).toBe(false);
});

import { describe, expect, it } from 'vitest';
import { disclosureOf } from '../../src/domain/disclosure.ts';
import { ChannelId } from '../../src/domain/ids.ts';
import type { JoinLinkRule } from '../../src/domain/route.ts';
import type { Audience, Seminar } from '../../src/domain/seminar.ts';
import type { Surface, Viewer } from '../../src/domain/viewer.ts';
import { RELEASE, START, sampleSeminar } from './cards/sample-seminar.ts';

const CHANNEL_ID = ChannelId.parse('slack:T1/C1');
const WEEK_BEFORE = START.subtract({ hours: 168 });
const END = START.add({ hours: 1 });

function channel(
  audience: Audience,
  joinLink: JoinLinkRule = 'reminder',
  releasesAt?: Temporal.Instant,
): Surface {
  const rules = { type: 'channel', channel: CHANNEL_ID, audience, joinLink } as const;
  return releasesAt ? { ...rules, releasesAt } : rules;
}

function answer(standing: Viewer['standing'], joinLink: JoinLinkRule = 'reminder'): Surface {
  return { type: 'answer', viewer: { standing }, joinLink, releasesAt: RELEASE };
}

const PUBLIC: Surface = { type: 'public' };

describe('who may know of a seminar', () => {
  it.each<[string, Surface, { public: boolean; members: boolean; draft: boolean }]>([
    ['a channel of members', channel('members'), { public: true, members: true, draft: false }],
    ['a channel that is public', channel('public'), { public: true, members: false, draft: false }],
    ['an answer to a guest', answer('guest'), { public: true, members: false, draft: false }],
    ['an answer to a member', answer('member'), { public: true, members: true, draft: false }],
    ['an answer to an organiser', answer('organiser'), { public: true, members: true, draft: true }],
    ['an answer to an operator', answer('operator'), { public: true, members: true, draft: true }],
    ['a page', PUBLIC, { public: true, members: false, draft: false }],
  ])('%s', (_name, surface, expected) => {
    const isVisible = (over: Partial<Seminar>) =>
      disclosureOf(sampleSeminar(over), surface, WEEK_BEFORE).visible;
    expect({
      public: isVisible({ audience: 'public' }),
      members: isVisible({ audience: 'members' }),
      draft: isVisible({ audience: 'public', publication: 'draft' }),
    }).toEqual(expected);
  });
});

describe('the join link of a public seminar', () => {
  const H = 'hidden';
  const S = 'shown';
  const W = 'held';
  // A week before, a second before its release, at its release, at the start, a second before the end, at the end.
  const moments = [
    WEEK_BEFORE,
    RELEASE.subtract({ seconds: 1 }),
    RELEASE,
    START,
    END.subtract({ seconds: 1 }),
    END,
  ];

  it.each<[string, Surface, readonly string[]]>([
    ['channel, always', channel('members', 'always', RELEASE), [S, S, S, S, S, H]],
    ['channel, with the reminder', channel('members', 'reminder', RELEASE), [W, W, S, S, S, H]],
    ['channel, with a reminder that nobody gets', channel('members', 'reminder'), [H, H, H, H, H, H]],
    ['channel, never', channel('members', 'never', RELEASE), [H, H, H, H, H, H]],
    ['public channel, by its route', channel('public', 'reminder', RELEASE), [W, W, S, S, S, H]],
    ['member, always', answer('member', 'always'), [S, S, S, S, S, H]],
    ['member, with the reminder', answer('member'), [W, W, S, S, S, H]],
    ['member, never', answer('member', 'never'), [H, H, H, H, H, H]],
    ['guest, always', answer('guest', 'always'), [H, H, H, H, H, H]],
    ['organiser, never', answer('organiser', 'never'), [S, S, S, S, S, H]],
    ['page', PUBLIC, [H, H, H, H, H, H]],
  ])('%s', (_name, surface, expected) => {
    const seminar = sampleSeminar({ audience: 'public' });
    expect(moments.map((now) => disclosureOf(seminar, surface, now).joinLink.type)).toEqual(expected);
  });

  it('says until when it is held', () => {
    const { joinLink } = disclosureOf(sampleSeminar(), channel('members', 'reminder', RELEASE), WEEK_BEFORE);
    expect(joinLink).toEqual({ type: 'held', until: RELEASE });
  });

  it.each<[string, Partial<Seminar>]>([
    ['cancelled', { status: 'cancelled' }],
    ['postponed', { status: 'postponed' }],
    ['in a room only', { venue: { room: '78-420' } }],
    ['online, with the link to follow', { venue: { online: { provider: 'Zoom' } } }],
    ['a draft', { publication: 'draft' }],
  ])('is hidden of one that is %s', (_name, over) => {
    const { joinLink } = disclosureOf(sampleSeminar(over), channel('members', 'always'), RELEASE);
    expect(joinLink.type).toBe('hidden');
  });

  it('is hidden where the seminar itself is not shown', () => {
    const seminar = sampleSeminar({ audience: 'members' });
    expect(disclosureOf(seminar, channel('public', 'always'), RELEASE)).toEqual({
      visible: false,
      joinLink: { type: 'hidden' },
    });
  });

  it('covers a meeting that has an id and no address', () => {
    const seminar = sampleSeminar({ venue: { online: { meetingId: '123', passcode: '4711' } } });
    expect(disclosureOf(seminar, channel('members', 'always'), RELEASE).joinLink.type).toBe('shown');
    expect(disclosureOf(seminar, PUBLIC, RELEASE).joinLink.type).toBe('hidden');
  });

  it('of a seminar without an end goes an hour after its start', () => {
    const { end: _end, ...open } = sampleSeminar();
    const at = (now: Temporal.Instant) => disclosureOf(open, channel('members', 'always'), now).joinLink.type;
    expect([at(START.add({ minutes: 59 })), at(START.add({ minutes: 60 }))]).toEqual([S, H]);
  });
});

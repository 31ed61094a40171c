import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarLinks } from '../../src/domain/calendar-links.ts';
import { composeCard } from '../../src/domain/cards/compose.ts';
import type { Seminar } from '../../src/domain/seminar.ts';
import type { Disclosure } from '../../src/domain/viewer.ts';
import { anyContext, anySeminar } from './cards/any-seminar.ts';
import { RELEASE, START, sampleContext, sampleSeminar, urlsOf } from './cards/sample-seminar.ts';

const VISIBLE: Disclosure = { visible: true, joinLink: { type: 'hidden' } };
const TEXT = { title: 'Floods & streets +1', place: 'Room 78-420', details: 'By Mira Okafor' };

describe('calendar links', () => {
  it('open a calendar with the seminar filled in', () => {
    const links = calendarLinks(sampleSeminar(), VISIBLE, TEXT);
    const google = new URL(links?.google ?? '');
    expect(google.origin + google.pathname).toBe('https://calendar.google.com/calendar/render');
    expect(Object.fromEntries(google.searchParams)).toEqual({
      action: 'TEMPLATE',
      text: 'Floods & streets +1',
      dates: '20261203T010000Z/20261203T020000Z',
      ctz: 'Australia/Brisbane',
      location: 'Room 78-420',
      details: 'By Mira Okafor',
    });
    const outlook = new URL(links?.outlookWork ?? '');
    expect(outlook.host).toBe('outlook.office.com');
    expect(Object.fromEntries(outlook.searchParams)).toMatchObject({
      rru: 'addevent',
      subject: 'Floods & streets +1',
      startdt: '2026-12-03T01:00:00Z',
      enddt: '2026-12-03T02:00:00Z',
    });
    expect(new URL(links?.outlookPersonal ?? '').host).toBe('outlook.live.com');
    expect(links).not.toHaveProperty('file');
  });

  it('offer a file of public seminars only, where others reach the service', () => {
    const file = (over: Partial<Seminar>, url?: string) =>
      calendarLinks(sampleSeminar(over), VISIBLE, TEXT, url)?.file;
    const address = 'https://talks.example.edu';
    expect(file({ audience: 'public' }, address)).toBe('https://talks.example.edu/seminars/k3m9x2pq.ics');
    expect(file({ audience: 'public' })).toBeUndefined();
    expect(file({ audience: 'members' }, address)).toBeUndefined();
    expect(file({ audience: 'public', publication: 'draft' }, address)).toBeUndefined();
  });

  it.each<[string, Partial<Seminar>, Disclosure]>([
    ['not visible', {}, { ...VISIBLE, visible: false }],
    ['cancelled', { status: 'cancelled' }, VISIBLE],
    ['postponed', { status: 'postponed' }, VISIBLE],
  ])('there are none of what is %s', (_name, over, disclosure) => {
    expect(calendarLinks(sampleSeminar(over), disclosure, TEXT)).toBeUndefined();
  });

  it('carry the join link and passcode only once it is disclosed', () => {
    const carried = (now: Temporal.Instant) => {
      const card = composeCard({ kind: 'calendar', seminar: sampleSeminar() }, sampleContext({ now }));
      return decodeURIComponent(urlsOf(card).join(' '));
    };
    expect(carried(START.subtract({ hours: 24 }))).not.toMatch(/zoom\.us|4711/);
    expect(carried(RELEASE)).toContain(
      'https://example.zoom.us/j/123 (meeting 123 4567, passcode river-4711)',
    );
  });

  it('stay short enough for a button', () => {
    fc.assert(
      fc.property(anySeminar, anyContext, (seminar, context) => {
        const urls = urlsOf(composeCard({ kind: 'calendar', seminar }, context));
        for (const url of urls) expect(url.length).toBeLessThanOrEqual(2000);
      }),
    );
  });
});

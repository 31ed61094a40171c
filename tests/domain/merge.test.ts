import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeriesId } from '../../src/domain/ids.ts';
import { changedFields, isToBeAnnounced, mergeClaims, weighChange } from '../../src/domain/merge.ts';
import { SeminarFields } from '../../src/domain/seminar.ts';

const fields = (encoded: Parameters<typeof SeminarFields.decode>[0]): SeminarFields =>
  SeminarFields.decode(encoded);
const defaults = {
  timezone: 'Australia/Brisbane',
  audience: 'members' as const,
  series: [
    {
      id: SeriesId.parse('tides'),
      name: 'Tides Seminar',
      host: 'Harbour School',
      durationMinutes: 50,
      venue: { room: '7-201', online: { provider: 'Zoom', url: 'https://zoom.example/j/1' } },
      audience: 'public' as const,
      organisers: [],
    },
  ],
};
const start = '2026-12-03T11:00:00+10:00';

describe('mergeClaims', () => {
  it('takes each field from the patch, then from the sources in order', () => {
    const merged = mergeClaims(
      [
        fields({ title: 'Spring tides', kind: 'Talk' }),
        fields({ title: 'Tides', kind: 'Lecture', chair: 'Oda' }),
      ],
      fields({ kind: 'Colloquium' }),
      defaults,
    );
    expect(merged).toMatchObject({ title: 'Spring tides', kind: 'Colloquium', chair: 'Oda' });
  });

  it('fills in what the series says and the record leaves out', () => {
    const merged = mergeClaims([fields({ series: 'tides', start })], {}, defaults);
    expect(merged.host).toBe('Harbour School');
    expect(merged.audience).toBe('public');
    expect(merged.venue).toEqual(defaults.series[0]?.venue);
    expect(merged.end?.toString()).toBe('2026-12-03T01:50:00Z');
  });

  it('keeps the series’ link for another room, and its room for another link', () => {
    const room = mergeClaims(
      [fields({ series: 'tides', venue: { room: '9-100', building: 'Pier' } })],
      {},
      defaults,
    );
    expect(room.venue).toEqual({
      room: '9-100',
      building: 'Pier',
      online: { provider: 'Zoom', url: 'https://zoom.example/j/1' },
    });
    const link = mergeClaims(
      [fields({ series: 'tides', venue: { online: { url: 'https://meet.example/x' } } })],
      {},
      defaults,
    );
    // The other session's provider must not be mixed into this one.
    expect(link.venue).toEqual({ room: '7-201', online: { url: 'https://meet.example/x' } });
  });

  it('a moved start keeps the length that was said with the old one', () => {
    const claim = fields({ start, end: '2026-12-03T12:30:00+10:00' });
    const merged = mergeClaims([claim], fields({ start: '2026-12-04T15:00:00+10:00' }), defaults);
    expect(merged.end?.toString()).toBe('2026-12-04T06:30:00Z');
  });

  it('an end that precedes the start is no end', () => {
    const merged = mergeClaims([fields({ start, end: '2026-12-03T10:00:00+10:00' })], {}, defaults);
    expect(merged.end).toBeUndefined();
  });

  it('a day alone counts only where there is no start', () => {
    expect(mergeClaims([fields({ date: '2026-12-03' })], {}, defaults).date?.toString()).toBe('2026-12-03');
    expect(
      mergeClaims([fields({ date: '2026-12-03' }), fields({ start })], {}, defaults).date,
    ).toBeUndefined();
  });

  it('looks past placeholders to whoever knows the title and the speaker', () => {
    const merged = mergeClaims(
      [
        fields({ title: 'TBA', speakers: [{ name: 'tbc' }] }),
        fields({ title: 'Foam', speakers: [{ name: 'Ida Moss' }] }),
      ],
      {},
      defaults,
    );
    expect(merged.title).toBe('Foam');
    expect(merged.speakers).toEqual([{ name: 'Ida Moss' }]);
  });

  it('a reason for a cancellation goes when it is on again', () => {
    const claim = fields({ status: 'cancelled', statusReason: 'Illness' });
    expect(mergeClaims([claim], {}, defaults).statusReason).toBe('Illness');
    expect(mergeClaims([claim], fields({ status: 'scheduled' }), defaults).statusReason).toBeUndefined();
  });

  it.each([
    'TBA',
    't.b.a.',
    'Title TBA',
    'Title: to be confirmed',
    'To be announced.',
    '—',
    '???',
    'TBD',
    'To follow',
    'Details to follow.',
    'Abstract: TBC',
    'Room to be confirmed',
    'coming soon',
  ])('"%s" says nothing', (text) => expect(isToBeAnnounced(text)).toBe(true));
  it.each([
    'Talking to beavers',
    'TBA toxicity in mice',
    'Titles matter',
    'Title insurance',
    'Ted B. Acker',
    'Room',
    'Details',
    'Follow the tide',
    'Abstract to concrete',
  ])('"%s" says something', (text) => expect(isToBeAnnounced(text)).toBe(false));
});

describe('weighChange', () => {
  const merged = (encoded: Parameters<typeof SeminarFields.decode>[0]) =>
    mergeClaims([fields(encoded)], {}, defaults);

  it('the order of members is no change', () => {
    const a = merged({ venue: { room: 'A', online: { url: 'https://a.example/', passcode: '42' } } });
    const b = merged({ venue: { online: { passcode: '42', url: 'https://a.example/' }, room: 'A' } });
    expect(weighChange(a, b)).toEqual({ revision: false, sequence: false, reminders: false });
  });

  it.each([
    ['a new abstract', { abstract: 'More' }, { revision: true, sequence: false, reminders: false }],
    ['another room', { venue: { room: 'B' } }, { revision: true, sequence: true, reminders: false }],
    [
      'a later end',
      { end: '2026-12-03T13:00:00+10:00' },
      { revision: true, sequence: true, reminders: false },
    ],
    [
      'a moved start',
      { start: '2026-12-03T12:00:00+10:00' },
      { revision: true, sequence: true, reminders: true },
    ],
    [
      'a cancellation',
      { status: 'cancelled' as const },
      { revision: true, sequence: true, reminders: false },
    ],
  ])('%s', (_, change, weight) => {
    const base = { start, end: '2026-12-03T12:30:00+10:00', venue: { room: 'A' } };
    expect(weighChange(merged(base), merged({ ...base, ...change }))).toEqual(weight);
  });

  it('being on again counts for reminders, from cancelled and from postponed', () => {
    for (const status of ['cancelled', 'postponed'] as const) {
      expect(weighChange(merged({ start, status }), merged({ start })).reminders).toBe(true);
    }
  });

  it('names exactly the fields that differ', () => {
    const names = ['title', 'kind', 'host', 'abstract', 'chair', 'note'] as const;
    fc.assert(
      fc.property(fc.subarray([...names]), (subset) => {
        const before = merged(Object.fromEntries(names.map((name) => [name, 'old'])));
        const after = merged(
          Object.fromEntries(names.map((name) => [name, subset.includes(name) ? 'new' : 'old'])),
        );
        expect(changedFields(before, after)).toEqual(subset.toSorted());
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ResearchSeminarsEntry } from '../../../src/sources/researchseminars/research-seminars-entry.ts';
import { createResearchSeminarsSource } from '../../../src/sources/researchseminars/research-seminars-source.ts';
import { fieldsOfTalk } from '../../../src/sources/researchseminars/talk-fields.ts';
import { Talk } from '../../../src/sources/researchseminars/talk-schema.ts';
import { openSyncRig } from '../../pipeline/sync/sync-kit.ts';
import { aSetting, openSite } from '../source-site.ts';

/** A talk as the site's API gives it: times in Python's words, empty texts for what is not said. */
function aTalk(number: number, day: string, over: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    seminar_id: 'RockpoolNT',
    seminar_ctr: number,
    title: `Talk ${number}`,
    abstract: 'We count primes by the sea.',
    speaker: 'Ada Ebb',
    speaker_affiliation: 'Tidal College',
    speaker_homepage: 'https://ebb.example.edu/',
    speaker_email: '',
    start_time: `${day} 15:00:00+00:00`,
    end_time: `${day} 16:00:00+00:00`,
    timezone: 'Europe/London',
    room: '',
    online: true,
    stream_link: '',
    access_control: 0,
    slides_link: '',
    video_link: '',
    comments: '',
    topics: ['math_NT'],
    language: 'en',
    deleted: false,
    display: true,
    by_api: false,
    edited_at: '2026-11-01 09:12:33.123456+00:00',
    ...over,
  };
}
const answer = (talks: readonly unknown[]): string =>
  JSON.stringify({
    code: 'success',
    properties: { shortname: 'RockpoolNT', name: 'Rockpool Number Theory' },
    talks,
  });
const TALKS = [aTalk(1, '2026-12-03'), aTalk(2, '2026-12-10'), aTalk(3, '2026-12-17')];

async function openSeries(over: Record<string, unknown> = {}) {
  const site = await openSite();
  const entry = ResearchSeminarsEntry.parse({
    type: 'researchseminars',
    series: 'RockpoolNT',
    as: 'tides',
    url: site.url,
    allowHosts: ['127.0.0.1'],
    ...over,
  });
  const source = createResearchSeminarsSource(entry, aSetting());
  const rig = await openSyncRig([source]);
  onTestFinished(() => rig.store.close());
  return {
    site,
    source,
    serve: (talks: readonly unknown[]) => site.serve(answer(talks), 'application/json'),
    ...rig,
  };
}

describe('a series of researchseminars.org, from its bytes to planned notices', () => {
  it('is looked up by its name and planned', async () => {
    const { site, source, serve, sync, notices, store } = await openSeries();
    serve(TALKS);
    const first = await sync(source);
    expect(first).toMatchObject({ outcome: 'applied', problems: [], source: 'researchseminars:RockpoolNT' });
    expect(site.asked[0]?.url).toBe('/api/0/lookup/series?series_id=%22RockpoolNT%22');
    const [seminar] = await store.read.seminars.find({});
    expect(seminar).toMatchObject({
      series: 'tides',
      title: 'Talk 1',
      speakers: [{ name: 'Ada Ebb', affiliation: 'Tidal College', url: 'https://ebb.example.edu/' }],
      timezone: 'Europe/London',
      tags: ['math_NT'],
      publication: 'published',
    });
    expect(seminar?.start?.toString()).toBe('2026-12-03T15:00:00Z');
    expect(await notices(first.added[0]?.seminar)).toHaveLength(3);
    expect(await sync(source)).toMatchObject({ outcome: 'unchanged' });
  });

  it('follows an edit, a cancellation and a deletion, and keeps what is broken just now', async () => {
    const { source, serve, sync, notices } = await openSeries();
    serve([...TALKS, aTalk(4, '2026-12-18')]);
    const [one, two, three, four] = (await sync(source)).added;
    serve([
      aTalk(1, '2026-12-04'),
      aTalk(2, '2026-12-10', { title: '[CANCELLED] Talk 2' }),
      aTalk(3, '2026-12-17', { deleted: true }),
      aTalk(4, '2026-12-18', { start_time: '2026-12-18 15:00' }),
    ]);
    const second = await sync(source);
    expect(second.changed.map(({ seminar, fields }) => [seminar, fields])).toEqual([
      [one?.seminar, ['end', 'start']],
      [two?.seminar, ['status']],
    ]);
    expect(second.gone.map(({ seminar }) => seminar)).toEqual([three?.seminar]);
    expect(second.problems).toMatchObject([
      { place: 'RockpoolNT#4', field: 'start_time', value: '2026-12-18 15:00' },
    ]);
    expect((await notices(two?.seminar)).filter(({ state }) => state === 'due')).toEqual([]);
    expect((await notices(four?.seminar)).filter(({ state }) => state === 'due')).toHaveLength(3);
  });

  it('a failing server, another answer and a sudden empty one take nothing away', async () => {
    const { site, source, serve, sync, store } = await openSeries();
    serve(TALKS);
    await sync(source);
    site.fail(502);
    expect((await sync(source)).failure).toBe('RockpoolNT answered 502');
    site.serve('<html></html>', 'text/html');
    expect((await sync(source)).failure).toBe('RockpoolNT: the answer is not JSON');
    site.serve('{"code":"lookup_error","description":"an error occurred"}', 'application/json');
    expect((await sync(source)).failure).toContain('does not know the series');
    serve([]);
    expect(await sync(source)).toMatchObject({ lossHeld: { lost: 3, of: 3 }, gone: [] });
    expect((await store.read.outbox.find({})).every(({ state }) => state === 'due')).toBe(true);
    serve(TALKS);
    expect(await sync(source)).toMatchObject({ outcome: 'applied', changed: [], unchanged: 3 });
  });
});

describe('a talk', () => {
  const fields = (over: Record<string, unknown>) =>
    fieldsOfTalk(Talk.parse(aTalk(1, '2026-12-03', over)), 'UTC');

  it('passes on a link that is open to all, and no other', () => {
    const live_link = 'https://example.zoom.us/j/12345678901';
    expect(fields({ live_link }).venue?.online).toEqual({
      provider: 'Zoom',
      url: live_link,
      meetingId: '12345678901',
    });
    expect(fields({ live_link, access_control: 2 }).venue).toBeUndefined();
    const stream_link = 'https://video.example.org/live';
    expect(fields({ live_link, access_control: 4, stream_link }).venue?.online).toEqual({ url: stream_link });
    expect(fields({ live_link: 'see comments' }).venue).toBeUndefined();
    expect(fields({ live_link, online: false, room: 'MR9' }).venue).toEqual({ room: 'MR9' });
  });

  it('has several speakers between bars, and none where it is to be announced', () => {
    expect(
      fields({ speaker: 'Ada Ebb|Bo Lun', speaker_affiliation: 'Tidal College|', speaker_homepage: '' })
        .speakers,
    ).toEqual([{ name: 'Ada Ebb', affiliation: 'Tidal College' }, { name: 'Bo Lun' }]);
    expect(fields({ speaker: 'TBA', title: 'tba', abstract: null })).not.toHaveProperty('speakers');
    expect(fields({ title: 'tba' })).not.toHaveProperty('title');
  });

  it('is read or refused, whatever it holds', () => {
    const keys = Object.keys(aTalk(1, '2026-12-03'));
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...keys), fc.jsonValue()), (over) => {
        const parsed = Talk.safeParse(aTalk(1, '2026-12-03', over));
        if (!parsed.success) return;
        const { start, end } = fieldsOfTalk(parsed.data, 'UTC');
        if (start && end) expect(Temporal.Instant.compare(start, end)).toBeLessThan(0);
      }),
    );
  });
});

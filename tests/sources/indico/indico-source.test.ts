import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { IndicoEntry } from '../../../src/sources/indico/indico-entry.ts';
import { createIndicoSource } from '../../../src/sources/indico/indico-source.ts';
import { readEvents } from '../../../src/sources/indico/read-events.ts';
import { openSyncRig } from '../../pipeline/sync/sync-kit.ts';
import { aSetting, openSite } from '../source-site.ts';

const moment = (date: string, time: string, tz = 'Europe/Zurich') => ({ date, time, tz });

/** An event as Indico's export gives it: with much that is not used. */
function anEvent(id: string, date: string, over: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    _type: 'Conference',
    _fossil: 'conferenceMetadata',
    id,
    title: `Talk ${id}`,
    description: '<p>How foam <b>forms</b>.</p><p>And ends.</p>',
    startDate: moment(date, '16:00:00'),
    endDate: moment(date, '17:00:00'),
    timezone: 'Europe/Zurich',
    type: 'simple_event',
    category: 'Tides',
    categoryId: 42,
    url: `https://indico.example.org/event/${id}/`,
    room: '3-1',
    roomFullname: 'Rockpool 3-1',
    location: 'Main site',
    roomMapURL: 'https://map.example.org/3-1',
    keywords: ['waves'],
    chairs: [
      {
        _type: 'ConferenceChair',
        fullName: 'EBB, Ada',
        first_name: 'Ada',
        last_name: 'Ebb',
        affiliation: 'Tidal College',
      },
    ],
    visibility: { id: '', name: 'Everywhere' },
    hasAnyProtection: false,
    ...over,
  };
}
const answer = (results: readonly unknown[]): string =>
  JSON.stringify({
    count: results.length,
    _type: 'HTTPAPIResult',
    ts: Math.random(),
    complete: true,
    results,
    additionalInfo: {},
  });
const EVENTS = [anEvent('1', '2026-12-03'), anEvent('2', '2026-12-10'), anEvent('3', '2026-12-17')];

async function openIndico(over: Record<string, unknown> = {}) {
  const site = await openSite();
  const entry = IndicoEntry.parse({
    type: 'indico',
    url: `${site.url}/indico/`,
    category: 42,
    allowHosts: ['127.0.0.1'],
    ...over,
  });
  const source = createIndicoSource(entry, aSetting());
  const rig = await openSyncRig([source]);
  onTestFinished(() => rig.store.close());
  return {
    site,
    source,
    serve: (events: readonly unknown[]) => site.serve(answer(events), 'application/json'),
    ...rig,
  };
}

describe('an Indico category, from its bytes to planned notices', () => {
  it('asks for what is near, with its token, and plans what it is told', async () => {
    const { site, source, serve, sync, notices, store } = await openIndico({ token: 'indp_hunter2' });
    serve(EVENTS);
    const first = await sync(source);
    expect(first).toMatchObject({ outcome: 'applied', problems: [] });
    const [asked] = site.asked;
    expect(asked?.url).toBe(
      '/indico/export/categ/42.json?from=2026-09-16&to=2027-12-20&order=start&limit=200&offset=0',
    );
    expect(asked?.headers.authorization).toBe('Bearer indp_hunter2');
    const [seminar] = await store.read.seminars.find({});
    expect(seminar).toMatchObject({
      title: 'Talk 1',
      speakers: [{ name: 'Ada Ebb', affiliation: 'Tidal College' }],
      abstract: 'How foam forms.\n\nAnd ends.',
      timezone: 'Europe/Zurich',
      venue: { room: 'Rockpool 3-1', building: 'Main site', map: 'https://map.example.org/3-1' },
      tags: ['waves'],
      publication: 'published',
    });
    expect([seminar?.start?.toString(), seminar?.end?.toString()]).toEqual([
      '2026-12-03T15:00:00Z',
      '2026-12-03T16:00:00Z',
    ]);
    expect((await notices(first.added[0]?.seminar)).map(({ kind }) => kind).toSorted()).toEqual([
      'announcement',
      'reminder',
      'reminder',
    ]);
    // The answer holds the time at which it was made; its events are the same.
    serve(EVENTS);
    expect(await sync(source)).toMatchObject({ outcome: 'unchanged' });
  });

  it('follows an edit and a cancellation, and keeps what is broken just now', async () => {
    const { source, serve, sync, notices } = await openIndico();
    serve(EVENTS);
    const [one, two, three] = (await sync(source)).added;
    serve([
      anEvent('1', '2026-12-04'),
      anEvent('2', '2026-12-10', { title: 'CANCELLED: Talk 2' }),
      anEvent('3', '2026-12-17', { startDate: { date: 'soon' } }),
      anEvent('4', '2026-12-18', { endDate: moment('2026-12-17', '10:00:00') }),
    ]);
    const second = await sync(source);
    expect(second.changed.map(({ seminar, fields }) => [seminar, fields])).toEqual([
      [one?.seminar, ['end', 'start']],
      [two?.seminar, ['status']],
    ]);
    expect(second.gone).toEqual([]);
    expect(second.added).toEqual([]);
    expect(second.problems.map(({ place, field }) => [place.replace(/^.*#/, '#'), field])).toEqual([
      ['#3', 'startDate.date'],
      ['#3', 'startDate.time'],
      ['#3', 'startDate.tz'],
      ['#4', 'endDate'],
    ]);
    expect((await notices(two?.seminar)).filter(({ state }) => state === 'due')).toEqual([]);
    expect((await notices(three?.seminar)).filter(({ state }) => state === 'due')).toHaveLength(3);
  });

  it('a failing server, a page to sign in and a sudden empty answer take nothing away', async () => {
    const { site, source, serve, sync, store } = await openIndico();
    serve(EVENTS);
    await sync(source);
    site.fail(403);
    expect((await sync(source)).failure).toMatch(/^127\.0\.0\.1:\d+\/indico\/42 answered 403$/);
    site.serve('<html>Sign in</html>', 'text/html');
    expect((await sync(source)).failure).toContain('the answer is not JSON');
    site.serve('{"message":"unknown"}', 'application/json');
    expect((await sync(source)).failure).toContain('is none of Indico');
    serve([]);
    expect(await sync(source)).toMatchObject({ lossHeld: { lost: 3, of: 3 }, gone: [] });
    expect((await store.read.outbox.find({})).every(({ state }) => state === 'due')).toBe(true);
    serve(EVENTS);
    expect(await sync(source)).toMatchObject({ outcome: 'applied', changed: [], unchanged: 3 });
  });

  it('reads page after page', async () => {
    const { site, source, sync } = await openIndico();
    const many = Array.from({ length: 450 }, (_, index) =>
      anEvent(String(index), '2027-03-04', { title: `T${index}` }),
    );
    site.serve((url) => {
      const offset = Number(url.searchParams.get('offset'));
      return answer(many.slice(offset, offset + Number(url.searchParams.get('limit'))));
    }, 'application/json');
    expect((await sync(source)).added).toHaveLength(450);
    expect(site.asked).toHaveLength(3);
  });

  it('tells a meeting contribution by contribution where it is asked to', async () => {
    const { site, source, serve, sync, store } = await openIndico({ contributions: true });
    const contribution = (id: number, time: string, over: Record<string, unknown> = {}) => ({
      _type: 'Contribution',
      id,
      title: `Part ${id}`,
      startDate: moment('2026-12-03', time),
      endDate: moment('2026-12-03', `${time.slice(0, 2)}:50:00`),
      speakers: [{ fullName: 'Prof. LUN, Bo', affiliation: '' }],
      room: null,
      location: 'Main site',
      description: '',
      ...over,
    });
    serve([
      anEvent('7', '2026-12-03', {
        type: 'meeting',
        description: 'Join: https://example.zoom.us/j/12345678901',
        contributions: [
          contribution(1, '14:00:00'),
          contribution(2, '15:00:00', { room: 'Hut' }),
          { id: 3, startDate: 4 },
        ],
      }),
    ]);
    const report = await sync(source);
    expect(site.asked[0]?.url).toContain('&detail=contributions');
    expect(report.problems.map(({ place }) => place.replace(/^.*#/, '#'))).toEqual(['#7/3']);
    const seminars = await store.read.seminars.find({});
    expect(
      seminars.map(({ title, speakers, venue }) => [
        title,
        speakers[0]?.name,
        venue.room,
        venue.online?.provider,
      ]),
    ).toEqual([
      ['Part 1', 'Bo Lun', 'Rockpool 3-1', 'Zoom'],
      ['Part 2', 'Bo Lun', 'Hut', 'Zoom'],
    ]);
  });

  it('people of a meeting chair it; they do not speak', async () => {
    const { records } = await readEvents([anEvent('1', '2026-12-03', { type: 'meeting' })], {
      label: 'x',
      timezone: 'UTC',
      contributions: false,
    });
    expect(records[0]?.fields).toMatchObject({ chair: 'Ada Ebb' });
    expect(records[0]?.fields.speakers).toBeUndefined();
  });

  it('never fails at an event, whatever it is', async () => {
    const keys = [
      'id',
      'title',
      'startDate',
      'endDate',
      'chairs',
      'type',
      'room',
      'description',
      'contributions',
      'timezone',
    ];
    const event = fc.dictionary(
      fc.constantFrom(...keys),
      fc.oneof(fc.jsonValue(), fc.constant(moment('2026-12-03', '99:99:00'))),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            fc.jsonValue(),
            event.map((over) => ({ ...anEvent('1', '2026-12-03'), ...over })),
          ),
          { maxLength: 5 },
        ),
        fc.boolean(),
        async (results, contributions) => {
          const reading = await readEvents(results, { label: 'x', timezone: 'UTC', contributions });
          expect(
            reading.problems.every(({ place, problem }) => place.startsWith('x#') && problem !== ''),
          ).toBe(true);
        },
      ),
    );
  });
});

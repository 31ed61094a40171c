import { describe, expect, it, onTestFinished } from 'vitest';
import { IcalEntry } from '../../../src/sources/ical/ical-entry.ts';
import { createIcalSource } from '../../../src/sources/ical/ical-source.ts';
import { openSyncRig } from '../../pipeline/sync/sync-kit.ts';
import { aSetting, openSite } from '../source-site.ts';
import { aCalendar, anEvent } from './calendar-text.ts';

const at = (day: string): string => `;TZID=Australia/Brisbane:${day}T110000`;
const TALKS = [
  anEvent('k1', at('20261203'), 'DURATION:PT1H', 'SUMMARY:Dr Ada Ebb: Tides', 'LOCATION:78-420'),
  anEvent('k2', at('20261210'), 'DURATION:PT1H', 'SUMMARY:Dr Bo Lun: Foam', 'LOCATION:78-420'),
  anEvent('k3', at('20261217'), 'DURATION:PT1H', 'SUMMARY:Dr Ida Moss: Sand', 'LOCATION:78-420'),
];
const [FIRST = [], ...OTHERS] = TALKS;

async function openFeed(over: Record<string, unknown> = {}) {
  const site = await openSite();
  const url = `${site.url}/private-hunter2/basic.ics`;
  const entry = IcalEntry.parse({ type: 'ical', url, series: 'tides', allowHosts: ['127.0.0.1'], ...over });
  // Its clock is the store's: the window that is read moves with it.
  const rig = await openSyncRig([]);
  const source = createIcalSource(entry, aSetting({ clock: rig.clock }));
  onTestFinished(() => rig.store.close());
  const serve = (events: Parameters<typeof aCalendar>[0]): void =>
    site.serve(aCalendar(events), 'text/calendar');
  return { site, source, serve, ...rig };
}

describe('a calendar, from its bytes to planned notices', () => {
  it('plans what the calendar says, and nothing twice', async () => {
    const { source, serve, sync, notices, store } = await openFeed();
    serve(TALKS);
    const first = await sync(source);
    expect(first).toMatchObject({ outcome: 'applied', problems: [] });
    expect(first.added.map(({ title, publication }) => [title, publication])).toEqual([
      ['Tides', 'published'],
      ['Foam', 'published'],
      ['Sand', 'published'],
    ]);
    const [added] = first.added;
    expect((await notices(added?.seminar)).map(({ kind, due }) => `${kind} ${due}`).toSorted()).toEqual([
      'announcement 2026-11-25T23:00:00Z',
      'reminder 2026-12-02T23:00:00Z',
      'reminder 2026-12-03T00:45:00Z',
    ]);
    const [seminar] = await store.read.seminars.find({});
    expect(seminar).toMatchObject({
      series: 'tides',
      speakers: [{ name: 'Ada Ebb' }],
      venue: { room: '78-420' },
    });
    expect(await sync(source)).toMatchObject({ outcome: 'unchanged' });
  });

  it('an edit moves its reminders, a cancellation withdraws them', async () => {
    const { source, serve, sync, notices } = await openFeed();
    serve(TALKS);
    const [tides, foam] = (await sync(source)).added;
    serve([
      anEvent(
        'k1',
        at('20261204'),
        'SEQUENCE:1',
        'DURATION:PT1H',
        'SUMMARY:Dr Ada Ebb: Tides',
        'LOCATION:78-420',
      ),
      [...(TALKS[1] ?? []), 'STATUS:CANCELLED'],
      ...TALKS.slice(2),
    ]);
    const second = await sync(source);
    expect(second.changed.map(({ seminar, fields }) => [seminar, fields])).toEqual([
      [tides?.seminar, ['end', 'start']],
      [foam?.seminar, ['status']],
    ]);
    const due = (await notices(tides?.seminar))
      .filter(({ state }) => state === 'due')
      .map(({ due }) => due.toString());
    expect(due).toContain('2026-12-04T00:45:00Z');
    expect(due).not.toContain('2026-12-03T00:45:00Z');
    expect((await notices(foam?.seminar)).filter(({ state }) => state === 'due')).toEqual([]);
  });

  it('a broken event keeps what was known of it; one that is deleted is gone', async () => {
    const { source, serve, sync } = await openFeed();
    serve(TALKS);
    const { added } = await sync(source);
    serve([anEvent('k1', ':20261399T110000', 'SUMMARY:Dr Ada Ebb: Tides'), ...TALKS.slice(2)]);
    const second = await sync(source);
    expect(second.problems).toMatchObject([
      { field: 'DTSTART', value: expect.stringContaining('2026-13-99') },
    ]);
    expect(second.problems[0]?.place).toMatch(/#k1$/);
    expect(second.gone.map(({ seminar }) => seminar)).toEqual([added[1]?.seminar]);
  });

  it('occurrences of a series are seminars of their own, and come in as the days go by', async () => {
    const { source, serve, sync, clock, store } = await openFeed();
    serve([anEvent('w', at('20261105'), 'RRULE:FREQ=WEEKLY;COUNT=100', 'SUMMARY:Tides and Waves')]);
    const first = await sync(source);
    // Three since the first, and until 400 days from now.
    expect(first.added).toHaveLength(59);
    const [next] = await store.read.seminars.find({ startsFrom: clock.now(), limit: 1 });
    expect([next?.title, next?.start?.toString()]).toEqual([undefined, '2026-11-19T01:00:00Z']);
    await clock.advance({ hours: 24 * 7 });
    const second = await sync(source);
    expect(second).toMatchObject({ outcome: 'applied', changed: [], gone: [] });
    expect(second.added).toHaveLength(1);
  });

  it('a failing server, a page to sign in, a calendar cut short and an empty one take nothing away', async () => {
    const { site, source, serve, sync, store } = await openFeed();
    serve(TALKS);
    await sync(source);
    site.fail(500);
    const failed = await sync(source);
    expect(failed.failure).toMatch(/^127\.0\.0\.1:\d+\/\w{6} answered 500$/);
    site.serve('<!DOCTYPE html><title>Sign in</title>', 'text/html');
    expect((await sync(source)).failure).toContain('is no calendar');
    site.serve(aCalendar(TALKS).slice(0, -60), 'text/calendar');
    expect((await sync(source)).failure).toContain('ends in the middle');
    serve([]);
    expect(await sync(source)).toMatchObject({ outcome: 'applied', lossHeld: { lost: 3, of: 3 }, gone: [] });
    expect((await store.read.outbox.find({})).every(({ state }) => state === 'due')).toBe(true);
    serve([FIRST, ...OTHERS]);
    expect(await sync(source)).toMatchObject({ outcome: 'applied', changed: [], unchanged: 3 });
    expect(JSON.stringify([failed, source.id, await store.read.sources.states()])).not.toContain('hunter2');
  });

  it('waits for an organiser where the configuration says so', async () => {
    const { source, serve, sync } = await openFeed({ review: true });
    serve(TALKS);
    expect((await sync(source)).added.map(({ publication }) => publication)).toEqual([
      'draft',
      'draft',
      'draft',
    ]);
  });

  it('takes webcal addresses, and no others than of the web', () => {
    expect(IcalEntry.parse({ type: 'ical', url: 'webcal://a.example/b.ics' }).url).toBe(
      'https://a.example/b.ics',
    );
    expect(IcalEntry.safeParse({ type: 'ical', url: 'file:///etc/passwd' }).success).toBe(false);
  });
});

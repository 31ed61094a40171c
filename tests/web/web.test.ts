import ICAL from 'ical.js';
import { afterEach, describe, expect, it } from 'vitest';
import type { HouseOptions, PreviewHouse } from '../platforms/preview/preview-house.ts';
import { openHouse } from '../platforms/preview/preview-house.ts';
import { daysAhead, LONG_ABSTRACT, makeSeminar, SERIES } from '../platforms/preview/sample-records.ts';

const houses: PreviewHouse[] = [];
afterEach(async () => {
  for (const house of houses.splice(0)) await house.close();
});

async function open(options: HouseOptions = {}): Promise<PreviewHouse> {
  const house = await openHouse({ withoutPreview: true, ...options });
  houses.push(house);
  return house;
}

async function get(house: PreviewHouse, path: string, headers: Readonly<Record<string, string>> = {}) {
  const response = await fetch(house.url + path, { headers });
  return { status: response.status, headers: response.headers, body: await response.text() };
}

/** Read back by another library than the one that wrote it. */
function eventsOf(calendar: string): readonly ICAL.Component[] {
  return new ICAL.Component(ICAL.parse(calendar)).getAllSubcomponents('vevent');
}

const seminar = makeSeminar('aaaaaaa2');
const members = makeSeminar('bbbbbbb2', { audience: 'members', title: 'Secret otters' });
const SECRETS = ['zoom.us', '123 4567 8901', 'otter-42'];
/** As others see it: fetch cannot fake a proxy's absence, but it can fake its presence. */
const ELSEWHERE = { 'X-Forwarded-For': '203.0.113.7' };

describe('pages', () => {
  it('list what is coming up, with what must not be overlooked', async () => {
    const house = await open();
    const cancelled = makeSeminar('ccccccc2', { title: 'Slow proofs', status: 'cancelled' });
    const running = makeSeminar('ddddddd2', {
      title: 'Already begun',
      start: Temporal.Now.instant().subtract({ minutes: 20 }),
    });
    const over = makeSeminar('eeeeeee2', { title: 'Long gone', start: daysAhead(-3) });
    await house.keep(seminar, members, cancelled, running, over);
    const { body } = await get(house, '/');
    expect(body).toContain('href="/seminars/aaaaaaa2"');
    expect(body).toMatch(/Cancelled<\/span>.*<s>Slow proofs<\/s>/s);
    expect(body).toMatch(/Now<\/span>.*Already begun/s);
    expect(body).toMatch(/Members only<\/span>.*Secret otters/s);
    expect(body).not.toContain('Long gone');
  });

  it('say once that a seminar is off', async () => {
    const house = await open();
    await house.keep({ ...seminar, status: 'cancelled', statusReason: 'Fog.' });
    const { body } = await get(house, '/seminars/aaaaaaa2');
    expect(body.match(/Cancelled/g)).toHaveLength(1);
    expect(body).toContain('Cancelled: Fog.');
  });

  it('show every speaker alike, with a page of their own or without', async () => {
    const house = await open();
    const home = 'https://people.example.edu/jun';
    await house.keep({ ...seminar, speakers: [{ name: 'Ada Otter' }, { name: 'Jun Otter', url: home }] });
    const { body } = await get(house, '/seminars/aaaaaaa2');
    expect(body).toContain('<strong>Ada Otter</strong>');
    expect(body).toMatch(
      /<strong><a href="https:\/\/people\.example\.edu\/jun"[^>]*>Jun Otter<\/a><\/strong>/,
    );
  });

  it('say what to do where nothing is scheduled, and to others only that', async () => {
    const house = await open();
    expect((await get(house, '/')).body).toContain('config/seminars');
    const elsewhere = await get(house, '/', ELSEWHERE);
    expect(elsewhere.body).toContain('No public seminar is scheduled');
    expect(elsewhere.body).not.toContain('config/seminars');
  });

  it('tell the person at the machine of drafts, and nobody else', async () => {
    const house = await open();
    const {
      start: _,
      end: __,
      ...dateless
    } = makeSeminar('fffffff2', { title: 'Some day', publication: 'draft' });
    await house.keep(dateless);
    expect((await get(house, '/')).body).toMatch(/Drafts.*Some day.*Time to follow/s);
    expect((await get(house, '/', ELSEWHERE)).body).not.toContain('Some day');
  });

  it('show one seminar in full, never with its join link', async () => {
    const house = await open();
    await house.keep({ ...seminar, abstract: LONG_ABSTRACT });
    const { status, body } = await get(house, '/seminars/aaaaaaa2');
    expect(status).toBe(200);
    expect(body).toContain('Paragraph 40 goes on about rivers in sentence 15.');
    expect(body).toContain('lets computers look at the pictures');
    expect(body).toContain('href="/seminars/aaaaaaa2.ics"');
    for (const secret of SECRETS) expect(body).not.toContain(secret);
  });

  it('escape whatever a record holds', async () => {
    const house = await open();
    const text = `<script>alert(1)</script>"><img src=x onerror='alert(2)'>`;
    await house.keep({
      ...seminar,
      title: text,
      abstract: text,
      kind: text,
      host: text,
      speakers: [{ name: text, affiliation: text, bio: text }],
      venue: { room: text, building: text },
      note: text,
      chair: text,
      panel: [text],
    });
    for (const path of ['/', '/seminars/aaaaaaa2']) {
      const { body, headers } = await get(house, path);
      expect(body).not.toMatch(/<script>|<img/);
      expect(body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    }
  });

  it('keep what is for members from others', async () => {
    const house = await open();
    await house.keep(members);
    expect((await get(house, '/seminars/bbbbbbb2')).body).toContain('Members only');
    for (const path of ['/seminars/bbbbbbb2', '/seminars/bbbbbbb2.ics']) {
      expect((await get(house, path)).status).toBe(200);
      expect((await get(house, path, ELSEWHERE)).status).toBe(404);
    }
    const open2 = await open({ loopback: false });
    await open2.keep(members);
    expect((await get(open2, '/seminars/bbbbbbb2')).status).toBe(404);
  });

  it.each([
    '/seminars/zzzzzzz9',
    '/seminars/..%2f',
    '/seminars/AAAAAAA2',
    '/seminars/x.ics',
    '/series/none/calendar.ics',
    '/series/data-science/else',
  ])('have nothing at %s', async (path) => {
    const house = await open();
    expect((await get(house, path)).status).toBe(404);
  });

  it('are sent once, and again only when they changed', async () => {
    const house = await open();
    await house.keep(seminar);
    for (const path of ['/', '/seminars/aaaaaaa2', '/calendar.ics', '/feed.xml', '/api/seminars']) {
      const first = await get(house, path);
      const etag = first.headers.get('etag') ?? '';
      expect(etag).toMatch(/^"[\w-]{20,}"$/);
      const again = await get(house, path, { 'If-None-Match': `"other", W/${etag}` });
      expect([path, again.status, again.body]).toEqual([path, 304, '']);
    }
    const before = (await get(house, '/feed.xml')).headers.get('etag');
    await house.keep({ ...seminar, title: 'Another title', revision: 2 });
    expect((await get(house, '/feed.xml')).headers.get('etag')).not.toBe(before);
  });
});

describe('calendars', () => {
  it('hold each seminar as one instant, under an id that never changes', async () => {
    const house = await open();
    const start = Temporal.Instant.from('2027-04-04T01:30:00+11:00');
    await house.keep(makeSeminar('aaaaaaa2', { start, timezone: 'Australia/Sydney', sequence: 3 }));
    const { body, headers } = await get(house, '/calendar.ics');
    expect(headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    const [event] = eventsOf(body);
    expect(event?.getFirstPropertyValue('uid')).toBe('aaaaaaa2@lectern');
    expect(event?.getFirstPropertyValue('sequence')).toBe(3);
    expect(event?.getFirstPropertyValue('status')).toBe('CONFIRMED');
    expect(event?.getFirstPropertyValue('location')).toBe('Room 78-420, Example House');
    // ical.js reads times itself: UTC, so that no VTIMEZONE can be wrong.
    const times = event && new ICAL.Event(event);
    expect(times?.startDate.zone.tzid).toBe('UTC');
    expect(times?.startDate.toJSDate().toISOString()).toBe('2027-04-03T14:30:00.000Z');
    expect(times?.endDate.toJSDate().toISOString()).toBe('2027-04-03T15:30:00.000Z');
    const later = start.add({ hours: 24 });
    await house.keep(makeSeminar('aaaaaaa2', { start: later, sequence: 4, title: 'Moved' }));
    const [moved] = eventsOf((await get(house, '/calendar.ics')).body);
    expect(moved?.getFirstPropertyValue('uid')).toBe('aaaaaaa2@lectern');
    expect(moved?.getFirstPropertyValue('sequence')).toBe(4);
  });

  it.each([
    ['cancelled', 'Cancelled: '],
    ['postponed', 'Postponed: '],
  ] as const)('keep a %s seminar, and say so', async (status, words) => {
    const house = await open();
    await house.keep({ ...seminar, status, statusReason: 'The glider is broken.' });
    const [event] = eventsOf((await get(house, '/calendar.ics')).body);
    expect(event?.getFirstPropertyValue('status')).toBe('CANCELLED');
    expect(String(event?.getFirstPropertyValue('summary'))).toMatch(new RegExp(`^${words}Learning`));
    expect(event?.getFirstPropertyValue('description')).toContain('The glider is broken.');
  });

  it('keep text whole: lines are folded by bytes, and what would be markup is escaped', async () => {
    const house = await open();
    const title = 'Commas, semicolons; a \\ backslash: 洪水の時期を読む'.repeat(2);
    await house.keep({ ...seminar, title, abstract: 'First.\n\nBEGIN:VEVENT\nSecond 🚣.' });
    const { body } = await get(house, '/calendar.ics');
    for (const line of body.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    const events = eventsOf(body);
    expect(events).toHaveLength(1);
    expect(events[0]?.getFirstPropertyValue('summary')).toBe(title);
    expect(events[0]?.getFirstPropertyValue('description')).toContain('First.\n\nBEGIN:VEVENT Second 🚣.');
  });

  it('hold public seminars only, without join links, wherever they are asked for', async () => {
    const house = await open({ policy: { publicUrl: 'https://talks.example.org' } });
    await house.keep(seminar, members, makeSeminar('ccccccc2', { publication: 'draft', title: 'A draft' }));
    for (const path of ['/calendar.ics', `/series/${SERIES}/calendar.ics`, '/feed.xml', '/api/seminars']) {
      const { status, body } = await get(house, path);
      expect(status).toBe(200);
      expect(body).toContain('https://talks.example.org/seminars/aaaaaaa2');
      for (const secret of [...SECRETS, 'Secret otters', 'A draft']) expect(body).not.toContain(secret);
    }
    for (const secret of SECRETS) {
      expect((await get(house, '/seminars/aaaaaaa2.ics')).body).not.toContain(secret);
    }
  });

  it('remember the recent past', async () => {
    const house = await open();
    await house.keep(
      makeSeminar('aaaaaaa2', { start: daysAhead(-60) }),
      makeSeminar('bbbbbbb2', { start: daysAhead(-120) }),
    );
    const uids = eventsOf((await get(house, '/calendar.ics')).body).map((event) =>
      event.getFirstPropertyValue('uid'),
    );
    expect(uids).toEqual(['aaaaaaa2@lectern']);
  });

  it('are empty but valid where there is nothing', async () => {
    const house = await open();
    const { status, body } = await get(house, '/calendar.ics');
    expect(status).toBe(200);
    expect(eventsOf(body)).toEqual([]);
  });
});

describe('the Atom feed', () => {
  it('names each seminar for good, whatever the address of the service', async () => {
    const house = await open();
    await house.keep(seminar);
    const ids = (body: string) => [...body.matchAll(/<id>(.*?)<\/id>/g)].map(([, id]) => id);
    const here = ids((await get(house, '/feed.xml')).body);
    const moved = await open({ policy: { publicUrl: 'https://elsewhere.example.org' } });
    await moved.keep({ ...seminar, title: 'Another title' });
    expect(ids((await get(moved, '/feed.xml')).body)).toEqual(here);
    expect(new Set(here).size).toBe(2);
    for (const id of here)
      expect(id).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('writes no character that XML has no way to write', async () => {
    const house = await open();
    await house.keep({ ...seminar, title: 'A \u0001bell & <b>more</b> \ud800' });
    const { body } = await get(house, '/feed.xml');
    expect(body).toContain('&amp; &lt;b&gt;more&lt;/b&gt;');
    expect(body).not.toMatch(/(?![\t\n\r])\p{Cc}/u);
  });
});

describe('the API', () => {
  it('gives records with their fields, and no way into the session', async () => {
    const house = await open();
    await house.keep(seminar);
    const { body } = await get(house, '/api/seminars');
    expect(JSON.parse(body)).toMatchObject({
      seminars: [
        {
          id: 'aaaaaaa2',
          title: seminar.title,
          start: seminar.start?.toString(),
          timezone: 'Australia/Brisbane',
          venue: { room: '78-420', building: 'Example House', online: {} },
          speakers: [{ name: 'Mirabel Ottoway', affiliation: 'University of Tidewater' }],
        },
      ],
    });
  });

  it('selects by series, window and number', async () => {
    const house = await open();
    await house.keep(
      makeSeminar('aaaaaaa2', { start: daysAhead(1) }),
      makeSeminar('bbbbbbb2', { start: daysAhead(5) }),
      makeSeminar('ccccccc2', { start: daysAhead(9) }),
    );
    const idsAt = async (query: string): Promise<readonly string[]> => {
      const { body } = await get(house, `/api/seminars?${query}`);
      return [...body.matchAll(/"id":"(\w+)"/g)].map(([, id = '']) => id);
    };
    expect(await idsAt('limit=2')).toEqual(['aaaaaaa2', 'bbbbbbb2']);
    expect(await idsAt('series=other')).toEqual([]);
    expect(await idsAt(`from=${daysAhead(3)}&to=${daysAhead(8)}`)).toEqual(['bbbbbbb2']);
  });

  it.each(['limit=0', 'limit=many', 'from=tomorrow', 'series=A%20B', 'colour=red'])(
    'refuses %s with the reason',
    async (query) => {
      const house = await open();
      const { status, body } = await get(house, `/api/seminars?${query}`);
      expect(status).toBe(400);
      expect(JSON.parse(body)).toMatchObject({ problems: [expect.stringMatching(/\w{3}/)] });
    },
  );
});

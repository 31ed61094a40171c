import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { INTAKE_TYPES, readIntake } from '../../../src/sources/intake/intake-documents.ts';
import { createIntakeRoute } from '../../../src/sources/intake/intake-route.ts';
import { createIntakeSource } from '../../../src/sources/intake/intake-source.ts';
import { openSyncRig } from '../../pipeline/sync/sync-kit.ts';
import { aCalendar, anEvent } from '../ical/calendar-text.ts';
import { CANCELLED, LUNCH, TIDES } from '../imap/mails.ts';
import { aSetting } from '../source-site.ts';

const TOKEN = 'a-token-of-rockpool-hunter2';
const TEXT = `Title: Tides by ear
Speaker: Dr Ada Ebb (Tidal College)
Date: 3 December 2026
Time: 11:00 am - 12:00 pm
Zoom: https://example.zoom.us/j/12345678901
Passcode: 442211
`;
const record = (over: Record<string, unknown> = {}) => ({
  id: 'k1',
  title: 'Foam',
  speakers: ['Bo Lun'],
  start: '2026-12-10 11:00',
  ...over,
});

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    readonly records?: Record<string, unknown>[];
    readonly problems?: Record<string, unknown>[];
    readonly error?: string;
  };
  readonly text: string;
}

async function openIntake(options: { readonly maxBytes?: number; readonly isBroken?: () => boolean } = {}) {
  const source = createIntakeSource(aSetting());
  const rig = await openSyncRig([source]);
  const route = createIntakeRoute({
    token: TOKEN,
    source,
    settle: async () => !options.isBroken?.() && (await rig.sync(source)).outcome !== 'failed',
    ...(options.maxBytes === undefined ? {} : { maxBytes: options.maxBytes }),
  });
  const server = createServer((request, response) => {
    Promise.resolve(route.handle(request, response)).catch((error: unknown) => {
      response.writeHead(500).end(JSON.stringify(String(error)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await rig.store.close();
  });
  const { port } = server.address() as AddressInfo;
  const post = async (
    body: string | ReadableStream<Uint8Array>,
    type: string,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const response = await fetch(`http://127.0.0.1:${port}/intake`, {
      method: 'POST',
      body,
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': type, ...headers },
      ...(body instanceof ReadableStream ? { duplex: 'half' as const } : {}),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: JSON.parse(text) };
  };
  return { source, post, ...rig };
}

describe('POST /intake, from the bytes to planned notices', () => {
  it('takes a text: what was read is in the store, as a draft, when it answers', async () => {
    const { post, store, notices } = await openIntake();
    const answer = await post(TEXT, 'text/plain; charset=utf-8');
    expect(answer.status).toBe(202);
    expect(answer.body.records).toMatchObject([
      { title: 'Tides by ear', speakers: ['Ada Ebb'], start: '2026-12-03T11:00:00+10:00', review: true },
    ]);
    expect(answer.text).not.toContain('442211');
    const [seminar] = await store.read.seminars.find({});
    expect(seminar).toMatchObject({ title: 'Tides by ear', publication: 'draft' });
    expect(await notices()).toEqual([]);
    // The same text again is the same record.
    expect((await post(TEXT, 'text/plain')).status).toBe(202);
    expect(await store.read.seminars.find({})).toHaveLength(1);
  });

  it('takes complete JSON records as they are, and follows an edit and a cancellation of theirs', async () => {
    const { post, store, notices } = await openIntake();
    const first = await post(
      JSON.stringify([record(), record({ id: 'k2', title: 'Sand' })]),
      'application/json',
    );
    expect(first.status).toBe(202);
    const seminars = await store.read.seminars.find({});
    expect(seminars.map(({ title, publication }) => [title, publication])).toEqual([
      ['Foam', 'published'],
      ['Sand', 'published'],
    ]);
    const [foam] = seminars;
    if (!foam) throw new Error('nothing was stored');
    expect(await notices(foam.id)).toHaveLength(3);
    await post(JSON.stringify(record({ start: '2026-12-11 11:00' })), 'application/json');
    expect((await notices(foam.id)).map(({ due }) => due.toString())).toContain('2026-12-11T00:45:00Z');
    await post(
      JSON.stringify(record({ start: '2026-12-11 11:00', status: 'cancelled' })),
      'application/json',
    );
    expect((await notices(foam.id)).filter(({ state }) => state === 'due')).toEqual([]);
    // What is not sent again is not gone.
    expect(await store.read.seminars.find({})).toHaveLength(2);
    expect((await post('{"title":"No start yet"}', 'application/json')).body.records).toMatchObject([
      { review: true },
    ]);
  });

  it('one bad record is reported, the others are taken', async () => {
    const { post } = await openIntake();
    const { status, body } = await post(
      JSON.stringify([record(), { title: 'X', start: 'soon' }]),
      'application/json',
    );
    expect(status).toBe(202);
    expect(body.records).toHaveLength(1);
    expect(body.problems).toMatchObject([{ field: 'start', value: 'soon' }]);
  });

  it('knows mails by their Message-ID and thread, and events by their UID', async () => {
    const { post, source } = await openIntake();
    expect((await post(TIDES, 'message/rfc822')).body.records).toMatchObject([
      { uid: '<tides@example.edu>' },
    ]);
    const receipt = await source.receive({ type: 'message/rfc822', bytes: Buffer.from(CANCELLED) });
    expect(receipt?.reading.records).toMatchObject([
      { mail: true, thread: { inReplyTo: '<tides@example.edu>' }, fields: { status: 'cancelled' } },
    ]);
    receipt?.release();
    const event = anEvent(
      'u1',
      ';TZID=Australia/Brisbane:20261217T110000',
      'SUMMARY:Seminar by Dr Ida Moss: Sorting sand',
      'DESCRIPTION:Speaker: Dr Ida Moss\\nTitle: Sorting sand',
    );
    expect((await post(aCalendar([event]), 'text/calendar')).body.records).toMatchObject([{ uid: 'u1' }]);
  });

  it('asks for its token before it reads anything', async () => {
    const { post } = await openIntake();
    for (const authorization of ['', 'Bearer wrong', `Basic ${TOKEN}`, `Bearer ${TOKEN}x`, TOKEN]) {
      const { status, headers } = await post(TEXT, 'text/plain', { authorization });
      expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    }
  });

  it('refuses what is too large, of another type, or tells of no seminar', async () => {
    const { post, store } = await openIntake({ maxBytes: 2000 });
    expect((await post('x'.repeat(2001), 'text/plain')).status).toBe(413);
    // Without a length beforehand too.
    const endless = new ReadableStream({ pull: (controller) => controller.enqueue(Buffer.alloc(1000, 'x')) });
    expect((await post(endless, 'text/plain').catch(() => ({ status: 413 }))).status).toBe(413);
    const other = await post('x', 'application/pdf');
    expect([other.status, other.headers.get('accept-post')]).toEqual([415, INTAKE_TYPES.join(', ')]);
    expect(await post(LUNCH, 'message/rfc822')).toMatchObject({ status: 422, body: { records: [] } });
    expect(await post('{"title": ', 'application/json')).toMatchObject({
      status: 422,
      body: { problems: [{ problem: 'is not JSON' }] },
    });
    expect((await post('', 'text/plain')).status).toBe(422);
    expect(await store.read.seminars.find({})).toEqual([]);
  });

  it('says so where the store does not take it, and takes it when it is sent again', async () => {
    let isBroken = true;
    const { post, store } = await openIntake({ isBroken: () => isBroken });
    const refused = await post(TEXT, 'text/plain');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '30']);
    isBroken = false;
    expect((await post(TEXT, 'text/plain')).status).toBe(202);
    expect(await store.read.seminars.find({})).toHaveLength(1);
  });

  it('loses none of many at once', async () => {
    const { post, store } = await openIntake();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        post(
          JSON.stringify(record({ id: `n${index}`, title: `Talk ${index}`, speakers: [`Ada Ebb ${index}`] })),
          'application/json',
        ),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(202));
    expect(await store.read.seminars.find({})).toHaveLength(20);
  });
});

describe('a document that is sent in', () => {
  it('is read or reported, whatever it holds', async () => {
    const setting = { timezone: 'Australia/Brisbane', dateOrder: 'day-first', series: [] } as const;
    const received = Temporal.Instant.from('2026-11-16T00:00:00Z');
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...INTAKE_TYPES),
        fc.oneof(fc.string(), fc.json(), fc.constant(TEXT)),
        async (type, text) => {
          const { records, problems, closedDays } = await readIntake(
            { type, bytes: Buffer.from(text), received },
            setting,
          );
          if (type !== 'application/json')
            expect(records.length + problems.length + closedDays.length).toBeGreaterThan(0);
          expect(new Set(records.map(({ uid }) => uid)).size).toBeGreaterThanOrEqual(
            Math.min(1, records.length),
          );
        },
      ),
      { numRuns: 60 },
    );
  });
});

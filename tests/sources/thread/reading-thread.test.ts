import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { BroadcastChannel } from 'node:worker_threads';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { DocumentError } from '../../../src/sources/document-error.ts';
import { createDocumentReader } from '../../../src/sources/thread/read-document.ts';
import { type DocumentKind, type Documents, READERS } from '../../../src/sources/thread/readers.ts';
import { ReadingThread } from '../../../src/sources/thread/reading-thread.ts';
import { untilTrue } from '../../support/until-true.ts';
import {
  calendarOf,
  csvOf,
  entries,
  filesOf,
  icsOf,
  proseOf,
  recordsOf,
  samples,
  sheetOf,
  yamlOf,
} from './documents.ts';
import { show } from './shown.ts';

const thread = new ReadingThread();
const stop = new AbortController();
afterAll(() => stop.abort());

async function expectSame<K extends DocumentKind>(kind: K, document: Documents[K]): Promise<number> {
  const [here, there] = [await READERS[kind](document), await thread.read(kind, document, stop.signal)];
  expect(show(there)).toBe(show({ type: 'read', reading: here }));
  const { records, problems } = here;
  return records.length + problems.length + ('closedDays' in here ? here.closedDays.length : 0);
}

describe('what is read on a thread is what is read here', () => {
  it.each(samples())('%s', async (name, bytes) => {
    expect(await expectSame('files', filesOf({ [name]: bytes }))).toBeGreaterThan(0);
  });

  it('record files in YAML and JSON, with their problems and lines', async () => {
    expect(await expectSame('files', filesOf({ 'a.yaml': yamlOf(300) }))).toBe(300);
    expect(await expectSame('files', filesOf({ 'a.json': JSON.stringify(entries(300), null, 2) }))).toBe(300);
    expect(await expectSame('files', filesOf({ 'a.yaml': `${yamlOf(20)}- id: [` }))).toBeGreaterThan(0);
    expect(await expectSame('records', recordsOf(JSON.stringify(entries(100))))).toBe(100);
  });

  it('a text with the record file beside it', async () => {
    const text = 'Title: Tides\nSpeaker: Ada Ebb\nDate: 4 March 2027\n';
    const both = { 'a.txt': text, 'a.yaml': 'start: 2027-03-04 11:00\n' };
    expect(await expectSame('files', filesOf(both))).toBe(1);
  });

  it('a mailbox', async () => {
    const texts = samples().filter(([name]) => !name.endsWith('.yaml'));
    expect(await expectSame('prose', proseOf(texts))).toBeGreaterThan(texts.length - 1);
  });

  it('sheets and calendars', async () => {
    expect(await expectSame('sheet', sheetOf(csvOf(400)))).toBe(400);
    expect(await expectSame('files', filesOf({ 'a.csv': csvOf(100) }))).toBe(100);
    expect(await expectSame('calendar', calendarOf(icsOf(200)))).toBeGreaterThan(200);
    expect(await expectSame('files', filesOf({ 'a.ics': icsOf(40, 41) }))).toBeGreaterThan(30);
  });

  it('any list of records, right or wrong', async () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom('TBA', '2027-03-04 11:00', '2027-02-30 11:00', 'tides', '1h'),
    );
    const value = fc.oneof(text, fc.integer(), fc.array(text, { maxLength: 3 }), fc.constant(null));
    const names = ['id', 'series', 'title', 'speakers', 'start', 'date', 'duration', 'tags', 'venue', 'mood'];
    const entry = fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 5 });
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { maxLength: 6 }), fc.boolean(), async (list, inYaml) => {
        const files = inYaml ? { 'a.yaml': stringify(list) } : { 'a.json': JSON.stringify(list, null, 1) };
        await expectSame('files', filesOf(files));
      }),
    );
  });

  it('many at once, each for itself', async () => {
    const counts = [1, 200, 3, 50];
    const all = await Promise.all(
      counts.map((count) => thread.read('files', filesOf({ 'a.yaml': yamlOf(count) }), stop.signal)),
    );
    expect(
      all.map((one) => one.type === 'read' && one.reading.records.length + one.reading.problems.length),
    ).toEqual(counts);
  });
});

describe('a reading thread', () => {
  it('lets others have their turn while it reads', async () => {
    const turnsDuring = async (work: () => Promise<unknown>): Promise<number> => {
      let turns = 0;
      let isOver = false;
      const count = (): void => {
        if (isOver) return;
        turns += 1;
        setImmediate(count);
      };
      setImmediate(count);
      await work();
      isOver = true;
      return turns;
    };
    const document = filesOf({ 'a.yaml': yamlOf(500) });
    expect(await turnsDuring(() => READERS.files(document))).toBe(0);
    // At the least one for each part.
    expect(await turnsDuring(() => thread.read('files', document, stop.signal))).toBeGreaterThan(2);
  });

  it('tells a document that cannot be read at all from a reader that fails', async () => {
    expect(await thread.read('sheet', sheetOf(' '), stop.signal)).toEqual({
      type: 'refused',
      problem: 'is empty',
    });
    expect(await thread.read('calendar', calendarOf('dear all'), stop.signal)).toEqual({
      type: 'refused',
      problem: 'is no calendar',
    });
    const broken = {
      ...filesOf({ 'a.txt': 'Tides' }),
      options: { ...filesOf({}).options, timezone: 'Sea/Side' },
    };
    expect(await thread.read('files', broken, stop.signal)).toMatchObject({ type: 'failed' });
    // It goes on with the next.
    expect(await thread.read('records', recordsOf('[{"title":"Tides"}]'), stop.signal)).toMatchObject({
      type: 'read',
    });
  });

  it('refuses a document for which the memory does not suffice, and reads the next', async () => {
    const small = new ReadingThread({ memoryMb: 24 });
    const read = createDocumentReader(small);
    const large = filesOf({ 'a.yaml': yamlOf(3_000) });
    await expect(read('files', large, stop.signal)).rejects.toThrow(
      new DocumentError('needs more than 24 MB of memory to be read'),
    );
    expect(await small.read('files', filesOf({ 'a.yaml': 'title: Tides' }), stop.signal)).toMatchObject({
      type: 'read',
    });
  });

  it('that ends by itself loses nothing: the document is read here', async () => {
    const ending = new ReadingThread({ entry: new URL('./ending-worker.ts', import.meta.url) });
    const document = sheetOf(csvOf(1_000));
    expect(await ending.read('sheet', document)).toEqual({ type: 'lost' });
    const read = createDocumentReader(ending);
    expect(show(await read('sheet', document))).toBe(show(await READERS.sheet(document)));
  });

  it('is ended where nobody wants its answer any more, also who waits for it', async () => {
    const aborter = new AbortController();
    const own = new ReadingThread();
    const readings = [0, 1].map(() =>
      own.read('files', filesOf({ 'a.yaml': yamlOf(1_000) }), aborter.signal),
    );
    const ended = Promise.allSettled(readings);
    setImmediate(() => aborter.abort(new Error('the service is stopping')));
    expect((await ended).map((one) => one.status === 'rejected' && String(one.reason))).toEqual([
      'Error: the service is stopping',
      'Error: the service is stopping',
    ]);
    expect(await own.read('sheet', sheetOf(csvOf(1)), stop.signal)).toMatchObject({ type: 'read' });
  });

  it('ends when it has nothing to read, and starts again', async () => {
    const starts = new BroadcastChannel('reading-thread-starts');
    let started = 0;
    starts.onmessage = () => {
      started += 1;
    };
    const brief = new ReadingThread({
      quietMs: 1,
      entry: new URL('./announcing-worker.ts', import.meta.url),
    });
    try {
      await untilTrue(async () => {
        expect(await brief.read('sheet', sheetOf(csvOf(8)), stop.signal)).toMatchObject({ type: 'read' });
        return started >= 2;
      });
    } finally {
      starts.close();
    }
  });

  it('lowers no other priority than its own', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [
      join(import.meta.dirname, 'priority-child.ts'),
    ]);
    expect(stdout).toBe('0\n');
  });

  it('keeps a process alive while it reads, and no longer', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [
      join(import.meta.dirname, 'reading-child.ts'),
    ]);
    // Of a hundred records fifteen are wrong.
    expect(stdout).toBe('85\n');
  });
});

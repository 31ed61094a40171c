import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SourceId } from '../../../src/domain/ids.ts';
import type { SeminarSource, SourceCursor, SourceReading } from '../../../src/ports/seminar-source.ts';
import { createFilesSource } from '../../../src/sources/files/files-source.ts';
import { FolderFiles } from '../../../src/sources/files/list-files.ts';
import { createTemporaryFolder } from '../../support/temporary-folder.ts';
import { aSetting } from '../source-site.ts';

type Read = Extract<SourceReading, { type: 'records' }>;

/** A folder that is read again and again, each time with what the last reading left. */
function openFolder(files: Readonly<Record<string, string>>) {
  const folder = createTemporaryFolder();
  for (const [name, text] of Object.entries(files)) folder.write(name, text);
  const create = (): SeminarSource =>
    createFilesSource({
      ...aSetting(),
      id: SourceId.parse('files:talks'),
      folder: folder.path,
      label: 'talks',
      review: true,
    });
  let source = create();
  let cursor: SourceCursor | undefined;
  const read = async (): Promise<Read> => {
    const reading = await source.read(cursor, new AbortController().signal);
    if (reading.type !== 'records') throw new Error('nothing changed');
    cursor = reading.cursor;
    return reading;
  };
  return {
    write: folder.write,
    read,
    /** The service starts anew: only the cursor is left. */
    restart: () => {
      source = create();
    },
  };
}

const uidsOf = ({ records }: Read): Readonly<Record<string, string>> =>
  Object.fromEntries(records.map(({ uid, fields }) => [fields.title ?? '', uid]));
const list = (...titles: readonly string[]): string =>
  titles.map((title) => `- { title: ${title}, speakers: Speaker of ${title} }\n`).join('');

describe('a folder that is read again', () => {
  it.each([false, true])(
    'keeps the identity of every record (restarted in between: %s)',
    async (restarts) => {
      const folder = openFolder({ 'a.yaml': list('A', 'B'), 'b.yaml': list('C', 'D') });
      const first = uidsOf(await folder.read());
      for (const change of [
        () => folder.write('a.yaml', list('New', 'B', 'A')),
        () => folder.write('a.yaml', `${list('B', 'New', 'A')}- { title: [] }\n`),
        () => folder.write('a.yaml', `${list('B')}- { title: New\n`),
        () => folder.write('c.yaml', list('E')),
        () => folder.write('a.yaml', list('B', 'A')),
      ]) {
        if (restarts) folder.restart();
        change();
        const uids = uidsOf(await folder.read());
        expect({ ...first, ...uids }).toEqual({ ...uids, ...first });
        expect([uids.C, uids.D]).toEqual([first.C, first.D]);
      }
    },
  );

  it('tells records of files that did not change in the very objects of the last time', async () => {
    const folder = openFolder({ 'a.yaml': list('A'), 'b.yaml': list('B') });
    const [a, b] = (await folder.read()).records;
    folder.write('a.yaml', list('A2'));
    const again = (await folder.read()).records;
    expect(again[0]).not.toBe(a);
    expect(again[1]).toBe(b);
  });

  it('remembers nothing of records that have ids', async () => {
    const folder = openFolder({ 'a.yaml': '- { id: one, title: A }\n- { id: two, title: B }\n' });
    const { cursor, records } = await folder.read();
    expect(cursor?.known).toBe('{}');
    expect(records.map(({ uid }) => uid)).toEqual(['a#one', 'a#two']);
  });

  it('reads a large file as it reads a small one, and says which could not be read', async () => {
    const rows = (count: number): string =>
      Array.from(
        { length: count },
        (_, n) => `- { id: r${n}, title: Tides ${n}, status: ${n % 2 ? 'scheduled' : 'maybe'} }\n`,
      ).join('');
    const folder = openFolder({ 'large.yaml': rows(2_000), 'small.yaml': rows(2) });
    const { records, problems } = await folder.read();
    expect(records.filter(({ uid }) => uid.startsWith('large'))).toHaveLength(1_000);
    expect(records.find(({ uid }) => uid === 'large#r1999')?.place).toBe('talks/large.yaml:2000');
    expect(problems.filter(({ place }) => place === 'talks/large.yaml')).toHaveLength(1_000);
    expect(problems.at(-1)).toMatchObject({
      place: 'talks/small.yaml',
      line: 1,
      field: 'status',
      value: 'maybe',
    });
  });
});

describe('the files of a folder', () => {
  it('are looked at again where they may have changed: also at once, with the same size and time', async () => {
    const folder = createTemporaryFolder();
    const files = new FolderFiles(folder.path);
    const { signal } = new AbortController();
    const long = new Date('2020-01-01');
    const hashes: string[] = [];
    for (const text of ['one', 'two', 'six']) {
      folder.write('a.txt', text);
      utimesSync(join(folder.path, 'a.txt'), long, long);
      const [found] = await files.list(signal);
      hashes.push(found?.hash ?? '');
    }
    expect(new Set(hashes).size).toBe(3);
    expect((await files.list(signal))[0]?.hash).toBe(hashes[2]);
  });

  it('are read when they are wanted, and one that went meanwhile says so', async () => {
    const folder = createTemporaryFolder();
    folder.write('a.txt', 'one');
    const files = new FolderFiles(folder.path);
    const [found] = await files.list(new AbortController().signal);
    if (!found) throw new Error('the file was not found');
    expect(Buffer.from((await files.read(found)).bytes ?? []).toString()).toBe('one');
    const gone = { ...found, path: 'b.txt' };
    expect((await files.read(gone)).unreadable).toContain('ENOENT');
  });
});

import { describe, expect, it } from 'vitest';
import { readFiles } from '../../../src/sources/files/read-files.ts';
import { createDocumentReader } from '../../../src/sources/thread/read-document.ts';
import { ReadingThread } from '../../../src/sources/thread/reading-thread.ts';
import { filesOf, yamlOf } from '../thread/documents.ts';

const LARGE = { 'a.yaml': yamlOf(3_000) };

describe('files that cannot be read at all', () => {
  it('are a problem, each at its place: too large for the memory there is', async () => {
    const { files, options } = filesOf({ ...LARGE, 'a.txt': 'Tides' });
    const read = createDocumentReader(new ReadingThread({ memoryMb: 24 }));
    const problem = 'needs more than 24 MB of memory to be read';
    expect(await readFiles(files, options, undefined, read)).toEqual({
      records: [],
      closedDays: [],
      problems: [
        { place: 'seminars/a.yaml', problem },
        { place: 'seminars/a.txt', problem },
      ],
    });
  });

  it.each([
    ['small', 'Tides'],
    ['large', 'Tides\n'.repeat(5_000)],
  ])('or such that a reader fails at them (%s)', async (_size, text) => {
    const { files, options } = filesOf({ 'a.txt': text });
    const { records, problems } = await readFiles(files, { ...options, timezone: 'Sea/Side' });
    expect(records).toEqual([]);
    expect(problems).toMatchObject([
      { place: 'seminars/a.txt', problem: expect.stringMatching(/^cannot be read: .*time zone/) },
    ]);
  });

  it('are no word about the files where nobody wants them any more', async () => {
    const aborter = new AbortController();
    const { files, options } = filesOf(LARGE);
    const reading = readFiles(files, options, aborter.signal, createDocumentReader(new ReadingThread()));
    aborter.abort(new Error('the service is stopping'));
    await expect(reading).rejects.toThrow('the service is stopping');
  });
});

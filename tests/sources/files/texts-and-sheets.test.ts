import { describe, expect, it, onTestFinished } from 'vitest';
import { SourceId } from '../../../src/domain/ids.ts';
import type { SourceReading } from '../../../src/ports/seminar-source.ts';
import { createFilesSource } from '../../../src/sources/files/files-source.ts';
import { openSyncRig } from '../../pipeline/sync/sync-kit.ts';
import { createTemporaryFolder } from '../../support/temporary-folder.ts';
import { aSetting } from '../source-site.ts';

const TEXT = `Title: Tides by ear
Speaker: Dr Ada Ebb (Tidal College)
Date: 3 December 2026
Time: 11:00 am - 12:00 pm
Venue: Room 78-420

Abstract: Tides are heard before they are seen.
`;

function aFolder(files: Readonly<Record<string, string>>) {
  const folder = createTemporaryFolder();
  for (const [name, text] of Object.entries(files)) folder.write(name, text);
  const source = createFilesSource({
    ...aSetting(),
    id: SourceId.parse('files:talks'),
    folder: folder.path,
    label: 'talks',
    review: true,
  });
  return { folder, source };
}

async function readOnce(
  files: Readonly<Record<string, string>>,
): Promise<Extract<SourceReading, { type: 'records' }>> {
  const reading = await aFolder(files).source.read(undefined, new AbortController().signal);
  if (reading.type !== 'records') throw new Error('the folder was not read');
  return reading;
}

describe('a folder', () => {
  it('hands over a text with its evidence and what it lacks', async () => {
    const { records, problems } = await readOnce({ 'ebb.txt': TEXT });
    expect(problems).toEqual([]);
    const [record] = records;
    expect(record).toMatchObject({
      uid: 'ebb',
      place: 'talks/ebb.txt',
      prose: true,
      fields: { title: 'Tides by ear' },
    });
    expect(record?.received).toBeInstanceOf(Temporal.Instant);
    const title = record?.evidence?.find(({ field }) => field === 'title');
    expect(title?.text).toBe('Tides by ear');
    expect(record?.text?.slice(title?.start, title?.end)).toBe('Tides by ear');
    expect(record?.missing).toEqual([]);
  });

  it('what a record file supplies is not missing any more', async () => {
    const undated = TEXT.replace(/^(?:Date|Time).*\n/gm, '');
    const alone = await readOnce({ 'ebb.txt': undated });
    expect(alone.records[0]?.missing).toContain('start');
    const { records } = await readOnce({ 'ebb.txt': undated, 'ebb.yaml': 'start: 2026-12-03 11:00\n' });
    expect(records).toMatchObject([{ uid: 'ebb', prose: false, fields: { title: 'Tides by ear' } }]);
    expect(records[0]?.missing).not.toContain('start');
  });

  it('a text stays as it was while the record file beside it cannot be read', async () => {
    const undated = TEXT.replace(/^(?:Date|Time).*\n/gm, '');
    const { folder, source } = aFolder({ 'ebb.txt': undated, 'ebb.yaml': 'start: 2026-12-03 11:00\n' });
    const rig = await openSyncRig([source]);
    onTestFinished(() => rig.store.close());
    const [added] = (await rig.sync(source)).added;
    for (const broken of [
      'start: "2026',
      'start: 2026-12-03 11:00\nroom: 1\n',
      '[{ tags: [a] }, { tags: [b] }]',
    ]) {
      folder.write('ebb.yaml', broken);
      const report = await rig.sync(source);
      expect(report.problems[0]?.place).toBe('talks/ebb.yaml');
      expect(report.problems).toContainEqual({
        place: 'talks/ebb.txt',
        problem: 'stays as it was until talks/ebb.yaml can be read',
      });
      expect(report.concerns).toEqual([]);
      expect([report.changed, report.gone]).toEqual([[], []]);
    }
    folder.write('ebb.yaml', 'start: 2026-12-04 11:00\n');
    const mended = await rig.sync(source);
    expect(mended.problems).toEqual([]);
    expect(mended.changed.map(({ seminar }) => seminar)).toEqual([added?.seminar]);
  });

  it('reads a sheet as a list of records, planned like any other', async () => {
    const sheet = (rows: readonly string[]): string => `id,Title,Speaker,Start\n${rows.join('\n')}\n`;
    const rows = ['a,Tides,Ada Ebb,3/12/2026 11:00', 'b,Foam,Bo Lun,10/12/2026 11:00'];
    const { folder, source } = aFolder({ 'spring.csv': sheet(rows) });
    const rig = await openSyncRig([source]);
    onTestFinished(() => rig.store.close());
    const first = await rig.sync(source);
    expect(first.added.map(({ title, place, publication }) => [title, place, publication])).toEqual([
      ['Tides', 'talks/spring.csv:2', 'published'],
      ['Foam', 'talks/spring.csv:3', 'published'],
    ]);
    expect(await rig.notices(first.added[0]?.seminar)).toHaveLength(3);
    folder.write('spring.csv', sheet(['b,Foam,Bo Lun,never', 'c,Sand,Ida Moss,17/12/2026 11:00']));
    const second = await rig.sync(source);
    expect(second.problems).toMatchObject([
      { place: 'talks/spring.csv', line: 2, field: 'Start', value: 'never' },
    ]);
    expect(second.added).toMatchObject([{ title: 'Sand' }]);
    // While a row is broken nothing of its file is taken away.
    expect(second.gone).toEqual([]);
  });

  it('a sheet that is none is one problem, and the other files are read', async () => {
    const { records, problems } = await readOnce({ 'a.csv': 'x,y\n1,2\n', 'ebb.txt': TEXT });
    expect(records).toHaveLength(1);
    expect(problems).toMatchObject([
      { place: 'talks/a.csv', problem: expect.stringContaining('no column is known') },
    ]);
  });
});

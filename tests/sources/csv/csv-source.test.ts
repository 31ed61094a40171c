import { writeFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { SourceEntry } from '../../../src/settings/load-settings.ts';
import { CsvEntry } from '../../../src/sources/csv/csv-entry.ts';
import { createCsvSource } from '../../../src/sources/csv/csv-source.ts';
import { csvAddressOf } from '../../../src/sources/csv/sheet-address.ts';
import { openSyncRig } from '../../pipeline/sync/sync-kit.ts';
import { createTemporaryFolder } from '../../support/temporary-folder.ts';
import { untilTrue } from '../../support/until-true.ts';
import { aSetting, openSite } from '../source-site.ts';

const HEAD = 'Talk,Who,When,Where\n';
const ROWS = [
  'Tides,Ada Ebb,3/12/2026 11:00,78-420',
  'Foam,Bo Lun,10/12/2026 11:00,78-420',
  'Sand,Ida Moss,17/12/2026 11:00,78-420',
  'Kelp,Mira Quill,14/1/2027 11:00,78-420',
];
const sheet = (rows: readonly string[]): string => `${HEAD}${rows.join('\n')}\n`;
const entryOf = (over: Partial<SourceEntry['value']>): CsvEntry =>
  CsvEntry.parse({ type: 'csv', columns: { title: 'Talk', speaker: 'Who', start: 'When' }, ...over });

async function openSheet(over: Partial<SourceEntry['value']> = {}) {
  const site = await openSite();
  const source = createCsvSource(
    entryOf({ url: `${site.url}/sheet.csv?key=hunter2`, name: 'talks', allowHosts: ['127.0.0.1'], ...over }),
    aSetting(),
  );
  const rig = await openSyncRig([source]);
  onTestFinished(() => rig.store.close());
  return { site, source, ...rig };
}

describe('a published sheet, from its bytes to planned notices', () => {
  it('plans what the sheet says, and nothing twice', async () => {
    const { site, source, sync, notices, store } = await openSheet();
    site.serve(sheet(ROWS));
    const first = await sync(source);
    expect(first).toMatchObject({ outcome: 'applied', problems: [] });
    expect(first.added.map(({ title, place, publication }) => [title, place, publication])).toEqual([
      ['Tides', 'talks:2', 'published'],
      ['Foam', 'talks:3', 'published'],
      ['Sand', 'talks:4', 'published'],
      ['Kelp', 'talks:5', 'published'],
    ]);
    const planned = await notices(first.added[0]?.seminar);
    expect(planned.map(({ kind, due }) => `${kind} ${due}`).toSorted()).toEqual([
      'announcement 2026-11-25T23:00:00Z',
      'reminder 2026-12-02T23:00:00Z',
      'reminder 2026-12-03T00:45:00Z',
    ]);
    expect(await sync(source)).toMatchObject({ outcome: 'unchanged' });
    expect(site.asked.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"v1"']);
    // The same bytes under a new ETag are the same sheet.
    site.serve(sheet(ROWS));
    expect(await sync(source)).toMatchObject({ outcome: 'unchanged' });
    // Three each, of those within the planner's 35 days.
    expect(await store.read.outbox.find({})).toHaveLength(9);
  });

  it('an edit changes its seminar, wherever its row stands now', async () => {
    const { site, source, sync, notices } = await openSheet();
    site.serve(sheet(ROWS));
    const first = await sync(source);
    site.serve(
      sheet([
        'New,Una Reef,4/12/2026 11:00,78-420',
        'Tides,Ada Ebb,3/12/2026 15:00,78-420',
        ...ROWS.slice(1),
      ]),
    );
    const second = await sync(source);
    expect(second.changed).toMatchObject([{ seminar: first.added[0]?.seminar, fields: ['start'] }]);
    expect(second.added).toMatchObject([{ title: 'New' }]);
    expect(second.gone).toEqual([]);
    const dues = (await notices(first.added[0]?.seminar)).map(({ due }) => due.toString());
    expect(dues).toContain('2026-12-03T04:45:00Z');
    expect(dues).not.toContain('2026-12-03T00:45:00Z');
  });

  it('a cancelled row reminds nobody; a removed one neither', async () => {
    const { site, source, sync, notices } = await openSheet();
    site.serve(sheet(ROWS));
    const first = await sync(source);
    site.serve(sheet(['CANCELLED: Tides,Ada Ebb,3/12/2026 11:00,78-420', ...ROWS.slice(2)]));
    const second = await sync(source);
    expect(second.changed).toMatchObject([
      { seminar: first.added[0]?.seminar, title: 'Tides', fields: ['status'] },
    ]);
    expect(second.gone).toMatchObject([{ title: 'Foam' }]);
    for (const { seminar } of first.added.slice(0, 2)) {
      expect((await notices(seminar)).filter(({ state }) => state === 'due')).toEqual([]);
    }
  });

  it('a broken row keeps what was known of it, and the others go on', async () => {
    const { site, source, sync, store } = await openSheet();
    site.serve(sheet(ROWS));
    const first = await sync(source);
    site.serve(sheet(['Tides,Ada Ebb,soon,78-420', ...ROWS.slice(1), 'Reef,Una Reef,21/1/2027 11:00,']));
    const second = await sync(source);
    expect(second.problems).toMatchObject([{ place: 'talks', line: 2, field: 'When', value: 'soon' }]);
    expect(second.added).toMatchObject([{ title: 'Reef' }]);
    expect(second.gone).toEqual([]);
    site.serve(
      sheet(['Tides,Ada Ebb,3/12/2026 12:00,78-420', ...ROWS.slice(1), 'Reef,Una Reef,21/1/2027 11:00,']),
    );
    const third = await sync(source);
    expect(third.changed).toMatchObject([{ seminar: first.added[0]?.seminar, fields: ['start'] }]);
    expect(await store.read.seminars.find({})).toHaveLength(5);
  });

  it('with ids, a broken row holds back itself only', async () => {
    const { site, source, sync } = await openSheet();
    const withIds = (rows: readonly string[]): string => `ID,${HEAD}${rows.join('\n')}\n`;
    site.serve(withIds(ROWS.map((row, index) => `k${index},${row}`)));
    expect((await sync(source)).added[0]).toMatchObject({ place: 'talks#k0' });
    site.serve(withIds(['k0,Tides,Ada Ebb,soon,', `k2,${ROWS[2]}`, `k3,${ROWS[3]}`]));
    const report = await sync(source);
    expect(report.problems).toMatchObject([{ place: 'talks#k0', line: 2 }]);
    expect(report.gone).toMatchObject([{ title: 'Foam' }]);
  });

  it('a failing server, a web page instead and a sudden empty sheet take nothing away', async () => {
    const { site, source, sync, store } = await openSheet();
    site.serve(sheet(ROWS));
    await sync(source);
    site.fail(503);
    const failed = await sync(source);
    expect(failed).toMatchObject({ outcome: 'failed', failure: 'talks answered 503' });
    site.serve('<!DOCTYPE html><title>Sign in</title>', 'text/html');
    expect((await sync(source)).failure).toContain('talks: is a web page, not CSV');
    site.serve('');
    expect((await sync(source)).failure).toBe('talks: is empty');
    site.serve(HEAD);
    expect(await sync(source)).toMatchObject({ outcome: 'applied', lossHeld: { lost: 4, of: 4 }, gone: [] });
    expect((await store.read.seminars.claimStates(source.id)).size).toBe(4);
    expect((await store.read.outbox.find({})).every(({ state }) => state === 'due')).toBe(true);
    site.serve(sheet(ROWS));
    expect(await sync(source)).toMatchObject({ outcome: 'applied', added: [], changed: [], unchanged: 4 });
    const state = await store.read.sources.state(source.id);
    expect(state?.heldLoss).toBeUndefined();
    // What stands behind the question mark of an address may be a key.
    expect(JSON.stringify([failed, state])).not.toContain('hunter2');
  });

  it('is read anew when its columns are told otherwise, although the server says that nothing changed', async () => {
    const { site, source, sync } = await openSheet();
    site.serve(sheet(ROWS));
    await sync(source);
    const roomy = createCsvSource(
      entryOf({
        url: `${site.url}/sheet.csv?key=hunter2`,
        name: 'talks',
        allowHosts: ['127.0.0.1'],
        columns: { title: 'Talk', speaker: 'Who', start: 'When', room: 'Where' },
        series: 'tides',
      }),
      aSetting(),
    );
    expect(roomy.id).toBe(source.id);
    expect((await sync(roomy)).changed).toHaveLength(4);
  });
});

describe('a local sheet', () => {
  it('is read, and watched', async () => {
    const folder = createTemporaryFolder();
    folder.write('talks.csv', sheet(ROWS));
    const source = createCsvSource(entryOf({ path: 'talks.csv' }), aSetting({ folder: folder.path }));
    const rig = await openSyncRig([source]);
    onTestFinished(() => rig.store.close());
    expect((await rig.sync(source)).added).toHaveLength(4);
    expect(await rig.sync(source)).toMatchObject({ outcome: 'unchanged' });
    let calls = 0;
    const stop = source.watch?.(() => {
      calls += 1;
    });
    onTestFinished(() => stop?.());
    // Once it is on watch it says so: what changed before may have been missed.
    await untilTrue(async () => calls === 1);
    writeFileSync(`${folder.path}/talks.csv`, sheet(ROWS.slice(0, 3)));
    await untilTrue(async () => calls > 1);
    expect((await rig.sync(source)).gone).toMatchObject([{ title: 'Kelp' }]);
  });

  it('fails where the file is not there', async () => {
    const source = createCsvSource(entryOf({ path: 'none.csv' }), aSetting());
    const rig = await openSyncRig([source]);
    onTestFinished(() => rig.store.close());
    expect((await rig.sync(source)).failure).toContain('ENOENT');
  });
});

describe('the address of a sheet', () => {
  it.each([
    [
      'https://docs.google.com/spreadsheets/d/1aBcDeFgHiJkLmNoPqRsTuVwXyZ/edit#gid=42',
      'https://docs.google.com/spreadsheets/d/1aBcDeFgHiJkLmNoPqRsTuVwXyZ/export?format=csv&gid=42',
    ],
    [
      'https://docs.google.com/spreadsheets/d/1aBcDeFgHiJkLmNoPqRsTuVwXyZ/edit?usp=sharing',
      'https://docs.google.com/spreadsheets/d/1aBcDeFgHiJkLmNoPqRsTuVwXyZ/export?format=csv',
    ],
    [
      'https://docs.google.com/spreadsheets/d/e/2PACX-1vXyZ/pubhtml',
      'https://docs.google.com/spreadsheets/d/e/2PACX-1vXyZ/pub?output=csv',
    ],
    [
      'https://docs.google.com/spreadsheets/d/e/2PACX-1vXyZ/pubhtml?gid=7&single=true',
      'https://docs.google.com/spreadsheets/d/e/2PACX-1vXyZ/pub?output=csv&gid=7&single=true',
    ],
    ['https://sheets.example.edu/talks.csv?a=b', 'https://sheets.example.edu/talks.csv?a=b'],
  ])('%s', (pasted, csv) => expect(csvAddressOf(pasted)).toBe(csv));
});

describe('the entry of a sheet', () => {
  it('names either an address or a file, and columns that exist', () => {
    expect(CsvEntry.safeParse({ type: 'csv' }).success).toBe(false);
    expect(CsvEntry.safeParse({ type: 'csv', path: 'a.csv', url: 'https://a.example/b.csv' }).success).toBe(
      false,
    );
    expect(CsvEntry.safeParse({ type: 'csv', path: 'a.csv', columns: { titel: 'Talk' } }).success).toBe(
      false,
    );
    expect(CsvEntry.safeParse({ type: 'csv', path: 'a.csv', every: '10s' }).success).toBe(false);
    expect(CsvEntry.parse({ type: 'csv', path: 'a.csv' })).toMatchObject({ every: 900_000, review: false });
  });
});

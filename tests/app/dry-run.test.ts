import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { type Installation, openInstallation } from '../../src/app/installation.ts';
import { checkRecords } from '../../src/app/operations/check.ts';
import { runDry } from '../../src/app/operations/dry-run.ts';
import { planAhead } from '../../src/app/operations/plan-ahead.ts';
import { publish } from '../../src/app/operations/review.ts';
import { syncNow } from '../../src/app/operations/sync-now.ts';
import { createClock, settingsFor } from './kit.ts';

const CONFIGURATION = `timezone: Australia/Brisbane
sources: [{ type: files, path: seminars, review: true }]
routes:
  - match: all
    to: ["preview:#tides"]
    announce: immediately
    remind: [15m]
`;
const TEXT = `Title: On Ebbing
Speaker: Ada Ebb
Date: Thursday 1 April 2027
Time: 11:00 am - 12:00 pm
Venue: Room 78-420
`;
const RECORD = 'title: On Flowing\nspeakers: Ben Neap\nstart: "2027-04-02 11:00"\n';

/** A folder of records and a store that has read them. */
async function house(records: Readonly<Record<string, string>>) {
  const settings = settingsFor(CONFIGURATION);
  const clock = createClock();
  const folder = join(settings.path, 'seminars');
  mkdirSync(folder);
  for (const [name, text] of Object.entries(records)) writeFileSync(join(folder, name), text);
  const inStore = async <T>(use: (installation: Installation) => Promise<T>): Promise<T> => {
    const installation = await openInstallation(settings, { clock });
    try {
      return await use(installation);
    } finally {
      await installation.close();
    }
  };
  await inStore((installation) => syncNow(installation, []));
  const dry = async <T>(use: (run: Awaited<ReturnType<typeof runDry>>) => Promise<T>): Promise<T> => {
    const run = await runDry(settings, { clock });
    try {
      return await use(run);
    } finally {
      await run.installation.close();
    }
  };
  return {
    database: join(settings.path, 'lectern.db'),
    folder,
    inStore,
    ids: () => inStore(async ({ store }) => (await store.read.seminars.find({})).map(({ id }) => id)),
    check: () => dry(async (run) => (await checkRecords(run)).findings.map(({ text }) => text)),
    planned: () => dry(async (run) => (await planAhead(run, 35)).map(({ notice }) => notice.seminar)),
  };
}

const digestOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

describe('a dry run beside a store', () => {
  it('knows what was published by hand', async () => {
    const { check, planned, ids, inStore } = await house({ 'ebb.txt': TEXT });
    expect((await check()).join()).toContain('waits for an organiser');
    expect(await planned()).toEqual([]);
    const [id = ''] = await ids();
    await inStore((installation) => publish(installation, id, undefined));
    expect(await check()).toEqual([]);
    expect(new Set(await planned())).toEqual(new Set([id]));
  });

  it('knows of days off that were confirmed', async () => {
    const { check, inStore } = await house({
      'off.txt': 'There is no seminar on Thursday 1 April 2027.\n',
      'flow.yaml': RECORD,
    });
    expect((await check()).join()).toContain('Confirm it');
    await inStore(async (installation) => {
      for (const { id } of await installation.store.read.reviews.open())
        await publish(installation, id, undefined);
    });
    expect(await check()).toEqual([]);
  });

  it('knows a renamed file by the id that the store gave it, and does not count what is gone', async () => {
    const { folder, ids, planned, check } = await house({
      'flow.yaml': RECORD,
      'gone.yaml': 'title: Gone\n',
    });
    const before = await ids();
    renameSync(join(folder, 'flow.yaml'), join(folder, 'april.yaml'));
    rmSync(join(folder, 'gone.yaml'));
    const [planned1] = await planned();
    expect(before).toContain(planned1);
    expect(await check()).toEqual([]);
  });

  it('goes on finding what is wrong with records that have not changed', async () => {
    const { check } = await house({ 'some.yaml': 'title: Some Day\n', 'flow.yaml': RECORD });
    expect((await check()).join()).toContain('does not say when it starts');
    expect((await check()).join()).toContain('does not say when it starts');
  });

  it('writes nothing into it', async () => {
    const { database, folder, check, planned } = await house({ 'ebb.txt': TEXT });
    writeFileSync(join(folder, 'flow.yaml'), RECORD);
    const before = digestOf(database);
    await check();
    await planned();
    expect(digestOf(database)).toBe(before);
  });

  it('leaves one of another version as it is, and goes without', async () => {
    const { database, check } = await house({ 'flow.yaml': RECORD });
    const other = new DatabaseSync(database);
    other.exec(
      "update kysely_migration set name = '9999-of-the-future' where name = (select max(name) from kysely_migration)",
    );
    other.exec('pragma wal_checkpoint(truncate)');
    other.close();
    const before = digestOf(database);
    expect(await check()).toEqual([]);
    expect(digestOf(database)).toBe(before);
  });

  it('makes none where there is none', async () => {
    const { database, check } = await house({ 'flow.yaml': RECORD });
    for (const end of ['', '-wal', '-shm']) rmSync(database + end, { force: true });
    expect(await check()).toEqual([]);
    expect(() => readFileSync(database)).toThrow('no such file');
  });
});

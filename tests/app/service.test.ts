import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startService } from '../../src/app/service.ts';
import { SourceId } from '../../src/domain/ids.ts';
import type { SeminarSource } from '../../src/ports/seminar-source.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';
import { settingsFor } from './kit.ts';

const CONFIGURATION = 'timezone: UTC\nroutes: [{ match: all, to: ["preview:#tides"] }]\n';
const QUIET = { PORT: '0', LOG_LEVEL: 'silent' };

describe('the service', () => {
  it('a source that never answers, whatever it is told, holds up neither the start nor the stop', async () => {
    const asked: AbortSignal[] = [];
    const deaf: SeminarSource = {
      id: SourceId.parse('deaf'),
      review: false,
      read: (_cursor, signal) => {
        asked.push(signal);
        return new Promise(() => {});
      },
    };
    const service = await startService(settingsFor(CONFIGURATION, QUIET), { sources: [deaf] });
    expect((await fetch(`${service.url}/healthz`)).status).toBe(200);
    expect(asked).toHaveLength(1);
    await service.stop();
    expect(asked[0]?.aborted).toBe(true);
    await expect(fetch(`${service.url}/healthz`)).rejects.toThrow();
  });

  it('stops once, however often it is told', async () => {
    const service = await startService(settingsFor(CONFIGURATION, QUIET), { sources: [] });
    expect(service.stop()).toBe(service.stop());
    await service.stop();
  });

  it('a start that fails half-way lets go of what it had', async () => {
    const first = await startService(settingsFor(CONFIGURATION, QUIET), { sources: [] });
    onTestFinished(() => first.stop());
    const { port } = new URL(first.url);
    const { path } = createTemporaryFolder();
    const settings = settingsFor(CONFIGURATION, {
      ...QUIET,
      PORT: port,
      DATABASE_URL: `sqlite:${path}/a.db`,
    });
    await expect(startService(settings, { sources: [] })).rejects.toThrow(
      `port ${port} on 127.0.0.1 is taken`,
    );
    // SQLite leaves its write-ahead mode only where nobody else has the file open.
    const file = new DatabaseSync(`${path}/a.db`);
    expect(file.prepare('pragma journal_mode = delete').get()).toEqual({ journal_mode: 'delete' });
    file.close();
  });

  it('a wrong source is told before anything is opened', async () => {
    const settings = settingsFor(`${CONFIGURATION}sources: [{ type: fax }]\n`, QUIET);
    await expect(startService(settings)).rejects.toThrow(/lectern\.yaml:3: type: "fax": allowed: files/);
  });
});

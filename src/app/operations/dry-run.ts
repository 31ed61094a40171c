import { existsSync } from 'node:fs';
import type { Notice } from '../../domain/notice.ts';
import type { Seminar } from '../../domain/seminar.ts';
import { planDigests } from '../../pipeline/plan/plan-digests.ts';
import type { SyncReport } from '../../pipeline/sync/sync-report.ts';
import { createSync } from '../../pipeline/sync/sync-source.ts';
import type { Settings } from '../../settings/load-settings.ts';
import { openStore } from '../../store/open-store.ts';
import { parseStoreUrl } from '../../store/store-url.ts';
import { type Installation, openInstallation } from '../installation.ts';

export interface DryRun {
  readonly installation: Installation;
  readonly reports: readonly SyncReport[];
}

/**
 * Reads every source into an empty store in memory and plans: what would be owed, with nothing sent and nothing kept.
 * Only what the real store knows of a source's beginnings is taken over, so that samples keep their dates.
 * The caller closes the installation.
 */
export async function runDry(settings: Settings): Promise<DryRun> {
  const installation = await openInstallation(settings, { dry: true });
  const { store, sources, context, clock } = installation;
  await takeOverBeginnings(settings, installation);
  const sync = createSync({ store, plan: () => context, sources: sources.map((source) => source.id), clock });
  const reports: SyncReport[] = [];
  for (const source of sources) reports.push(await sync(source, { signal: new AbortController().signal }));
  await store.transaction((tx) => planDigests(tx, settings.policy, installation.addresses, clock.now()));
  return { installation, reports };
}

async function takeOverBeginnings(settings: Settings, dry: Installation): Promise<void> {
  const url = parseStoreUrl(settings.databaseUrl);
  if (url.type === 'memory' || (url.type === 'sqlite' && !existsSync(url.path))) return;
  const real = await openStore(settings.databaseUrl, dry);
  try {
    const states = await real.read.sources.states();
    await dry.store.transaction(async (tx) => {
      for (const { source, cursor } of states) {
        const { setup, known } = cursor ?? {};
        if (setup === undefined) continue;
        await tx.sources.putState({
          source,
          problems: [],
          cursor: { setup, ...(known === undefined ? {} : { known }) },
        });
      }
    });
  } finally {
    await real.close();
  }
}

export interface PlannedLine {
  readonly notice: Notice;
  readonly seminar?: Seminar;
  /** Its time has come already: it goes as soon as the service runs. */
  readonly overdue: boolean;
  /** In the seminar's zone, or the configuration's. */
  readonly local: Temporal.ZonedDateTime;
  /** The clocks of that zone change between the line before and this one. */
  readonly clocksChange?: Temporal.ZonedDateTime;
}

/** Every notice of the next days, in order of due, with the changes of the clocks on the way. */
export async function planAhead({ installation }: DryRun, days: number): Promise<readonly PlannedLine[]> {
  const { store, clock, settings } = installation;
  const now = clock.now();
  const notices = await store.read.outbox.find({
    dueBefore: now.add({ hours: 24 * days }),
    states: ['due', 'held'],
  });
  const ids = [...new Set(notices.flatMap((notice) => (notice.seminar ? [notice.seminar] : [])))];
  const seminars = new Map((await store.read.seminars.many(ids)).map((seminar) => [seminar.id, seminar]));
  const before = new Map<string, Temporal.Instant>();
  return notices.map((notice) => {
    const seminar = notice.seminar ? seminars.get(notice.seminar) : undefined;
    const zone = seminar?.timezone ?? settings.policy.timezone;
    const local = notice.due.toZonedDateTimeISO(zone);
    const change = (before.get(zone) ?? now).toZonedDateTimeISO(zone).getTimeZoneTransition('next');
    const changed = change !== null && Temporal.ZonedDateTime.compare(change, local) <= 0;
    if (Temporal.Instant.compare(notice.due, before.get(zone) ?? now) > 0) before.set(zone, notice.due);
    const overdue = Temporal.Instant.compare(notice.due, now) < 0;
    return {
      notice,
      local,
      overdue,
      ...(seminar ? { seminar } : {}),
      ...(changed ? { clocksChange: change } : {}),
    };
  });
}

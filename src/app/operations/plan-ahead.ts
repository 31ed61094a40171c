import type { DeliveryState, Notice } from '../../domain/notice.ts';
import type { Seminar } from '../../domain/seminar.ts';
import type { DryRun } from './dry-run.ts';

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

/** With these the service is done, and nothing more comes of them. */
const DONE: readonly (DeliveryState | undefined)[] = ['sent', 'superseded', 'skipped', 'failed'];

/**
 * Every notice of the next days, in order of due, with the changes of the clocks on the way. What a service that runs
 * has done with already is left out.
 */
export async function planAhead(
  { installation, known }: DryRun,
  days: number,
): Promise<readonly PlannedLine[]> {
  const { store, clock, settings } = installation;
  const now = clock.now();
  const found = await store.read.outbox.find({
    dueBefore: now.add({ hours: 24 * days }),
    states: ['due', 'held'],
  });
  const notices = found.filter(({ id }) => !DONE.includes(known.states.get(id)));
  const ids = [...new Set(notices.flatMap((notice) => (notice.seminar ? [notice.seminar] : [])))];
  const seminars = new Map((await store.read.seminars.many(ids)).map((seminar) => [seminar.id, seminar]));
  /** Zone → until when its clocks were looked at. */
  const lookedAt = new Map<string, Temporal.Instant>();
  return notices.map((notice) => {
    const seminar = notice.seminar ? seminars.get(notice.seminar) : undefined;
    const zone = seminar?.timezone ?? settings.policy.timezone;
    const since = lookedAt.get(zone) ?? now;
    if (Temporal.Instant.compare(notice.due, since) > 0) lookedAt.set(zone, notice.due);
    const change = changeBetween(since, notice.due, zone);
    return {
      notice,
      local: notice.due.toZonedDateTimeISO(zone),
      overdue: Temporal.Instant.compare(notice.due, now) < 0,
      ...(seminar ? { seminar } : {}),
      ...(change ? { clocksChange: change } : {}),
    };
  });
}

function changeBetween(
  since: Temporal.Instant,
  until: Temporal.Instant,
  zone: string,
): Temporal.ZonedDateTime | undefined {
  const change = since.toZonedDateTimeISO(zone).getTimeZoneTransition('next');
  return change && Temporal.Instant.compare(change.toInstant(), until) <= 0 ? change : undefined;
}

import type { Route } from '../../domain/route.ts';
import type { Seminar } from '../../domain/seminar.ts';
import { prepareMatch } from '../../pipeline/targets/matching.ts';
import type { DryRun } from './dry-run.ts';

export interface Finding {
  readonly severity: 'problem' | 'notice';
  /** File and line, source, or seminar. */
  readonly place: string;
  readonly text: string;
}

/** All that a person should look at before anything is sent. Problems make `check` fail; notices do not. */
export async function checkRecords({ installation, reports }: DryRun): Promise<readonly Finding[]> {
  const { store, settings, clock } = installation;
  const seminars = await store.read.seminars.find({});
  const places = new Map<string, string>();
  for (const seminar of seminars) {
    const [claim] = await store.read.seminars.claimsOf(seminar.id);
    places.set(seminar.id, claim?.place ?? seminar.id);
  }
  const placeOf = (seminar: Seminar): string => places.get(seminar.id) ?? seminar.id;
  const now = clock.now();
  return [
    ...reports.flatMap((report): Finding[] => [
      ...(report.failure === undefined
        ? []
        : [
            { severity: 'problem' as const, place: report.source, text: `cannot be read: ${report.failure}` },
          ]),
      ...report.problems.map(({ place, line, field, value, problem }) => ({
        severity: 'problem' as const,
        place: line === undefined ? place : `${place}:${line}`,
        text: `${field === undefined || field === '' ? '' : `${field}: `}${value === undefined ? '' : `"${value}": `}${problem}`,
      })),
      ...report.concerns.map(({ place, text }) => ({ severity: 'notice' as const, place, text })),
    ]),
    ...seminars
      .filter((seminar) => seminar.start && Temporal.Instant.compare(seminar.end ?? seminar.start, now) < 0)
      .map((seminar) => ({ severity: 'notice' as const, place: placeOf(seminar), text: 'lies in the past' })),
    ...clashesOf(seminars, placeOf),
    ...routesWithoutSeminars(settings.policy.routes, seminars, settings.file),
    ...seminars
      .filter(
        (seminar) =>
          seminar.publication === 'published' &&
          !settings.policy.routes.some(({ match }) => prepareMatch(match)(seminar)),
      )
      .map((seminar) => ({
        severity: 'notice' as const,
        place: placeOf(seminar),
        text: 'no route matches it, so it is announced nowhere',
      })),
  ];
}

function clashesOf(seminars: readonly Seminar[], placeOf: (seminar: Seminar) => string): Finding[] {
  const timed = seminars
    .flatMap((seminar) =>
      seminar.start && seminar.status === 'scheduled' ? [{ seminar, start: seminar.start }] : [],
    )
    .toSorted((a, b) => Temporal.Instant.compare(a.start, b.start));
  const findings: Finding[] = [];
  timed.forEach(({ seminar: one, start }, index) => {
    // A seminar without an end is taken to last an hour.
    const end = one.end ?? start.add({ hours: 1 });
    for (const { seminar: other, start: next } of timed.slice(index + 1)) {
      if (Temporal.Instant.compare(next, end) >= 0) break;
      const what = sharedBy(one, other);
      if (what === undefined) continue;
      findings.push({
        severity: 'notice',
        place: placeOf(other),
        text: `${what} at the same time as ${placeOf(one)}`,
      });
    }
  });
  return findings;
}

function sharedBy(one: Seminar, other: Seminar): string | undefined {
  if (
    one.venue.room !== undefined &&
    one.venue.room === other.venue.room &&
    one.venue.building === other.venue.building
  ) {
    return `is in room ${one.venue.room}`;
  }
  if (one.series !== undefined && one.series === other.series) return `is in the series ${one.series}`;
  const speaker = one.speakers.find(({ name }) => other.speakers.some((person) => person.name === name));
  return speaker && `has the speaker ${speaker.name}`;
}

function routesWithoutSeminars(
  routes: readonly Route[],
  seminars: readonly Seminar[],
  file: string,
): Finding[] {
  return routes.flatMap((route, index) =>
    seminars.some(prepareMatch(route.match))
      ? []
      : [
          {
            severity: 'notice' as const,
            place: file,
            text: `routes.${index} (to ${route.to.map((address) => address.text).join(', ')}) matches no seminar`,
          },
        ],
  );
}

import { readFileSync } from 'node:fs';
import { endOf } from '../../domain/phase.ts';
import type { Seminar } from '../../domain/seminar.ts';
import type { SyncReport } from '../../pipeline/sync/sync-report.ts';
import { prepareMatch } from '../../pipeline/targets/matching.ts';
import { parseLocatedYaml } from '../../support/located-yaml.ts';
import { clashesOf } from './check/clashes.ts';
import { type Finding, type PlaceOf, withoutPlace } from './check/finding.ts';
import { unroutedChannels } from './check/unrouted-channels.ts';
import type { DryRun } from './dry-run.ts';

export interface Checked {
  readonly findings: readonly Finding[];
  /** How many seminars were read. */
  readonly seminars: number;
}

/** All that a person should look at before anything is sent. Problems make `check` fail; notices do not. */
export async function checkRecords({ installation, reports, known }: DryRun): Promise<Checked> {
  const { store, settings, clock } = installation;
  const stored = await store.read.seminars.find({});
  const places = new Map<string, string>();
  for (const { id } of stored) {
    const claim = (await store.read.seminars.claimsOf(id)).find(({ goneSince }) => goneSince === undefined);
    if (claim) places.set(id, claim.place);
  }
  // What no source has any more is nobody's to mend.
  const seminars = stored.filter(({ id }) => places.has(id));
  const placeOf: PlaceOf = ({ id }) => places.get(id) ?? id;
  const findings = [
    ...reports.flatMap(findingsOfReading),
    ...seminars.filter((seminar) => isPast(seminar, clock.now())).map(look(placeOf, 'lies in the past')),
    ...clashesOf(seminars, placeOf),
    ...idleRoutes(seminars, settings),
    ...unroutedSeminars(seminars, settings).map(
      look(placeOf, 'no route matches it, so it is announced nowhere'),
    ),
    ...unroutedChannels(known, settings),
  ];
  return { findings, seminars: seminars.length };
}

function look(placeOf: PlaceOf, text: string): (seminar: Seminar) => Finding {
  return (seminar) => ({ severity: 'notice', place: placeOf(seminar), text });
}

function findingsOfReading(report: SyncReport): readonly Finding[] {
  const problems = report.problems.map(({ place, line, field, value, problem }): Finding => {
    const named = field === undefined || field === '' ? '' : `${field}: `;
    const found = value === undefined ? '' : `"${value}": `;
    return {
      severity: 'problem',
      place: line === undefined ? place : `${place}:${line}`,
      text: `${named}${found}${problem}`,
    };
  });
  const concerns = report.concerns.map(
    ({ place, text }): Finding => ({ severity: 'notice', place, text: withoutPlace(text, place) }),
  );
  if (report.failure === undefined) return [...problems, ...concerns];
  const failure = `cannot be read: ${report.failure}`;
  return [{ severity: 'problem', place: report.source, text: failure }, ...problems, ...concerns];
}

function isPast(seminar: Seminar, now: Temporal.Instant): boolean {
  const end = endOf(seminar);
  return end !== undefined && Temporal.Instant.compare(end, now) <= 0;
}

type Settings = DryRun['installation']['settings'];

/** A route that matches nothing is most often a word misspelt. */
function idleRoutes(seminars: readonly Seminar[], { policy, file }: Settings): readonly Finding[] {
  const { lineOf } = parseLocatedYaml(readFileSync(file, 'utf8'));
  return policy.routes.flatMap(({ match, to }, index): Finding[] => {
    if (seminars.some(prepareMatch(match))) return [];
    const channels = to.map((address) => address.text).join(', ');
    return [
      {
        severity: 'notice',
        place: `${file}:${lineOf(['routes', index])}`,
        text: `routes.${index} (to ${channels}) matches no seminar`,
      },
    ];
  });
}

function unroutedSeminars(seminars: readonly Seminar[], { policy }: Settings): readonly Seminar[] {
  const matches = policy.routes.map(({ match }) => prepareMatch(match));
  return seminars.filter(
    (seminar) => seminar.publication === 'published' && !matches.some((holds) => holds(seminar)),
  );
}

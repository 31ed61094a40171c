import { readableDigest, SeminarId, SeriesId } from '../../../src/domain/ids.ts';
import type { Seminar, SeminarFields } from '../../../src/domain/seminar.ts';
import { seriesName, TIMEZONE } from './world.ts';

const TOPICS = ['tides', 'sediment', 'kelp', 'salinity', 'currents', 'estuaries', 'plankton', 'mangroves'];
const METHODS = ['reading', 'mapping', 'modelling', 'sampling', 'forecasting', 'tracing', 'weighing'];
const FIRST = ['Mira', 'Noor', 'Ada', 'Ben', 'Zoë', 'Wei', 'Tomás', 'Ines', 'Kofi', 'Lena', 'Ravi'];
const LAST = ['Sandoval', 'Haddad', 'Quill', 'Okafor', 'Marsh', 'Lindqvist', 'Tanaka', 'Moreau', 'Reed'];

/** A record as full as real ones are, its words invented; `n` alone decides them. */
export function makeFields(n: number, start: Temporal.Instant, series = seriesName(n)): SeminarFields {
  const topic = pick(TOPICS, n);
  const method = pick(METHODS, Math.floor(n / 3));
  return {
    series: SeriesId.parse(series),
    kind: 'Confirmation Seminar',
    title: `${method} the ${topic}: what ${pick(TOPICS, n * 7 + 2)} tell of ${pick(TOPICS, n * 5 + 3)} (${n})`,
    speakers: [
      {
        name: `${pick(FIRST, n)} ${pick(LAST, Math.floor(n / 7))}`,
        affiliation: 'Harbour Lab, School of Invented Sciences',
        bio: 'Has measured water for nine years, in four harbours, and writes about what the instruments leave out.',
        url: `https://example.org/people/${n}`,
      },
    ],
    abstract: `What the ${topic} do between two measurements is a guess that most models make without saying so. This talk shows, from three years of ${method} in a tidal river, how far that guess leads, where it fails, and what a sensor that costs less than a bicycle can mend. Half of the time is for questions.\n\nNo background in hydrology is needed; bring doubts.`,
    start,
    end: start.add({ hours: 1 }),
    timezone: TIMEZONE,
    venue: {
      room: '78-420',
      building: 'Harbour House',
      online: {
        provider: 'Zoom',
        url: `https://example.zoom.us/j/${90_000_000 + n}`,
        meetingId: `900 ${n}`,
        passcode: `tide-${n}`,
      },
    },
    tags: ['water', topic],
    chair: 'Noor Haddad',
  };
}

/** The same as a seminar of the store. `name`: what tells it from the others. */
export function makeSeminar(
  n: number,
  start: Temporal.Instant,
  changedAt: Temporal.Instant,
  name = String(n),
): Seminar {
  const { speakers = [], venue = {}, tags = [], ...fields } = makeFields(n, start);
  return {
    ...fields,
    id: SeminarId.parse(readableDigest(`bench ${name}`, 8)),
    speakers,
    venue,
    tags,
    timezone: TIMEZONE,
    status: 'scheduled',
    audience: 'members',
    publication: 'published',
    revision: 1,
    epoch: 1,
    sequence: 0,
    changedAt,
  };
}

function pick(words: readonly string[], n: number): string {
  return words[n % words.length] ?? '';
}

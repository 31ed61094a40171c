import { SeminarId } from '../../src/domain/ids.ts';
import type { Seminar } from '../../src/domain/seminar.ts';

/** A published seminar on Thursday 3 December 2026 at 11:00 in Brisbane. `undefined` takes a field away. */
export function aSeminar(
  change: { readonly [Name in keyof Seminar]?: Seminar[Name] | undefined } = {},
): Seminar {
  const {
    title = 'title' in change ? undefined : 'The foam of breaking waves',
    start,
    end,
    ...rest
  } = change;
  const begins = 'start' in change ? start : Temporal.Instant.from('2026-12-03T11:00:00+10:00');
  const ends = 'end' in change ? end : begins?.add({ hours: 1 });
  const defined = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return {
    id: SeminarId.parse('k3m9x2pq'),
    speakers: [{ name: 'Ida Moss', affiliation: 'Harbour School' }],
    venue: { room: '7-201', online: { provider: 'Zoom', url: 'https://zoom.example/j/1' } },
    timezone: 'Australia/Brisbane',
    status: 'scheduled',
    audience: 'members',
    tags: [],
    publication: 'published',
    revision: 1,
    epoch: 1,
    sequence: 0,
    changedAt: Temporal.Instant.from('2026-11-02T08:00:00+10:00'),
    ...(title === undefined ? {} : { title }),
    ...(begins ? { start: begins } : {}),
    ...(ends ? { end: ends } : {}),
    ...defined,
  };
}

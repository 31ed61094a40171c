import type { SeriesId } from '../../domain/ids.ts';
import { tokenizeQuery } from '../../domain/search-text.ts';
import type { Seminar } from '../../domain/seminar.ts';
import type { Installation } from '../installation.ts';
import { seminarsCalled } from './find-seminar.ts';

export interface ListRequest {
  /** Days in the configuration's zone, both included. Without `from`: from now. */
  readonly from?: Temporal.PlainDate;
  readonly to?: Temporal.PlainDate;
  readonly series?: SeriesId;
  readonly search?: string;
}

/** Seminars in order of start, drafts among them, those without a time last. Where no words match, what is searched for may be an id. */
export async function listSeminars(
  installation: Installation,
  request: ListRequest,
): Promise<readonly Seminar[]> {
  const found = await findMatching(installation, request);
  if (found.length > 0 || request.search === undefined) return found;
  return seminarsCalled(installation, request.search);
}

async function findMatching(
  { store, clock, settings }: Installation,
  request: ListRequest,
): Promise<readonly Seminar[]> {
  const zone = settings.policy.timezone;
  const words = request.search === undefined ? [] : tokenizeQuery(request.search);
  const which = {
    ...(request.series === undefined ? {} : { series: request.series }),
    ...(words.length === 0 ? {} : { words }),
  };
  const { seminars } = store.read;
  const dated = await seminars.find({
    ...which,
    ...(request.from
      ? { startsFrom: request.from.toZonedDateTime(zone).toInstant() }
      : { endsAfter: clock.now() }),
    ...(request.to ? { startsBefore: request.to.add({ days: 1 }).toZonedDateTime(zone).toInstant() } : {}),
  });
  if (request.from || request.to) return dated;
  // What has no time yet lies ahead, too.
  const drafts = await seminars.find({ ...which, publication: 'draft' });
  return [...dated, ...drafts.filter(({ start }) => start === undefined)];
}

import type { SeriesId } from '../../domain/ids.ts';
import { tokenizeQuery } from '../../domain/search-text.ts';
import type { Seminar } from '../../domain/seminar.ts';
import type { Installation } from '../installation.ts';

export interface ListRequest {
  /** Days in the configuration's zone, both included. Without `from`: from now. */
  readonly from?: Temporal.PlainDate;
  readonly to?: Temporal.PlainDate;
  readonly series?: SeriesId;
  readonly search?: string;
}

/** Seminars in order of start, drafts among them. */
export async function listSeminars(
  { store, clock, settings }: Installation,
  request: ListRequest,
): Promise<readonly Seminar[]> {
  const zone = settings.policy.timezone;
  const words = request.search === undefined ? [] : tokenizeQuery(request.search);
  return store.read.seminars.find({
    ...(request.from
      ? { startsFrom: request.from.toZonedDateTime(zone).toInstant() }
      : { endsAfter: clock.now() }),
    ...(request.to ? { startsBefore: request.to.add({ days: 1 }).toZonedDateTime(zone).toInstant() } : {}),
    ...(request.series === undefined ? {} : { series: request.series }),
    ...(words.length === 0 ? {} : { words }),
  });
}

import type { ChannelId, SeminarId } from '../../domain/ids.ts';
import { retractionOn } from '../../domain/retraction.ts';
import type { SeminarReader } from '../../ports/store/seminars.ts';

/** Whether a seminar was taken back everywhere, or (given a channel) at least there: then nobody is reminded of it. */
export async function isTakenBack(
  seminars: Pick<SeminarReader, 'retractionsOf'>,
  id: SeminarId,
  channel?: ChannelId,
): Promise<boolean> {
  return retractionOn(await seminars.retractionsOf([id]), id, channel) !== undefined;
}

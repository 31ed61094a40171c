import type { SyncReport } from '../pipeline/sync/sync-report.ts';
import type { AddressTrouble } from './routing.ts';

/** Of more addresses, how many more there are; the log names them all. */
const MOST_ADDRESSES = 5;

/** What is wrong with some addresses, and what a person has to do. */
export function addressWordOf({
  addresses,
  reason,
  mend,
}: Pick<AddressTrouble, 'addresses' | 'reason' | 'mend'>): string {
  const left = addresses.length - MOST_ADDRESSES;
  const named = addresses.slice(0, MOST_ADDRESSES).join(', ');
  return `${named}${left > 0 ? ` and ${left} more` : ''}: ${withFullStop(reason)} ${withFullStop(capitalize(mend))}`;
}

function withFullStop(words: string): string {
  return /[.!?]$/.test(words) ? words : `${words}.`;
}

function capitalize(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** What one reading means for those who run the service, where it needs their word. The log has the rest. */
export function operatorWordOf(report: SyncReport): string | undefined {
  if (!report.lossHeld) return undefined;
  const { lost, of } = report.lossHeld;
  return `The source ${report.source} suddenly lacks ${lost} of its ${of} coming seminars. Nothing was taken away. If they are really gone: lectern sync --accept-loss ${report.source}`;
}

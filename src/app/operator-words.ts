import type { SyncReport } from '../pipeline/sync/sync-report.ts';

/** What one reading means for those who run the service, where it needs their word. The log has the rest. */
export function operatorWordOf(report: SyncReport): string | undefined {
  if (!report.lossHeld) return undefined;
  const { lost, of } = report.lossHeld;
  return `The source ${report.source} suddenly lacks ${lost} of its ${of} coming seminars. Nothing was taken away. If they are really gone: lectern sync --accept-loss ${report.source}`;
}

import { systemClock } from '../../../src/app/system-clock.ts';
import { SourceId } from '../../../src/domain/ids.ts';
import type { SeminarFields } from '../../../src/domain/seminar.ts';
import { createSync } from '../../../src/pipeline/sync/sync-source.ts';
import type { SourceRecord } from '../../../src/ports/seminar-source.ts';
import type { PreviewHouse } from './preview-house.ts';

/** An announcement comes in by mail, and waits; its review's id. */
export async function receive(
  house: PreviewHouse,
  fields: SeminarFields,
  extras: Partial<SourceRecord> = {},
): Promise<string> {
  const id = SourceId.parse('imap:talks');
  const sync = createSync({
    store: house.store,
    plan: () => house.context,
    sources: [id],
    clock: systemClock,
  });
  const record: SourceRecord = {
    uid: fields.title ?? 'mail',
    fields,
    place: 'talks, mail 1',
    prose: true,
    ...extras,
  };
  const read = async () => ({ type: 'records', records: [record], problems: [], complete: false }) as const;
  const report = await sync({ id, review: true, read }, { signal: new AbortController().signal });
  return report.reviews[0] ?? '';
}

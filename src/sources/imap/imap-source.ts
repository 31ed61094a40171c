import type {
  SeminarSource,
  SourceClosedDay,
  SourceProblem,
  SourceReading,
  SourceRecord,
} from '../../ports/seminar-source.ts';
import { DocumentError } from '../document-error.ts';
import { sourceIdOf } from '../entry-fields.ts';
import { latestOf, type ProseDocument, type ProseReading, type ProseSetting } from '../prose/read-prose.ts';
import type { SourceSetting } from '../source-setting.ts';
import { readDocument } from '../thread/read-document.ts';
import { type FetchedMails, fetchMails } from './fetch-mails.ts';
import type { ImapEntry } from './imap-entry.ts';
import { errorOf, type MailboxSetting, openMailbox } from './mailbox.ts';
import { createTokenKeeper } from './token-keeper.ts';
import { watchMailbox } from './watch-mailbox.ts';

/**
 * A mailbox, or a folder of one that a mailing list is sorted into. Each mail is read once; nothing in the mailbox is ever
 * marked, moved or deleted. What it tells is prose from whoever wrote it, for an organiser to look over.
 */
export function createImapSource(entry: ImapEntry, setting: SourceSetting): SeminarSource {
  const label = entry.name ?? `${entry.user}/${entry.mailbox}`;
  const tokens = entry.auth === 'oauth2' ? createTokenKeeper(entry, label, setting.clock) : undefined;
  const mailbox: MailboxSetting = { entry, label, tokens };
  const reader: ProseSetting = {
    timezone: entry.timezone ?? setting.timezone,
    dateOrder: entry.dateOrder ?? setting.dateOrder,
    series: setting.series,
  };
  return {
    id: sourceIdOf('imap', entry.name ?? `${entry.user}@${entry.host}/${entry.mailbox}`),
    review: entry.review,
    everyMs: entry.every,
    async read(since, signal): Promise<SourceReading> {
      const now = setting.clock.now();
      const from = now.subtract({ seconds: entry.since });
      const open = await openMailbox(mailbox, signal);
      let fetched: FetchedMails | undefined;
      try {
        fetched = await fetchMails(open, since, { from, now });
      } catch (error) {
        signal.throwIfAborted();
        throw errorOf(error, mailbox);
      } finally {
        await open.client.logout().catch(() => open.client.close());
      }
      return fetched ? readMails(fetched, label, reader, signal) : { type: 'unchanged' };
    },
    watch: (changed) => watchMailbox(mailbox, changed),
  };
}

/** So many bytes of mails are read at once, but at least one mail. */
const MOST_BYTES = 1024 * 1024;

async function readMails(
  { mails, cursor }: FetchedMails,
  label: string,
  setting: ProseSetting,
  signal: AbortSignal,
): Promise<SourceReading> {
  const records: SourceRecord[] = [];
  const problems: SourceProblem[] = [];
  const closedDays: SourceClosedDay[] = [];
  for (const some of inParts(mails)) {
    const documents = some.map(({ bytes, received }) => ({
      bytes,
      name: 'mail.eml',
      received,
      label,
      place: `${label}, mail of ${received.toString()}`,
      mail: true,
    }));
    const reading = await readSome(documents, setting, signal);
    records.push(...reading.records);
    problems.push(...reading.problems);
    closedDays.push(...reading.closedDays);
  }
  return { type: 'records', records: latestOf(records), problems, closedDays, cursor, complete: false };
}

/** Mails that cannot be read at all must not keep the others from being read, now and ever after. */
async function readSome(
  documents: readonly ProseDocument[],
  setting: ProseSetting,
  signal: AbortSignal,
): Promise<ProseReading> {
  try {
    return await readDocument('prose', { documents, setting }, signal);
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    const problems = documents.map(({ place }) => ({ place, problem: error.message }));
    return { records: [], closedDays: [], problems };
  }
}

function inParts(mails: FetchedMails['mails']): readonly FetchedMails['mails'][] {
  const parts: FetchedMails['mails'][number][][] = [];
  let size = MOST_BYTES;
  for (const mail of mails) {
    if (size >= MOST_BYTES) {
      parts.push([]);
      size = 0;
    }
    parts.at(-1)?.push(mail);
    size += mail.bytes.length;
  }
  return parts;
}

import type {
  SeminarSource,
  SourceClosedDay,
  SourceProblem,
  SourceReading,
  SourceRecord,
} from '../../ports/seminar-source.ts';
import { takeTurns } from '../../support/take-turns.ts';
import { sourceIdOf } from '../entry-fields.ts';
import { latestOf, type ProseSetting, readProse } from '../prose/read-prose.ts';
import type { SourceSetting } from '../source-setting.ts';
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

async function readMails(
  { mails, cursor }: FetchedMails,
  label: string,
  setting: ProseSetting,
  signal: AbortSignal,
): Promise<SourceReading> {
  const records: SourceRecord[] = [];
  const problems: SourceProblem[] = [];
  const closedDays: SourceClosedDay[] = [];
  const turn = takeTurns(signal);
  for (const { bytes, received } of mails) {
    await turn();
    const placeOf = (messageId: string | undefined): string =>
      messageId === undefined ? `${label}, mail of ${received.toString()}` : `${label} ${messageId}`;
    const reading = await readProse({ bytes, name: 'mail.eml', received, placeOf, mail: true }, setting);
    records.push(...reading.records);
    problems.push(...reading.problems);
    closedDays.push(...reading.closedDays);
  }
  return { type: 'records', records: latestOf(records), problems, closedDays, cursor, complete: false };
}

import { z } from 'zod';
import type { SourceCursor } from '../../ports/seminar-source.ts';
import type { OpenMailbox } from './mailbox.ts';

/** Announcements are short; what is longer has something attached, behind its text. */
const MAIL_BYTES = 1024 * 1024;
/** A mailbox that was not read for long is caught up with in steps. */
const MOST_MAILS = 1000;
const BATCH = 25;

/** How far the mailbox was read (RFC 3501, 2.3.1.1: UIDs grow, and hold as long as UIDVALIDITY does). */
const Position = z.object({ uidValidity: z.string(), lastUid: z.coerce.number().int().min(0) });

interface FetchedMail {
  readonly bytes: Uint8Array;
  readonly received: Temporal.Instant;
}

export interface FetchedMails {
  readonly mails: readonly FetchedMail[];
  readonly cursor: SourceCursor;
}

/**
 * Mails that came after those that were read, in their order; at first, and where the server has numbered its mails anew,
 * those since `from`. Undefined where there are none.
 */
export async function fetchMails(
  { client, mailbox }: OpenMailbox,
  since: SourceCursor | undefined,
  { from, now }: { readonly from: Temporal.Instant; readonly now: Temporal.Instant },
): Promise<FetchedMails | undefined> {
  const uidValidity = String(mailbox.uidValidity);
  const position = Position.safeParse(since);
  const lastUid =
    position.success && position.data.uidValidity === uidValidity ? position.data.lastUid : undefined;
  const wanted =
    lastUid === undefined ? { since: new Date(from.epochMilliseconds) } : { uid: `${lastUid + 1}:*` };
  const found = (await client.search(wanted, { uid: true })) || [];
  const uids = found
    // "N:*" holds the last mail even where that is older.
    .filter((uid) => lastUid === undefined || uid > lastUid)
    .toSorted((a, b) => a - b);
  const next = uids.slice(0, MOST_MAILS);
  if (next.length === 0 && lastUid !== undefined) return undefined;
  const mails: FetchedMail[] = [];
  for (let at = 0; at < next.length; at += BATCH) {
    const batch = next.slice(at, at + BATCH);
    const query = { uid: true, internalDate: true, source: { maxLength: MAIL_BYTES } };
    const fetched = await client.fetchAll(batch, query, { uid: true });
    for (const { source, internalDate } of fetched.toSorted((a, b) => a.uid - b.uid)) {
      if (source) mails.push({ bytes: source, received: instantOf(internalDate) ?? now });
    }
  }
  const isAll = next.length === uids.length;
  const last = (isAll ? Math.max(mailbox.uidNext - 1, next.at(-1) ?? 0) : next.at(-1)) ?? 0;
  return { mails, cursor: { uidValidity, lastUid: String(last) } };
}

function instantOf(date: Date | string | undefined): Temporal.Instant | undefined {
  const milliseconds = date === undefined ? Number.NaN : new Date(date).getTime();
  return Number.isNaN(milliseconds) ? undefined : Temporal.Instant.fromEpochMilliseconds(milliseconds);
}

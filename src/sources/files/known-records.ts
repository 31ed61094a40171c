import { z } from 'zod';
import type { KnownRecord } from './assign-uids.ts';

const KnownRecords = z.array(
  z.strictObject({ uid: z.string(), title: z.string(), start: z.string(), speakers: z.string() }),
);

const KnownFiles = z.record(z.string(), KnownRecords);

/** Uids that earlier readings gave to records, by file; nothing where the text is not there or not ours. */
export function parseKnownFiles(
  text: string | undefined,
): Readonly<Record<string, readonly KnownRecord[] | undefined>> {
  return text === undefined ? {} : KnownFiles.catch({}).parse(JSON.parse(text));
}

/** What a cursor holds of one list; nothing where it is not there or not ours. */
export function parseKnown(text: string | undefined): readonly KnownRecord[] {
  return text === undefined ? [] : KnownRecords.catch([]).parse(JSON.parse(text));
}

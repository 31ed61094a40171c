import { z } from 'zod';
import type { KnownRecord } from './assign-uids.ts';

const KnownRecords = z.array(
  z.strictObject({ uid: z.string(), title: z.string(), start: z.string(), speakers: z.string() }),
);

/** Uids that earlier readings gave to records without an id, by file. */
export const KnownFiles = z.record(z.string(), KnownRecords);

/** What a cursor holds of one list; nothing where it is not there or not ours. */
export function parseKnown(text: string | undefined): readonly KnownRecord[] {
  return text === undefined ? [] : KnownRecords.catch([]).parse(JSON.parse(text));
}

export function encodeKnown(records: readonly KnownRecord[]): string {
  return JSON.stringify(records);
}

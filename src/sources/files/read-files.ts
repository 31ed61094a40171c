import { DocumentError } from '../document-error.ts';
import { type ReadDocument, readDocument } from '../thread/read-document.ts';
import type { FileReading, GroupOptions, ReadableFile } from './read-group.ts';

/**
 * Reads files of one name, on a thread where they are large. Those that cannot be read at all are a problem, each at its
 * place: whatever is wrong with them, the others of the folder are read. Throws when aborted.
 */
export async function readFiles(
  files: readonly ReadableFile[],
  { label, timezone, dateOrder, series, setup }: GroupOptions,
  signal?: AbortSignal,
  read: ReadDocument = readDocument,
): Promise<FileReading> {
  const options = { label, timezone, dateOrder, series, setup };
  try {
    return await read('files', { files, options }, signal);
  } catch (error) {
    signal?.throwIfAborted();
    const reason = error instanceof Error ? error.message : String(error);
    const problem = error instanceof DocumentError ? reason : `cannot be read: ${reason}`;
    return {
      records: [],
      closedDays: [],
      problems: files.map(({ path }) => ({ place: `${label}/${path}`, problem })),
    };
  }
}

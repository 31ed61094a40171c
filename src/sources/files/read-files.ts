import { DocumentError } from '../document-error.ts';
import { readDocument } from '../thread/read-document.ts';
import type { FileReading, GroupOptions, ReadableFile } from './read-group.ts';

/** Reads files of one name, on a thread where they are large. Those that cannot be read at all are a problem, each at its place. */
export async function readFiles(
  files: readonly ReadableFile[],
  { label, timezone, dateOrder, series, setup }: GroupOptions,
  signal?: AbortSignal,
): Promise<FileReading> {
  const readable = files.map(({ path, bytes, unreadable, modified }) => ({
    path,
    modified,
    ...(bytes === undefined ? {} : { bytes }),
    ...(unreadable === undefined ? {} : { unreadable }),
  }));
  const options = { label, timezone, dateOrder, series, setup };
  try {
    return await readDocument('files', { files: readable, options }, signal);
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    const { message: problem } = error;
    return {
      records: [],
      closedDays: [],
      problems: files.map(({ path }) => ({ place: `${label}/${path}`, problem })),
    };
  }
}

import { DocumentError } from '../document-error.ts';
import { type DocumentKind, type Documents, READERS, type Readings, sizeOf } from './readers.ts';
import { ReadingThread } from './reading-thread.ts';

/**
 * From this size on a document may take more than five milliseconds to read, which is as long as anybody may hold up the
 * event loop: YAML takes 0.3 ms for each KB, an event of a calendar one millisecond. In bytes.
 */
const LARGE_BYTES = 16 * 1024;

/**
 * Reads a document, on a thread where it is large; what is read is the same. Throws DocumentError where it cannot be read
 * as a whole, and when aborted.
 */
export type ReadDocument = <K extends DocumentKind>(
  kind: K,
  document: Documents[K],
  signal?: AbortSignal,
) => Promise<Readings[K]>;

export function createDocumentReader(thread: ReadingThread): ReadDocument {
  return async (kind, document, signal) => {
    if (sizeOf(kind, document) < LARGE_BYTES) return READERS[kind](document, signal);
    const read = await thread.read(kind, document, signal);
    switch (read.type) {
      case 'read':
        return read.reading;
      case 'refused':
        throw new DocumentError(read.problem);
      case 'failed':
        throw new Error(read.problem);
      case 'lost':
        // A thread that ends by itself is no trouble of the document's.
        return READERS[kind](document, signal);
    }
  };
}

/** One thread for the process: two would only share the processors with whoever asks meanwhile. */
export const readDocument = createDocumentReader(new ReadingThread());

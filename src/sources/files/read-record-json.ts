import { DocumentError } from '../document-error.ts';
import { type RecordFileReading, type RecordFileSetting, readRecordFile } from './read-record-file.ts';

/** One record or a list, in the form of a record file but in JSON alone. Throws DocumentError where it is none. */
export function readRecordJson(
  bytes: Uint8Array,
  place: string,
  setting: RecordFileSetting,
): RecordFileReading {
  const text = new TextDecoder().decode(bytes);
  try {
    JSON.parse(text);
  } catch (error) {
    throw new DocumentError('is not JSON', { cause: error });
  }
  return readRecordFile(text, place, setting);
}

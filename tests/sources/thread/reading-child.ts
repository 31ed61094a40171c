/** Reads on a thread that would rest for an hour, then has nothing more to do. */
import { ReadingThread } from '../../../src/sources/thread/reading-thread.ts';
import { filesOf, yamlOf } from './documents.ts';

const thread = new ReadingThread({ quietMs: 3_600_000 });
const read = await thread.read('files', filesOf({ 'a.yaml': yamlOf(100) }));
console.log(read.type === 'read' ? read.reading.records.length : read.type);

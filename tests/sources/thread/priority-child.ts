/** Tells the priority of this thread before and after another has read something. */
import { getPriority } from 'node:os';
import { ReadingThread } from '../../../src/sources/thread/reading-thread.ts';
import { filesOf } from './documents.ts';

const before = getPriority();
await new ReadingThread().read('files', filesOf({ 'a.yaml': 'title: Tides' }));
console.log(getPriority() - before);

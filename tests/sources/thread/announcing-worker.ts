/** The reading thread, which says when it starts. */
import { BroadcastChannel } from 'node:worker_threads';
import '../../../src/sources/thread/reading-worker.ts';

const starts = new BroadcastChannel('reading-thread-starts');
starts.postMessage('started');
starts.unref();

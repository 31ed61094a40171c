/** A thread that ends by itself in the middle of its work. */
import { parentPort } from 'node:worker_threads';

parentPort?.once('message', () => process.exit(3));

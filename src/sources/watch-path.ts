import { watch } from 'chokidar';

/** Editors write in several steps: a file is read when it has been still for this long. */
const STILL_MS = 150;

/**
 * How often a watched path is looked at all the same. Mounts of networks and of containers tell of nothing that is
 * changed on their other side (inotify(7)), and a folder that comes into being may be filled before it is watched.
 */
export const LOOK_AGAIN_MS = 60_000;

/** Calls after something at the path, or below it, has changed and come to rest. The returned function ends it. */
export function watchPath(
  path: string,
  changed: () => void,
  concerns: (file: string) => boolean = () => true,
): () => void {
  const watcher = watch(path, {
    ignoreInitial: true,
    ignored: (file, stats) => stats?.isFile() === true && !concerns(file),
    awaitWriteFinish: { stabilityThreshold: STILL_MS, pollInterval: 50 },
  });
  watcher.on('all', () => changed());
  // What changed while it looked around for the first time is told by nobody.
  watcher.once('ready', () => changed());
  return () => void watcher.close();
}

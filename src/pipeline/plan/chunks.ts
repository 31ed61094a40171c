import { setImmediate as nextTurn } from 'node:timers/promises';

/** A write transaction holds the event loop and the database for about so long; ten is the most (rule 19). */
const CHUNK_MS = 8;
/** Work that awaits nothing: what collects garbage in between comes on top. */
const TURN_MS = 5;
const FIRST_SIZE = 32;
/** Each transaction costs a millisecond or two by itself, and the store gives others their turn within it. */
const SMALLEST_SIZE = 8;
const LARGEST_SIZE = 1000;

/**
 * Works through the items in chunks of about 8 ms (or `chunkMs`, where `work` gives others their turn by itself), in
 * order, giving others a turn in between. The size follows the time that the last chunk took; how the items are parted
 * must not matter to `work`. Stops between chunks when aborted, by throwing the signal's reason.
 */
export async function inChunks<T>(
  items: readonly T[],
  work: (chunk: readonly T[]) => Promise<void>,
  signal?: AbortSignal,
  chunkMs = CHUNK_MS,
): Promise<void> {
  const nextSize = createPace(chunkMs);
  let size = FIRST_SIZE;
  for (let done = 0; done < items.length; ) {
    signal?.throwIfAborted();
    const chunk = items.slice(done, done + size);
    const costOf = measureCost();
    await work(chunk);
    done += chunk.length;
    size = nextSize(chunk.length, costOf());
    if (done < items.length) await nextTurn();
  }
}

/** As `inChunks`, for work on single items that awaits nothing: every 5 ms others get a turn. */
export async function inTurns<T>(
  items: Iterable<T>,
  work: (item: T) => void,
  signal?: AbortSignal,
): Promise<void> {
  let began = performance.now();
  for (const item of items) {
    work(item);
    if (performance.now() - began < TURN_MS) continue;
    await nextTurn();
    signal?.throwIfAborted();
    began = performance.now();
  }
}

/** A sort in turns: stable, the lowest rank first. */
export async function sortInTurns<T>(
  items: readonly T[],
  rank: (item: T) => number,
  signal?: AbortSignal,
): Promise<readonly T[]> {
  const ranked: { readonly item: T; readonly at: number }[] = [];
  await inTurns(items, (item) => void ranked.push({ item, at: rank(item) }), signal);
  let runs = Array.from({ length: Math.ceil(ranked.length / RUN) }, (_, n) =>
    ranked.slice(n * RUN, (n + 1) * RUN),
  );
  await inTurns(runs, (run) => void run.sort((a, b) => compareRanks(a.at, b.at)), signal);
  while (runs.length > 1) {
    const merged: (typeof runs)[number][] = [];
    for (let n = 0; n < runs.length; n += 2)
      merged.push(await mergeInTurns(runs[n] ?? [], runs[n + 1] ?? [], signal));
    runs = merged;
  }
  return (runs[0] ?? []).map(({ item }) => item);
}

/** Sorted in a millisecond or two. */
const RUN = 2000;

interface Ranked {
  readonly at: number;
}

async function mergeInTurns<T extends Ranked>(
  a: readonly T[],
  b: readonly T[],
  signal: AbortSignal | undefined,
): Promise<T[]> {
  const merged: T[] = [];
  let next = 0;
  await inTurns(
    a,
    (item) => {
      for (let other = b[next]; other && compareRanks(other.at, item.at) < 0; other = b[next]) {
        merged.push(other);
        next += 1;
      }
      merged.push(item);
    },
    signal,
  );
  return next < b.length ? [...merged, ...b.slice(next)] : merged;
}

function compareRanks(a: number, b: number): number {
  return a === b ? 0 : a - b;
}

interface Cost {
  /** For how long the loop was kept from others. Waiting (for the disk, for another's transaction) keeps nobody. */
  readonly activeMs: number;
  /** What of that was our own work, which the system tells in steps of some milliseconds. */
  readonly cpuMs: number;
}

function measureCost(): () => Cost {
  const loop = performance.eventLoopUtilization();
  const thread = process.threadCpuUsage();
  return () => {
    const { user, system } = process.threadCpuUsage(thread);
    const activeMs = performance.eventLoopUtilization(loop).active;
    return { activeMs, cpuMs: (user + system) / 1000 };
  };
}

/** What the last few chunks cost counts, the latest most. */
const KEPT_SHARE = 0.8;
/** From so much on the steps in which processor time is told no longer matter. */
const TELLING_MS = 8;

/**
 * How many items the next chunk should have, by what the last ones took. On a machine that is short of processors most
 * of the time that passes is not ours: smaller chunks would not make it shorter, but all of them dearer. At most twice
 * as many as before: the next records may cost more.
 */
function createPace(chunkMs: number): (done: number, cost: Cost) => number {
  let [items, activeMs, cpuMs] = [0, 0, 0];
  return (done, cost) => {
    items = items * KEPT_SHARE + done;
    activeMs = activeMs * KEPT_SHARE + cost.activeMs;
    cpuMs = cpuMs * KEPT_SHARE + cost.cpuMs;
    const took = cpuMs < TELLING_MS ? activeMs : Math.max(cpuMs, activeMs / 4);
    const fitting = Math.floor((items * chunkMs) / Math.max(took, 0.1));
    return Math.max(SMALLEST_SIZE, Math.min(fitting, done * 2, LARGEST_SIZE));
  };
}

import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { hashBytes } from '../hash-bytes.ts';
import type { ReadableFile } from './read-group.ts';

/** A file larger than this is no announcement. */
export const MAX_FILE_BYTES = 5 * 1024 * 1024;

export interface FoundFile {
  /** Relative to the folder, with forward slashes. */
  readonly path: string;
  readonly modified: Temporal.Instant;
  /** Of its bytes, or of why there are none. */
  readonly hash: string;
  /** Why it cannot be read, or is not. */
  readonly unreadable?: string;
}

const ENDINGS = /\.(?:ya?ml|json|txt|text|md|markdown|eml|html?|ics|csv)$/i;
/**
 * A file system tells times in steps, the coarsest in common use of two seconds (FAT): what was written twice in one step
 * looks as if it had been written once. Who changed longer ago than this has had its last change.
 */
const STEP_MS = 4_000;

/** Hidden files, editors' leftovers and READMEs are not sources. */
export function isSourceFile(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return ENDINGS.test(name) && !name.startsWith('.') && !name.startsWith('~') && !/^readme\./i.test(name);
}

/** What the system says of a file: while that stays the same, its bytes do. */
interface Look {
  readonly stamp: string;
  readonly hash: string;
}

/** The source files below a folder. Those that were not touched since the last listing are not read for the next. */
export class FolderFiles {
  readonly #folder: string;
  #looks = new Map<string, Look>();

  /** `folder`: absolute. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Every source file, in order of path. Throws where the folder cannot be listed, and when aborted. */
  async list(signal: AbortSignal): Promise<readonly FoundFile[]> {
    const entries = await readdir(this.#folder, { recursive: true, withFileTypes: true });
    const found: FoundFile[] = [];
    const looks = new Map<string, Look>();
    for (const entry of entries) {
      signal.throwIfAborted();
      const path = join(entry.parentPath, entry.name)
        .slice(this.#folder.length)
        .replace(/^[/\\]+/, '')
        .replaceAll('\\', '/');
      if (!entry.isFile() || !isSourceFile(path) || path.split('/').some((part) => part.startsWith('.')))
        continue;
      found.push(await this.#inspect(path, looks));
    }
    this.#looks = looks;
    return found.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** The bytes of a file that was listed, as they are by now. */
  async read({ path, modified, unreadable }: FoundFile): Promise<ReadableFile> {
    if (unreadable !== undefined) return { path, modified, unreadable };
    try {
      return { path, modified, bytes: await readFile(join(this.#folder, path)) };
    } catch (error) {
      return { path, modified, unreadable: reasonOf(error) };
    }
  }

  async #inspect(path: string, looks: Map<string, Look>): Promise<FoundFile> {
    const full = join(this.#folder, path);
    try {
      // The system's own clock is what the times of files are told by.
      const at = Date.now();
      const { size, mtimeMs, mtimeNs, ctimeMs, ctimeNs, ino } = await stat(full, { bigint: true });
      const modified = Temporal.Instant.fromEpochMilliseconds(Number(mtimeMs));
      if (size > MAX_FILE_BYTES) {
        const unreadable = `is larger than ${MAX_FILE_BYTES / 1024 / 1024} MiB`;
        return { path, modified, hash: `large ${size}`, unreadable };
      }
      const stamp = [size, mtimeNs, ctimeNs, ino].join(' ');
      const last = this.#looks.get(path);
      const known = last?.stamp === stamp ? last.hash : await hashBytes(await readFile(full));
      if (at - Number(mtimeMs > ctimeMs ? mtimeMs : ctimeMs) > STEP_MS)
        looks.set(path, { stamp, hash: known });
      return { path, modified, hash: known };
    } catch (error) {
      const reason = reasonOf(error);
      return {
        path,
        modified: Temporal.Instant.fromEpochMilliseconds(0),
        hash: reason,
        unreadable: reason,
      };
    }
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

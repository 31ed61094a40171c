import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A file larger than this is no announcement. */
export const MAX_FILE_BYTES = 5 * 1024 * 1024;

export interface FoundFile {
  /** Relative to the folder, with forward slashes. */
  readonly path: string;
  /** Absent where the file is too large or cannot be read: `unreadable` says why. */
  readonly bytes?: Uint8Array;
  readonly unreadable?: string;
  readonly modified: Temporal.Instant;
  readonly hash: string;
}

const ENDINGS = /\.(?:ya?ml|json|txt|text|md|markdown|eml|html?|ics|csv)$/i;

/** Hidden files, editors' leftovers and READMEs are not sources. */
export function isSourceFile(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return ENDINGS.test(name) && !name.startsWith('.') && !name.startsWith('~') && !/^readme\./i.test(name);
}

/** Every source file below the folder, in order of path. Throws where the folder cannot be listed. */
export async function listFiles(folder: string, signal: AbortSignal): Promise<readonly FoundFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: FoundFile[] = [];
  for (const entry of entries) {
    signal.throwIfAborted();
    const full = join(entry.parentPath, entry.name);
    const path = full
      .slice(folder.length)
      .replace(/^[/\\]+/, '')
      .replaceAll('\\', '/');
    if (!entry.isFile() || !isSourceFile(path) || path.split('/').some((part) => part.startsWith('.')))
      continue;
    found.push(await inspect(full, path));
  }
  return found.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

async function inspect(full: string, path: string): Promise<FoundFile> {
  try {
    const { size, mtimeMs } = await stat(full);
    const modified = Temporal.Instant.fromEpochMilliseconds(Math.floor(mtimeMs));
    if (size > MAX_FILE_BYTES) {
      return {
        path,
        modified,
        hash: `large ${size}`,
        unreadable: `is larger than ${MAX_FILE_BYTES / 1024 / 1024} MiB`,
      };
    }
    const bytes = await readFile(full);
    return { path, modified, bytes, hash: createHash('sha256').update(bytes).digest('base64url') };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { path, modified: Temporal.Instant.fromEpochMilliseconds(0), hash: reason, unreadable: reason };
  }
}

/** One request as it came to the door. */
export interface JournalEntry {
  /** Milliseconds since the epoch, to the microsecond. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly kind: 'create' | 'open' | 'send' | 'update' | 'delete' | 'read';
  /** The channel or chat, without its thread. */
  readonly conversation?: string;
  /** What became of it; a number is a status that was answered. */
  readonly outcome: number | 'reset' | 'hung' | 'broken';
  /** The activity that stands because of it. */
  readonly stored?: string;
}

export interface Violation {
  readonly conversation: string;
  readonly count: number;
  readonly allowed: number;
  readonly ms: number;
  readonly at: number;
  /** Milliseconds until it would have been within the window. */
  readonly early: number;
}

/**
 * Microsoft's page on rate limiting of bots: what one bot posts in one conversation (it names no window for edits) …
 */
const CONVERSATION_WINDOWS = [
  { allowed: 7, ms: 1_000 },
  { allowed: 8, ms: 2_000 },
  { allowed: 60, ms: 30_000 },
  { allowed: 1_800, ms: 3_600_000 },
] as const;
/** … and of one app in one tenant. */
const TENANT_WINDOW = { allowed: 50, ms: 1_000 } as const;

export const isWrite = ({ kind }: JournalEntry): boolean => kind !== 'read' && kind !== 'open';

/** Every write that came too soon after others, by sliding windows. The journal is in order of answers, not of arrival. */
export function findViolations(journal: readonly JournalEntry[]): readonly Violation[] {
  const writes = journal.filter(isWrite).toSorted((a, b) => a.at - b.at);
  const posts = writes.filter(({ kind }) => kind === 'create' || kind === 'send');
  const conversations = Map.groupBy(posts, (entry) => entry.conversation ?? '');
  return [
    ...[...conversations].flatMap(([conversation, entries]) =>
      CONVERSATION_WINDOWS.flatMap((window) => exceed(conversation, entries, window)),
    ),
    ...exceed('the tenant', writes, TENANT_WINDOW),
  ];
}

function exceed(
  conversation: string,
  entries: readonly JournalEntry[],
  { allowed, ms }: { readonly allowed: number; readonly ms: number },
): Violation[] {
  const violations: Violation[] = [];
  let first = 0;
  entries.forEach((entry, index) => {
    while ((entries[first]?.at ?? entry.at) <= entry.at - ms) first += 1;
    const count = index - first + 1;
    if (count <= allowed) return;
    const early = (entries[index - allowed]?.at ?? entry.at) + ms - entry.at;
    violations.push({ conversation, count, allowed, ms, at: entry.at, early });
  });
  return violations;
}

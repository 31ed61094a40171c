/** What was looked at, and how it stands. */
export interface Examination {
  /** "Store", "Slack", "slack:#data-science". */
  readonly topic: string;
  /** `look`: it works, or may be meant so, but a person should know. `problem`: something will not work. */
  readonly state: 'ok' | 'look' | 'problem';
  readonly text: string;
  /** What a person does about it; absent where there is nothing to do. */
  readonly mend?: string;
}

export const ok = (topic: string, text: string): Examination => ({ topic, state: 'ok', text });

export const look = (topic: string, text: string, mend: string): Examination => ({
  topic,
  state: 'look',
  text,
  mend,
});

export const problem = (topic: string, text: string, mend: string): Examination => ({
  topic,
  state: 'problem',
  text,
  mend,
});

/** The innermost word on what went wrong: for a sentence that names the place itself. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return reasonOf(error.cause);
  const [first]: readonly unknown[] = error instanceof AggregateError ? error.errors : [];
  return first === undefined ? error.message || error.name : reasonOf(first);
}

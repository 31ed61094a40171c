import type { z } from 'zod';

/** One thing wrong with a person's input: where, what was found, what is allowed. */
export interface InputProblem {
  readonly path: readonly PropertyKey[];
  /** Dotted, e.g. `routes.0.remind.1`; empty for the whole. */
  readonly field: string;
  /** What was found, shortened; absent where nothing was. */
  readonly value?: string;
  readonly problem: string;
}

/** Zod's issues as sentences for people. Unions are told by their most advanced branch. */
export function problemsOf(error: z.ZodError, input: unknown): InputProblem[] {
  const problems = error.issues.flatMap((issue) => describeIssue(issue, [], input));
  // A value of the wrong type fails its later checks too: the first word on a field says it all.
  return problems.filter((one, index) => problems.findIndex((other) => other.field === one.field) === index);
}

function describeIssue(
  issue: z.core.$ZodIssue,
  prefix: readonly PropertyKey[],
  input: unknown,
): InputProblem[] {
  const path = [...prefix, ...issue.path];
  if (issue.code === 'invalid_union' && valueAt(input, path) !== undefined) {
    const branches = issue.errors.filter((branch) => branch.length > 0);
    const nearest = branches.toSorted((a, b) => depthOf(b) - depthOf(a))[0];
    if (nearest && depthOf(nearest) > 0) return nearest.flatMap((inner) => describeIssue(inner, path, input));
    const words = [...new Set(branches.map((branch) => branch[0]?.message ?? ''))].filter(
      (word) => word !== '',
    );
    return [problem(path, input, words.join(', or ') || issue.message)];
  }
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => problem([...path, key], input, 'there is no such setting'));
  }
  return [problem(path, input, sentenceOf(issue, valueAt(input, path) === undefined))];
}

function depthOf(branch: readonly z.core.$ZodIssue[]): number {
  return Math.max(0, ...branch.map((issue) => issue.path.length));
}

function sentenceOf(issue: z.core.$ZodIssue, absent: boolean): string {
  if (absent && issue.code !== 'custom') return 'is missing';
  if (issue.code === 'invalid_value') return `allowed: ${issue.values.map(String).join(', ')}`;
  return issue.message;
}

function problem(path: readonly PropertyKey[], input: unknown, words: string): InputProblem {
  // A passcode that is wrong is still a secret.
  const found = path.at(-1) === 'passcode' ? undefined : valueAt(input, path);
  const field = path.map(String).join('.');
  if (found === undefined) return { path, field, problem: words };
  const text = typeof found === 'string' ? found : JSON.stringify(found);
  return { path, field, value: text.length > 80 ? `${text.slice(0, 77)}…` : text, problem: words };
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let at = input;
  for (const key of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = Reflect.get(at, key);
  }
  return at;
}

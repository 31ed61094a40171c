import { z } from 'zod';

/** One thing wrong with a person's input: where, what was found, what is allowed. */
export interface InputProblem {
  readonly path: readonly PropertyKey[];
  /** Dotted, e.g. `routes.0.remind.1`; empty for the whole. */
  readonly field: string;
  /** What was found, shortened; absent where nothing was. */
  readonly value?: string;
  readonly problem: string;
}

/**
 * Zod's issues as sentences for people. Unions are told by their most advanced branch. With the schema that was not met,
 * a name that there is not is told with those that there are.
 */
export function problemsOf(error: z.ZodError, input: unknown, schema?: z.ZodType): InputProblem[] {
  const problems = error.issues.flatMap((issue) => describeIssue(issue, [], input, schema));
  // A value of the wrong type fails its later checks too: the first word on a field says it all.
  return problems.filter((one, index) => problems.findIndex((other) => other.field === one.field) === index);
}

function describeIssue(
  issue: z.core.$ZodIssue,
  prefix: readonly PropertyKey[],
  input: unknown,
  schema: z.ZodType | undefined,
): InputProblem[] {
  const path = [...prefix, ...issue.path];
  if (issue.code === 'invalid_union' && valueAt(input, path) !== undefined) {
    const branches = issue.errors.filter((branch) => branch.length > 0);
    const nearest = branches.toSorted((a, b) => depthOf(b) - depthOf(a))[0];
    if (nearest && depthOf(nearest) > 0)
      return nearest.flatMap((inner) => describeIssue(inner, path, input, schema));
    const words = [...new Set(branches.map((branch) => branch[0]?.message ?? ''))].filter(
      (word) => word !== '',
    );
    return [problem(path, input, words.join(', or ') || issue.message)];
  }
  if (issue.code === 'unrecognized_keys') {
    const names = schema === undefined ? [] : namesAt(schema, path);
    const allowed = names.length === 0 ? '' : `; allowed: ${names.join(', ')}`;
    return issue.keys.map((key) => problem([...path, key], input, `there is no such setting${allowed}`));
  }
  return [problem(path, input, sentenceOf(issue, valueAt(input, path) === undefined))];
}

/** What the object at a path may hold; nothing where the schema leaves it open. */
function namesAt(schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  let found: readonly z.core.$ZodType[] = unwrap(schema);
  for (const key of path) found = found.flatMap((one) => inside(one, key)).flatMap(unwrap);
  return [...new Set(found.flatMap((one) => (one instanceof z.ZodObject ? Object.keys(one.shape) : [])))];
}

function inside(schema: z.core.$ZodType, key: PropertyKey): readonly z.core.$ZodType[] {
  if (schema instanceof z.ZodObject) {
    const shape: Readonly<Record<PropertyKey, z.core.$ZodType>> = schema.shape;
    const field = shape[key];
    return field === undefined ? [] : [field];
  }
  if (schema instanceof z.ZodArray) return [schema.element];
  return schema instanceof z.ZodRecord ? [schema.valueType] : [];
}

/** What stands behind defaults, options, transforms and each branch of a union. */
function unwrap(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(unwrap);
  if (schema instanceof z.ZodPipe) return unwrap(schema.in);
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodExactOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodReadonly
  ) {
    return unwrap(schema.unwrap());
  }
  return [schema];
}

function depthOf(branch: readonly z.core.$ZodIssue[]): number {
  return Math.max(0, ...branch.map((issue) => issue.path.length));
}

function sentenceOf(issue: z.core.$ZodIssue, absent: boolean): string {
  if (absent && issue.code !== 'custom') return 'is missing';
  if (issue.code === 'invalid_key') return issue.issues[0]?.message ?? issue.message;
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

/** What stands at a path within plain data. */
export function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let at = input;
  for (const key of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = Reflect.get(at, key);
  }
  return at;
}

import { parseEnvironment, readVariables, type Variables } from '../settings/environment.ts';
import { Redactor } from '../support/redaction.ts';

/** Causes below this are not worth a person's reading. */
const DEEPEST = 4;

/**
 * What went wrong, as one sentence from the outermost word to the cause; whoever debugs gets the stack too. Secrets of
 * the environment are never in it.
 */
export function describeError(error: unknown, variables: Variables = readVariables()): string {
  const sentence = wordsOf(error, DEEPEST).join(': ');
  const stack =
    /^(?:debug|trace)$/.test(variables.LOG_LEVEL ?? '') && error instanceof Error ? error.stack : undefined;
  return redactorOf(variables).redact(stack === undefined ? sentence : `${sentence}\n${stack}`);
}

function wordsOf(error: unknown, depth: number): readonly string[] {
  if (!(error instanceof Error)) return [String(error)];
  // Several addresses of one host were tried: they failed alike, and the whole has no message of its own.
  if (error instanceof AggregateError && error.message === '') return wordsOf(error.errors[0], depth);
  const own = error.message === '' ? error.name : error.message;
  if (error.cause === undefined || depth === 0) return [own];
  // A wrapper often repeats its cause's words.
  const deeper = wordsOf(error.cause, depth - 1).filter((words) => !own.includes(words));
  return [own, ...deeper];
}

function redactorOf(variables: Variables): Redactor {
  const redactor = new Redactor();
  const { DATABASE_URL: url } = variables;
  if (url !== undefined && URL.canParse(url)) redactor.register('DATABASE_URL', new URL(url).password);
  try {
    parseEnvironment(variables, redactor);
  } catch {
    // A wrong variable is told by whoever loads the settings; here what can be hidden is hidden.
  }
  return redactor;
}

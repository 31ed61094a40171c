import { Command } from 'commander';
import { WrongUsage } from './output.ts';

/** Options as commander hands them over: strings, booleans, absent. */
export type Options = Readonly<Record<string, string | boolean | undefined>>;

/**
 * One command of the command line: how it is called, and what it does. `run` loads what it needs of the service by
 * itself, so that help and wrong usage are told at once. It resolves to the exit status.
 */
export interface CommandDefinition {
  readonly command: Command;
  run(args: readonly string[], options: Options): Promise<number>;
}

export function commandNamed(usage: string, description: string): Command {
  const [name = '', ...args] = usage.split(' ');
  const command = new Command(name).description(description);
  if (args.length > 0) command.arguments(args.join(' '));
  return command;
}

export function textOption(options: Options, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

/** A day as `2027-03-01`. Throws WrongUsage. */
export function dayOption(options: Options, name: string): Temporal.PlainDate | undefined {
  const text = textOption(options, name);
  if (text === undefined) return undefined;
  try {
    return Temporal.PlainDate.from(text);
  } catch {
    throw new WrongUsage(`--${name} "${text}": write a day such as 2027-03-01`);
  }
}

/** A whole number within bounds. Throws WrongUsage. */
export function countOption(options: Options, name: string, usual: number, most: number): number {
  const text = textOption(options, name);
  if (text === undefined) return usual;
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= most) return count;
  throw new WrongUsage(`--${name} "${text}": write a number from 1 to ${most}`);
}

/** One of several words. Throws WrongUsage that lists them. */
export function choiceOption<T extends string, U extends T | undefined>(
  options: Options,
  name: string,
  choices: readonly T[],
  usual: U,
): T | U {
  const text = textOption(options, name);
  if (text === undefined) return usual;
  const chosen = choices.find((choice) => choice === text);
  if (chosen !== undefined) return chosen;
  throw new WrongUsage(`--${name} "${text}": write one of ${choices.join(', ')}`);
}

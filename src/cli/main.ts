#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { SettingsError } from '../settings/problem.ts';
import { COMMANDS } from './commands.ts';
import { complain, WrongUsage } from './output.ts';

/** Exit status: 0 done, 1 found problems or failed, 2 wrong usage. */
async function main(argv: readonly string[]): Promise<number> {
  const program = new Command('lectern')
    .description('Announces seminars in Slack and Microsoft Teams: one clear card, on time, once.')
    .showHelpAfterError('(lectern COMMAND --help tells more)')
    .exitOverride();
  let status = 0;
  for (const define of COMMANDS) {
    const { command, run } = define();
    command
      .option('--config <FILE>', 'configuration file (default: LECTERN_CONFIG, or config/lectern.yaml)')
      .exitOverride()
      .action(async () => {
        status = await run(command.args, command.opts());
      });
    program.addCommand(command);
  }
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof WrongUsage) {
      complain(error.message);
      return 2;
    }
    if (error instanceof SettingsError) {
      complain(error.message);
      return 1;
    }
    throw error;
  }
}

process.exitCode = await main(process.argv.slice(2));

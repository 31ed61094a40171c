import { Command, CommanderError } from 'commander';
import { describeError } from '../app/describe-error.ts';
import { VERSION } from '../app/version.ts';
import { COMMANDS } from './commands.ts';
import { complain, WrongUsage } from './output.ts';

/** Exit status: 0 done, 1 found problems or failed, 2 wrong usage. Never rejects. */
export async function run(argv: readonly string[]): Promise<number> {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      complain(describeError(error));
      process.exit(1);
    });
  }
  // `lectern log | head`: whoever reads has read enough.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  const program = new Command('lectern')
    .description('Announces seminars in Slack and Microsoft Teams: one clear card, on time, once.')
    .version(VERSION)
    .exitOverride();
  let status = 0;
  for (const define of COMMANDS) {
    const { command, run: act } = define();
    command
      .option('--config <FILE>', 'configuration file (default: LECTERN_CONFIG, or config/lectern.yaml)')
      .showHelpAfterError()
      .exitOverride()
      .action(async () => {
        status = await act(command.args, command.opts());
      });
    program.addCommand(command);
  }
  const names = program.commands.map((command) => command.name()).join(', ');
  program.showHelpAfterError(`Commands: ${names}. \`lectern COMMAND --help\` tells more.`);
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    complain(describeError(error));
    return error instanceof WrongUsage ? 2 : 1;
  }
}

import { type CommandDefinition, commandNamed } from '../definition.ts';
import { say, sayJson } from '../output.ts';
import { settingsOf } from '../settings-option.ts';

export function defineMigrate(): CommandDefinition {
  return {
    command: commandNamed('migrate', "brings the store's schema up to date (start does it too)").option(
      '--json',
      'one JSON document',
    ),
    async run(_args, options) {
      const { migrate } = await import('../../app/operations/migrate.ts');
      const { from, applied } = await migrate(await settingsOf(options));
      if (options.json) sayJson({ from: from ?? null, applied });
      else if (applied.length === 0) say(`The store is up to date (${from ?? 'empty'}).`);
      else
        say(`The store was brought from ${from ?? 'nothing'} to ${applied.at(-1)}: ${applied.join(', ')}.`);
      return 0;
    },
  };
}

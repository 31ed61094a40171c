import { type CommandDefinition, commandNamed } from '../definition.ts';
import { say, sayJson } from '../output.ts';
import { settingsOf } from '../settings-option.ts';

export function defineForget(): CommandDefinition {
  return {
    command: commandNamed(
      'forget <person>',
      "removes a person's reminders; the ledger's lines stay, without the name",
    ).option('--json', 'one JSON document'),
    async run([text = ''], options) {
      const { openInstallation } = await import('../../app/installation.ts');
      const { forget } = await import('../../app/operations/hold.ts');
      const installation = await openInstallation(await settingsOf(options));
      try {
        const forgotten = await forget(installation, text);
        if (options.json) sayJson(forgotten);
        else
          say(
            `${forgotten.reminders} reminders are forgotten, ${forgotten.stopped} of their messages will not be sent.`,
          );
        return 0;
      } finally {
        await installation.close();
      }
    },
  };
}

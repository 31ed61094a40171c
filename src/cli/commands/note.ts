import { type CommandDefinition, commandNamed } from '../definition.ts';
import { complain, counted, say, sayJson, WrongUsage } from '../output.ts';
import { settingsOf } from '../settings-option.ts';

/** A note is a sentence, not an announcement of its own. */
const LONGEST = 500;

export function defineNote(): CommandDefinition {
  return {
    command: commandNamed(
      'note <seminar> <text...>',
      'says one thing ("starting ten minutes late") where the seminar was announced',
    ).option('--json', 'one JSON document'),
    async run([subject = '', ...words], options) {
      const text = words.join(' ').trim();
      if (text === '' || text.length > LONGEST) throw new WrongUsage(`a note has 1 to ${LONGEST} characters`);
      const { openInstallation } = await import('../../app/installation.ts');
      const { findSeminar } = await import('../../app/operations/find-seminar.ts');
      const { note } = await import('../../app/operations/hold.ts');
      const installation = await openInstallation(await settingsOf(options));
      try {
        const noted = await note(installation, await findSeminar(installation, subject), text);
        if (noted.type === 'refused') {
          complain(noted.reason);
          return 1;
        }
        if (options.json) sayJson({ channels: noted.channels });
        else say(`The note is owed to ${counted(noted.channels, 'channel', 'channels')} now.`);
        return 0;
      } finally {
        await installation.close();
      }
    },
  };
}

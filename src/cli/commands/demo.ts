import { type CommandDefinition, commandNamed } from '../definition.ts';
import { say } from '../output.ts';
import { runUntilSignal } from '../run-until-signal.ts';
import { settingsOf } from '../settings-option.ts';

/** What happens when, for the one who watches. */
const PROGRAMME = [
  '0:00  four seminars are announced',
  '0:40  one moves to another room: its card changes at once, the word follows when edits have settled',
  '1:00  a reminder: two minutes to go',
  '1:30  one is postponed',
  '2:00  one is cancelled',
  '3:00  starting now',
  '4:00  it has ended',
  '4:20  a title is reworded: the word follows in the thread of its card',
];

export function defineDemo(): CommandDefinition {
  return {
    command: commandNamed('demo', "plays a seminar's whole life on the preview page, in five minutes"),
    async run(_args, options) {
      const { startDemo } = await import('../../app/demo/start-demo.ts');
      const settings = await settingsOf({ config: 'config/demo.yaml', ...options });
      return runUntilSignal(
        () => startDemo(settings),
        ({ url }) => {
          say(`Look at ${url}/ and leave it open:`);
          for (const line of PROGRAMME) say(`  ${line}`);
          say('Ctrl-C ends it. Nothing is kept.');
        },
      );
    },
  };
}

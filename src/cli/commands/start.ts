import { type CommandDefinition, commandNamed } from '../definition.ts';
import { say } from '../output.ts';
import { runUntilSignal } from '../run-until-signal.ts';
import { settingsOf } from '../settings-option.ts';

export function defineStart(): CommandDefinition {
  return {
    command: commandNamed('start', 'runs the service until it is told to stop (SIGTERM, Ctrl-C)'),
    async run(_args, options) {
      const { startService } = await import('../../app/service.ts');
      const settings = await settingsOf(options);
      return runUntilSignal(
        () => startService(settings),
        ({ url }) => {
          const { slack, teams } = settings;
          const platforms = [...(slack.length > 0 ? ['Slack'] : []), ...(teams.length > 0 ? ['Teams'] : [])];
          say(`Lectern is running. Look at ${url}/`);
          if (platforms.length === 0)
            say('No credentials are set: everything is posted to the preview on that page.');
          else if (settings.policy.mode === 'rehearsal') {
            say(
              `Rehearsal: ${platforms.join(' and ')} can be asked; what would be posted there goes to the preview.`,
            );
          }
        },
      );
    },
  };
}

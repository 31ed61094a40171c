import { type CommandDefinition, commandNamed } from '../definition.ts';
import { complain, say, sayJson } from '../output.ts';
import { settingsOf } from '../settings-option.ts';

export function definePause(): CommandDefinition {
  return {
    command: commandNamed(
      'pause [scope]',
      'nothing more is said in a channel, of a series, or anywhere, until it is resumed; posted cards are kept true',
    ).option('--json', 'one JSON document'),
    async run([text], options) {
      const { openInstallation } = await import('../../app/installation.ts');
      const { findScope, holdStill } = await import('../../app/operations/hold.ts');
      const installation = await openInstallation(await settingsOf(options));
      try {
        const { scope, name } = await findScope(installation, text);
        await holdStill(installation, scope);
        if (options.json) sayJson({ paused: scope });
        else say(`Paused: ${name}. To go on: lectern resume${text === undefined ? '' : ` ${text}`}`);
        return 0;
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        complain(`${error.message}; or name a series, or nothing for everything`);
        return 1;
      } finally {
        await installation.close();
      }
    },
  };
}

export function defineResume(): CommandDefinition {
  return {
    command: commandNamed(
      'resume [scope]',
      'ends a pause: what expired is skipped, of overdue announcements guard.burst go, the rest is held',
    ).option('--json', 'one JSON document'),
    async run([text], options) {
      const { openInstallation } = await import('../../app/installation.ts');
      const { findScope, goOn } = await import('../../app/operations/hold.ts');
      const installation = await openInstallation(await settingsOf(options));
      try {
        const { scope, name } = await findScope(installation, text);
        const resumed = await goOn(installation, scope);
        if (!resumed) {
          complain(`${name} was not paused`);
          return 1;
        }
        if (options.json) sayJson({ resumed: scope, ...resumed });
        else {
          const held =
            resumed.held > 0
              ? ` ${resumed.held} overdue announcements are held: lectern log --state held`
              : '';
          say(
            `Resumed: ${name}. ${resumed.released} messages whose time came meanwhile are looked at now.${held}`,
          );
        }
        return 0;
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        complain(`${error.message}; or name a series, or nothing for everything`);
        return 1;
      } finally {
        await installation.close();
      }
    },
  };
}

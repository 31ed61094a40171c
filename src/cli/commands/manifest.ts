import { writeFileSync } from 'node:fs';
import { VERSION } from '../../app/version.ts';
import type { Settings } from '../../settings/load-settings.ts';
import { type CommandDefinition, commandNamed, type Options, textOption } from '../definition.ts';
import { complain, say, WrongUsage } from '../output.ts';
import { settingsOf } from '../settings-option.ts';

const TEAMS_FILE = 'lectern-teams.zip';

export function defineManifest(): CommandDefinition {
  return {
    command: commandNamed('manifest <platform>', "the app's manifest for this configuration: slack or teams")
      .option('--out <PATH>', `the file to write (default: Slack's is printed, Teams' is ${TEAMS_FILE})`)
      .option('--name <NAME>', 'teams: as people will call it (default: Lectern)')
      .option('--organisation <NAME>', "teams: who offers it (default: the first series' host)")
      .option('--workspace <NAME>', 'of several in the configuration, this workspace or tenant')
      .option(
        '--app-version <N.N.N>',
        `teams: greater than at the last upload (default: Lectern's, ${VERSION})`,
      ),
    async run([platform = ''], options) {
      switch (platform) {
        case 'slack':
          return writeSlack(await settingsOf(options), options);
        case 'teams':
          return writeTeams(await settingsOf(options), options);
        default:
          throw new WrongUsage(`"${platform}": write slack or teams`);
      }
    },
  };
}

async function writeSlack(settings: Settings, options: Options): Promise<number> {
  const { writeSlackManifest } = await import('../../app/operations/manifests.ts');
  const manifest = writeSlackManifest(settings, textOption(options, 'workspace'));
  const out = textOption(options, 'out');
  if (out === undefined) {
    process.stdout.write(manifest);
    return 0;
  }
  writeFileSync(out, manifest);
  say(`${out} is written. In Slack: Create an app, From a manifest.`);
  return 0;
}

async function writeTeams(settings: Settings, options: Options): Promise<number> {
  const version = textOption(options, 'appVersion') ?? VERSION;
  if (!/^\d+\.\d+\.\d+$/.test(version)) {
    throw new WrongUsage(`--app-version "${version}": write three numbers, such as 1.0.1`);
  }
  const { packTeamsManifest } = await import('../../app/operations/manifests.ts');
  const host = settings.policy.series.find((series) => series.host !== undefined)?.host;
  const out = textOption(options, 'out') ?? TEAMS_FILE;
  writeFileSync(
    out,
    await packTeamsManifest(
      settings,
      {
        name: textOption(options, 'name') ?? 'Lectern',
        organisation: textOption(options, 'organisation') ?? host ?? 'Lectern',
        version,
      },
      textOption(options, 'workspace'),
    ),
  );
  say(`${out} is written. In Teams: Apps, Manage your apps, Upload an app.`);
  if (settings.teams.some(({ local }) => local))
    complain('TEAMS_LOCAL is set: the uploaded app will reach nobody while it is.');
  return 0;
}

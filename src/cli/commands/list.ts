import type { SeriesId } from '../../domain/ids.ts';
import type { Seminar } from '../../domain/seminar.ts';
import type { Settings } from '../../settings/load-settings.ts';
import { type CommandDefinition, commandNamed, dayOption, type Options, textOption } from '../definition.ts';
import { columns, say, sayJson, WrongUsage } from '../output.ts';
import { settingsOf } from '../settings-option.ts';

export function defineList(): CommandDefinition {
  return {
    command: commandNamed('list', 'lists seminars, from now on unless --from says otherwise')
      .option('--from <DAY>', 'such as 2027-03-01')
      .option('--to <DAY>', 'the last day')
      .option('--series <SERIES>', 'its name in the configuration')
      .option('--search <WORDS>', 'words that title, speakers, series or abstract hold')
      .option('--json', 'one JSON document'),
    async run(_args, options) {
      const { openInstallation } = await import('../../app/installation.ts');
      const { listSeminars } = await import('../../app/operations/list-seminars.ts');
      const from = dayOption(options, 'from');
      const to = dayOption(options, 'to');
      const search = textOption(options, 'search');
      const settings = await settingsOf(options);
      const series = seriesOption(options, settings);
      const installation = await openInstallation(settings);
      try {
        const seminars = await listSeminars(installation, {
          ...(from ? { from } : {}),
          ...(to ? { to } : {}),
          ...(series === undefined ? {} : { series }),
          ...(search === undefined ? {} : { search }),
        });
        if (options.json) sayJson(seminars.map(jsonOf));
        else if (seminars.length === 0)
          say('No seminar found. `lectern sync` reads the sources; `lectern start` keeps reading them.');
        else say(columns(seminars.map(rowOf)));
        return 0;
      } finally {
        await installation.close();
      }
    },
  };
}

function seriesOption(options: Options, { policy }: Settings): SeriesId | undefined {
  const text = textOption(options, 'series');
  if (text === undefined) return undefined;
  const known = policy.series.find(({ id }) => id === text);
  if (known) return known.id;
  const names = policy.series.map(({ id }) => id).join(', ');
  throw new WrongUsage(
    `--series "${text}": ${names === '' ? 'no series is configured' : `write one of ${names}`}`,
  );
}

function rowOf(seminar: Seminar): string[] {
  const local = seminar.start?.toZonedDateTimeISO(seminar.timezone);
  const when =
    local === undefined
      ? 'no date'
      : local.toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ');
  const state = seminar.publication === 'draft' ? 'draft' : seminar.status;
  const who = seminar.speakers.map((speaker) => speaker.name).join(', ');
  return [seminar.id, when, seminar.timezone, state, [seminar.title, who].filter(Boolean).join(' — ')];
}

/** Passcodes stay in the store. */
function jsonOf(seminar: Seminar): unknown {
  const { venue, ...rest } = seminar;
  const { passcode: _secret, ...online } = venue.online ?? {};
  return { ...rest, venue: { ...venue, ...(venue.online ? { online } : {}) } };
}

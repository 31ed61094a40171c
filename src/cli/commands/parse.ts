import { existsSync } from 'node:fs';
import { isKnownZone } from '../../domain/instant.ts';
import { type CommandDefinition, commandNamed, textOption } from '../definition.ts';
import { complain, say, sayJson, WrongUsage } from '../output.ts';
import { settingsIfAny } from '../settings-option.ts';

/** What `parse` assumes where there is no configuration file to ask. */
const DEFAULTS = { timezone: 'UTC', dateOrder: 'day-first' } as const;

export function defineParse(): CommandDefinition {
  return {
    command: commandNamed(
      'parse <file>',
      'reads an announcement (text, .eml, .ics, HTML; - for standard input) and prints what it found',
    )
      .option('--received <ISO>', 'when it was received, such as 2027-03-01T09:00:00+10:00 (default: now)')
      .option('--timezone <ZONE>', "zone of times that name none (default: the configuration's)")
      .option('--json', 'one JSON document'),
    async run([file = ''], options) {
      const { parseText } = await import('../../app/operations/parse-text.ts');
      const received = textOption(options, 'received');
      if (received !== undefined && !isInstant(received)) {
        throw new WrongUsage(
          `--received "${received}": write a day and time with its offset, such as 2027-03-01T09:00:00+10:00`,
        );
      }
      const timezone = textOption(options, 'timezone');
      if (timezone !== undefined && !isKnownZone(timezone)) {
        throw new WrongUsage(`--timezone "${timezone}": write an IANA name such as Australia/Brisbane`);
      }
      if (file !== '-' && !existsSync(file)) {
        complain(`${file}: there is no such file`);
        return 1;
      }
      const usual = (await settingsIfAny(options))?.policy ?? DEFAULTS;
      const found = await parseText({
        file,
        ...(received === undefined ? {} : { received }),
        timezone: timezone ?? usual.timezone,
        dateOrder: usual.dateOrder,
      });
      if (options.json) sayJson(found);
      else say(describe(found));
      return 0;
    },
  };
}

function isInstant(text: string): boolean {
  try {
    Temporal.Instant.from(text);
    return true;
  } catch {
    return false;
  }
}

/** Field by field, for a person. */
function describe(found: unknown): string {
  if (typeof found !== 'object' || found === null) return String(found);
  if ('notASeminar' in found) return 'This announces no seminar.';
  const records: readonly unknown[] =
    'events' in found && Array.isArray(found.events) ? found.events : [found];
  return records.map((record) => fieldLines(record).join('\n')).join('\n\n');
}

function fieldLines(record: unknown): string[] {
  if (typeof record !== 'object' || record === null) return [];
  return Object.entries(record).map(([name, value]) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return `${`${name}:`.padEnd(14)} ${text.replaceAll('\n', `\n${' '.repeat(15)}`)}`;
  });
}

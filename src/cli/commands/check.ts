import { type CommandDefinition, commandNamed } from '../definition.ts';
import { counted, say, sayJson } from '../output.ts';
import { settingsOf } from '../settings-option.ts';

export function defineCheck(): CommandDefinition {
  return {
    command: commandNamed(
      'check',
      'validates the configuration and every record of every source, without sending anything',
    ).option('--json', 'one JSON document'),
    async run(_args, options) {
      const { checkRecords } = await import('../../app/operations/check.ts');
      const { runDry } = await import('../../app/operations/dry-run.ts');
      const settings = await settingsOf(options);
      const dry = await runDry(settings);
      try {
        const { findings, seminars } = await checkRecords(dry);
        const problems = findings.filter((finding) => finding.severity === 'problem').length;
        if (options.json) sayJson({ ok: problems === 0, seminars, findings });
        else {
          for (const { severity, place, text } of findings)
            say(`${severity === 'problem' ? 'problem' : 'look at'}  ${place}: ${text}`);
          say(
            `${settings.file} and ${counted(seminars, 'seminar', 'seminars')} read: ${problems === 0 ? 'no problem' : counted(problems, 'problem', 'problems')}.`,
          );
        }
        return problems === 0 ? 0 : 1;
      } finally {
        await dry.installation.close();
      }
    },
  };
}

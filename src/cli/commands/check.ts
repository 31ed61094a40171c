import { checkRecords } from '../../app/operations/check.ts';
import { runDry } from '../../app/operations/dry-run.ts';
import { type CommandDefinition, commandNamed } from '../definition.ts';
import { say, sayJson } from '../output.ts';
import { settingsOf } from '../settings-option.ts';

export function defineCheck(): CommandDefinition {
  return {
    command: commandNamed(
      'check',
      'validates the configuration and every record of every source, without sending anything',
    ).option('--json', 'one JSON document'),
    async run(_args, options) {
      const settings = settingsOf(options);
      const dry = await runDry(settings);
      try {
        const findings = await checkRecords(dry);
        const problems = findings.filter((finding) => finding.severity === 'problem').length;
        if (options.json) sayJson({ ok: problems === 0, findings });
        else {
          for (const { severity, place, text } of findings)
            say(`${severity === 'problem' ? 'problem' : 'look at'}  ${place}: ${text}`);
          const seminars = await dry.installation.store.read.seminars.find({});
          say(
            `${settings.file} and ${seminars.length} records read: ${problems === 0 ? 'no problem' : `${problems} problems`}.`,
          );
        }
        return problems === 0 ? 0 : 1;
      } finally {
        await dry.installation.close();
      }
    },
  };
}

import { type CommandDefinition, commandNamed, textOption } from '../definition.ts';
import { sayJson } from '../output.ts';
import { settingsOf } from '../settings-option.ts';
import { saySyncReport } from '../sync-words.ts';

export function defineSync(): CommandDefinition {
  return {
    command: commandNamed('sync', 'refreshes every source once and prints what changed')
      .option(
        '--accept-loss <SOURCE>',
        "an operator's word that what this source suddenly lacks is really gone",
      )
      .option('--json', 'one JSON document'),
    async run(_args, options) {
      const { openInstallation } = await import('../../app/installation.ts');
      const { syncNow } = await import('../../app/operations/sync-now.ts');
      const installation = await openInstallation(await settingsOf(options));
      try {
        const accepted = textOption(options, 'acceptLoss');
        const reports = await syncNow(installation, accepted === undefined ? [] : [accepted]);
        if (options.json) sayJson(reports);
        else for (const report of reports) saySyncReport(report);
        return reports.some((report) => report.outcome === 'failed' || report.problems.length > 0) ? 1 : 0;
      } finally {
        await installation.close();
      }
    },
  };
}

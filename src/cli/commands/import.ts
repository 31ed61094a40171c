import { existsSync } from 'node:fs';
import { type CommandDefinition, commandNamed } from '../definition.ts';
import { complain, sayJson } from '../output.ts';
import { settingsOf } from '../settings-option.ts';
import { saySyncReport } from '../sync-words.ts';

export function defineImport(): CommandDefinition {
  return {
    command: commandNamed(
      'import <files...>',
      'takes records of files (or - for standard input) into the store',
    ).option('--json', 'one JSON document'),
    async run(files, options) {
      const { openInstallation } = await import('../../app/installation.ts');
      const { importFiles } = await import('../../app/operations/sync-now.ts');
      const absent = files.filter((file) => file !== '-' && !existsSync(file));
      if (absent.length > 0) {
        for (const file of absent) complain(`${file}: there is no such file`);
        return 1;
      }
      const installation = await openInstallation(await settingsOf(options));
      try {
        const report = await importFiles(installation, files);
        if (options.json) sayJson(report);
        else saySyncReport(report);
        return report.problems.length > 0 ? 1 : 0;
      } finally {
        await installation.close();
      }
    },
  };
}

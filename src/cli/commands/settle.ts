import { NoticeId } from '../../domain/ids.ts';
import { type CommandDefinition, commandNamed } from '../definition.ts';
import { complain, counted, say, sayJson, WrongUsage } from '../output.ts';
import { settingsOf } from '../settings-option.ts';

export function defineRetry(): CommandDefinition {
  return defineForNotices(
    'retry',
    'lets failed, skipped or held notices go now, if they are still of use',
    'goes now',
  );
}

export function defineSkip(): CommandDefinition {
  return defineForNotices('skip', 'notices that have not left yet never will', 'will not be sent');
}

function defineForNotices(name: 'retry' | 'skip', description: string, outcome: string): CommandDefinition {
  return {
    command: commandNamed(`${name} <notices...>`, description).option('--json', 'one JSON document'),
    async run(names, options) {
      const notices = names.map(noticeOf);
      const { openInstallation } = await import('../../app/installation.ts');
      const { retry, skip } = await import('../../app/operations/act.ts');
      const act = name === 'retry' ? retry : skip;
      const installation = await openInstallation(await settingsOf(options));
      try {
        const report = await act(installation, notices);
        if (options.json) sayJson(report);
        else {
          for (const notice of report.done) say(`${notice}: ${outcome}.`);
          for (const { notice, reason } of report.refused) complain(`${notice}: ${reason}`);
        }
        return report.refused.length === 0 ? 0 : 1;
      } finally {
        await installation.close();
      }
    },
  };
}

export function defineRelease(): CommandDefinition {
  return {
    command: commandNamed(
      'release <channel>',
      'lets out what is held for a channel, and takes it back in if it was set aside',
    ).option('--json', 'one JSON document'),
    async run([text = ''], options) {
      const { openInstallation } = await import('../../app/installation.ts');
      const { release } = await import('../../app/operations/act.ts');
      const { findChannel } = await import('../../app/operations/find-channel.ts');
      const installation = await openInstallation(await settingsOf(options));
      try {
        const channel = await findChannel(installation, text);
        const released = await release(installation, channel.id);
        if (options.json) sayJson({ channel: channel.id, ...released });
        else {
          const mended = released.mended ? ' It was set aside and is tried again.' : '';
          const resumed = released.resumed ? ' Its whole workspace had been stopped, and goes on.' : '';
          say(
            `${channel.name}: ${counted(released.notices, 'held notice', 'held notices')} may go out now.${mended}${resumed}`,
          );
        }
        return 0;
      } finally {
        await installation.close();
      }
    },
  };
}

function noticeOf(text: string): NoticeId {
  const parsed = NoticeId.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new WrongUsage(
    `"${text}" is not a notice; \`lectern log\` shows their names, ten letters and digits each`,
  );
}

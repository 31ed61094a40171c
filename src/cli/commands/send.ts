import { splitChannelId } from '../../domain/ids.ts';
import { type CommandDefinition, choiceOption, commandNamed, textOption } from '../definition.ts';
import { complain, say, sayJson } from '../output.ts';
import { settingsOf } from '../settings-option.ts';

const KINDS = ['announcement', 'reminder', 'startingNow'] as const;

export function defineSend(): CommandDefinition {
  return {
    command: commandNamed('send <seminar>', 'owes one notice now, through the outbox like any other')
      .requiredOption('--kind <KIND>', KINDS.join(', '))
      .requiredOption('--to <CHANNEL>', "the channel's address, name or id")
      .option('--yes', 'also to a channel with more members than guard.largeChannel, or of unknown size')
      .option('--json', 'one JSON document'),
    async run([subject = ''], options) {
      const { openInstallation } = await import('../../app/installation.ts');
      const { send } = await import('../../app/operations/act.ts');
      const { findChannel } = await import('../../app/operations/find-channel.ts');
      const { findSeminar } = await import('../../app/operations/find-seminar.ts');
      const kind = choiceOption(options, 'kind', KINDS, 'announcement');
      const settings = await settingsOf(options);
      const installation = await openInstallation(settings);
      try {
        const seminar = await findSeminar(installation, subject);
        const channel = await findChannel(installation, textOption(options, 'to') ?? '');
        const { id, name, members } = channel;
        const { largeChannel } = settings.policy.guard;
        const isPreview = splitChannelId(id).platform === 'preview';
        const size = isPreview ? 'on the preview page' : sizeInWords(members);
        if (!isPreview && !(members !== undefined && members <= largeChannel) && options.yes !== true) {
          complain(
            `${name} (${size}) is to be thought over: guard.largeChannel is ${largeChannel}. If you mean it, add --yes.`,
          );
          return 1;
        }
        const owed = await send(installation, seminar, kind, channel);
        if (owed.type === 'refused') {
          complain(owed.reason);
          return 1;
        }
        if (options.json) sayJson({ notice: owed.notice, channel: { id, name, members: members ?? null } });
        else {
          say(
            `${owed.notice}: the ${kind} is owed to ${name} (${size}) now. A running service sends it at once.`,
          );
        }
        return 0;
      } finally {
        await installation.close();
      }
    },
  };
}

function sizeInWords(members: number | undefined): string {
  return members === undefined ? 'of unknown size' : `${members} members`;
}

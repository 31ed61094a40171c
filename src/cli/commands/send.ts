import { openInstallation } from '../../app/installation.ts';
import { send } from '../../app/operations/act.ts';
import { findChannel } from '../../app/operations/find-channel.ts';
import { seminarOf } from '../../app/operations/preview-card.ts';
import { type CommandDefinition, choiceOption, commandNamed, textOption } from '../definition.ts';
import { complain, say, sayJson, WrongUsage } from '../output.ts';
import { settingsOf } from '../settings-option.ts';

const KINDS = ['announcement', 'reminder', 'startingNow'] as const;

export function defineSend(): CommandDefinition {
  return {
    command: commandNamed('send <seminar>', 'owes one notice now, through the outbox like any other')
      .option('--kind <KIND>', KINDS.join(', '))
      .option('--to <CHANNEL>', "the channel's address, name or id")
      .option('--yes', 'also to a channel with more members than guard.largeChannel, or of unknown size')
      .option('--json', 'one JSON document'),
    async run([subject = ''], options) {
      const kind = choiceOption(options, 'kind', KINDS, undefined);
      const to = textOption(options, 'to');
      if (kind === undefined || to === undefined) throw new WrongUsage('send needs --kind and --to');
      const settings = settingsOf(options);
      const installation = await openInstallation(settings);
      try {
        const seminar = await seminarOf(installation, subject);
        const channel = await findChannel(installation, to);
        const local = channel.lane.startsWith('preview:');
        const size = local
          ? 'the preview'
          : channel.members === undefined
            ? 'of unknown size'
            : `${channel.members} members`;
        const large =
          !local && (channel.members ?? Number.POSITIVE_INFINITY) > settings.policy.guard.largeChannel;
        if (large && options.yes !== true) {
          complain(
            `${channel.name} (${size}) is larger than guard.largeChannel (${settings.policy.guard.largeChannel}). If you mean it, add --yes.`,
          );
          return 1;
        }
        const owed = await send(installation, seminar, kind, channel.id);
        if (owed.type === 'refused') {
          complain(owed.reason);
          return 1;
        }
        if (options.json)
          sayJson({
            notice: owed.notice,
            channel: { id: channel.id, name: channel.name, members: channel.members ?? null },
          });
        else
          say(
            `${owed.notice}: the ${kind} is owed to ${channel.name} (${size}) now. A running service sends it at once.`,
          );
        return 0;
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        complain(error.message);
        return 1;
      } finally {
        await installation.close();
      }
    },
  };
}

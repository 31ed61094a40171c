import { App, type Receiver } from '@slack/bolt';
import type { Log } from '../../ports/log.ts';
import type { Answering } from './answering.ts';
import { ASK } from './card/button.ts';
import type { ChannelNews } from './channel-events.ts';
import { claimOf, compareClaim } from './claim.ts';
import type { SlackIdentity } from './identity.ts';
import { createSdkLog } from './sdk-log.ts';
import type { SeenDeliveries } from './seen-deliveries.ts';
import type { Tasks } from './tasks.ts';
import { type ClientSettings, clientOptions } from './web-client.ts';

export interface BoltSettings {
  readonly receiver: Receiver;
  readonly botToken: string;
  readonly identity: SlackIdentity;
  readonly client: ClientSettings;
  readonly command: string;
  readonly seen: SeenDeliveries;
  readonly answering: Answering;
  readonly news: ChannelNews;
  readonly tasks: Tasks;
  readonly log: Log;
  /** The workspace took the bot's credentials away. */
  readonly onUninstalled: (reason: string) => void;
}

/**
 * Bolt, used for what it is good at: telling the kinds of deliveries apart. Everything is acknowledged before anything
 * is done, since Slack waits three seconds; what is acknowledged goes on in `tasks`. Whatever nobody listens to is
 * acknowledged too, or Slack would show people an error.
 */
export function connectBolt(settings: BoltSettings): void {
  const { identity, log } = settings;
  const app = new App({
    receiver: settings.receiver,
    token: settings.botToken,
    botId: identity.botId,
    botUserId: identity.botUserId,
    // The token was verified when the identity was read.
    tokenVerificationEnabled: false,
    convoStore: false,
    clientOptions: clientOptions(settings.client),
    logger: createSdkLog(log),
  });
  app.error(async (error) => log.warn('A delivery from Slack could not be handled', { error }));
  app.use(async ({ body, next, ...rest }) => {
    const isOurs = compareClaim(claimOf(body), identity) !== 'no';
    if (!isOurs) log.warn('A delivery of Slack for another workspace was left alone');
    if (isOurs && (await settings.seen.isNew(body))) await next();
    else if ('ack' in rest) await rest.ack?.();
  });
  listenToPeople(app, settings);
  listenToChannels(app, settings);
}

function listenToPeople(app: App, { command: ours, answering }: BoltSettings): void {
  app.command(/.*/, async ({ ack, command }) => {
    if (command.command !== ours) {
      await ack({
        response_type: 'ephemeral',
        text: `${command.command} is not known here. Try ${ours} help.`,
      });
      return;
    }
    await ack();
    const asker = { user: command.user_id, ...(command.team_id ? { team: command.team_id } : {}) };
    answering.command(asker, command.channel_id, command.text, command.response_url);
  });
  app.action(/.*/, async ({ ack, action, body }) => {
    await ack();
    // A button that opens an address is reported as well; the browser has done the rest.
    if (body.type !== 'block_actions' || action.type !== 'button' || !('action_id' in action)) return;
    if (!ASK.test(action.action_id)) return;
    const team = body.user.team_id;
    const asker = { user: body.user.id, ...(team === undefined ? {} : { team }) };
    answering.press(asker, body.channel?.id, action.value, body.response_url);
  });
  app.shortcut(/.*/, async ({ ack }) => ack());
  app.view(/.*/, async ({ ack }) => ack());
  app.options(/.*/, async ({ ack }) => ack());
  app.message(async ({ message }) => {
    if (message.channel_type !== 'im' || message.subtype !== undefined || message.bot_id !== undefined)
      return;
    answering.direct({ user: message.user }, message.channel, message.text ?? '');
  });
}

function listenToChannels(app: App, { identity, news, tasks, log, onUninstalled }: BoltSettings): void {
  const tell = (work: Promise<void>): void =>
    tasks.run(work.catch((error: unknown) => log.error('News of a channel could not be kept', { error })));
  app.event('member_joined_channel', async ({ event }) => {
    if (event.user === identity.botUserId) tell(news.changed(event.channel));
  });
  app.event('member_left_channel', async ({ event }) => {
    if (event.user === identity.botUserId) tell(news.removed(event.channel));
  });
  app.event('channel_left', async ({ event }) => tell(news.removed(event.channel)));
  app.event('group_left', async ({ event }) => tell(news.removed(event.channel)));
  app.event('channel_archive', async ({ event }) => tell(news.archived(event.channel)));
  app.event('group_archive', async ({ event }) => tell(news.archived(event.channel)));
  app.event('channel_deleted', async ({ event }) => tell(news.deleted(event.channel)));
  app.event('group_deleted', async ({ event }) => tell(news.deleted(event.channel)));
  app.event('channel_unarchive', async ({ event }) => tell(news.changed(event.channel)));
  app.event('group_unarchive', async ({ event }) => tell(news.changed(event.channel)));
  app.event('channel_rename', async ({ event }) => tell(news.changed(event.channel.id)));
  app.event('group_rename', async ({ event }) => tell(news.changed(event.channel.id)));
  app.event('app_uninstalled', async () => onUninstalled('the app was uninstalled'));
  app.event('tokens_revoked', async ({ event }) => {
    if (event.tokens.bot?.includes(identity.botUserId)) onUninstalled('the bot token was revoked');
  });
}

export interface ManifestOptions {
  /** As people type it: `/seminar`. */
  readonly command: string;
  /** Without a trailing slash. Needed where Slack sends requests, and nowhere else. */
  readonly publicUrl?: string;
  /** Socket Mode: Slack needs no way in. */
  readonly socket: boolean;
}

/**
 * What each scope is for. The first group is asked for always; the second may be refused at the installation and costs
 * only what it says.
 */
export const SCOPES = {
  required: {
    'chat:write': 'posts announcements and reminders, edits and removes its own posts',
    commands: 'answers the slash command',
    'channels:read': 'finds a channel by its name, and notices that it was renamed or archived',
    'channels:history': 'looks whether a post arrived before it is sent again; reads no content otherwise',
    'users:read':
      'tells members from guests, who see public seminars only, and shows times in the reader’s zone',
  },
  optional: {
    'groups:read': 'finds private channels that the bot was invited to',
    'groups:history': 'looks whether a post arrived in those private channels',
    'im:write': 'sends personal reminders and reports to operators as direct messages',
    'usergroups:read': 'knows who belongs to a group that the configuration names as administrators',
    'im:history': 'understands plain words that are written to the bot itself',
  },
} as const;

const EVENTS: readonly string[] = [
  'app_uninstalled',
  'channel_archive',
  'channel_deleted',
  'channel_left',
  'channel_rename',
  'channel_unarchive',
  'group_archive',
  'group_deleted',
  'group_left',
  'group_rename',
  'group_unarchive',
  'member_joined_channel',
  'message.im',
  'tokens_revoked',
];

/**
 * The app's manifest, for "Create an app → From a manifest" (docs.slack.dev/reference/app-manifest). Throws RangeError
 * where Slack is to send requests and no public address is set.
 */
export function createSlackManifest({ command, publicUrl, socket }: ManifestOptions) {
  if (!socket && publicUrl === undefined) {
    throw new RangeError('without Socket Mode Slack needs to reach the service: set PUBLIC_URL');
  }
  const address = socket ? {} : { request_url: `${publicUrl}/slack/events` };
  const optional = Object.keys(SCOPES.optional);
  return {
    display_information: {
      name: 'Lectern',
      description: 'Announces seminars and reminds people before they start',
      background_color: '#1f3a5f',
    },
    features: {
      app_home: {
        home_tab_enabled: false,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: false,
      },
      bot_user: { display_name: 'Lectern', always_online: true },
      slash_commands: [
        {
          command,
          description: 'Looks up seminars',
          usage_hint: 'next | today | week | search WORDS | help',
          should_escape: false,
          ...(socket ? {} : { url: `${publicUrl}/slack/events` }),
        },
      ],
    },
    oauth_config: {
      scopes: { bot: [...Object.keys(SCOPES.required), ...optional], bot_optional: optional },
    },
    settings: {
      event_subscriptions: { ...address, bot_events: EVENTS },
      interactivity: { is_enabled: true, ...address },
      org_deploy_enabled: false,
      socket_mode_enabled: socket,
      token_rotation_enabled: false,
    },
  };
}

/** Limits of the manifest's schema, 1.19: of names, descriptions and commands. */
const MANIFEST_LIMITS = {
  shortName: 30,
  fullName: 100,
  shortDescription: 80,
  fullDescription: 4_000,
  commands: 10,
  commandTitle: 32,
  commandDescription: 128,
} as const;

export interface TeamsManifestOptions {
  /** Of the bot in Azure; also the app's own id, so that there is one to remember. */
  readonly appId: string;
  /** As people will call it: `@Lectern`. */
  readonly name: string;
  readonly organisation: string;
  /** Three numbers, as Teams asks: an upload with the same version replaces nothing. */
  readonly version: string;
  /** An https address without a trailing slash. */
  readonly publicUrl: string;
  /** Default: the service's own page. */
  readonly privacyUrl?: string;
  readonly termsUrl?: string;
}

/** What the mention and the personal chat offer to type; the words are those of `command.ts`. */
const COMMANDS: readonly { readonly title: string; readonly description: string }[] = [
  { title: 'next', description: 'The next seminar' },
  { title: 'today', description: 'What is on today' },
  { title: 'week', description: 'The next seven days' },
  { title: 'list', description: 'The next seminars; with a number, as many' },
  { title: 'search', description: 'Seminars by words of their title or abstract, e.g. search kelp' },
  { title: 'speaker', description: 'Seminars of a speaker, e.g. speaker Fernsby' },
  { title: 'show', description: 'One seminar in full, by its id' },
  { title: 'remind', description: 'Reminds you before a seminar, e.g. remind 15m' },
  { title: 'calendar', description: 'A seminar for your own calendar' },
  { title: 'help', description: 'What I can do' },
];

const SCOPES = ['personal', 'team', 'groupChat'] as const;

/** The app's manifest as Teams takes it, beside `color.png` and `outline.png` at the root of a zip. */
export function buildTeamsManifest(options: TeamsManifestOptions): Readonly<Record<string, unknown>> {
  const { appId, name, organisation, version, publicUrl } = options;
  return {
    $schema: 'https://developer.microsoft.com/json-schemas/teams/v1.19/MicrosoftTeams.schema.json',
    manifestVersion: '1.19',
    version,
    id: appId,
    developer: {
      name: organisation.slice(0, 32),
      websiteUrl: publicUrl,
      privacyUrl: options.privacyUrl ?? publicUrl,
      termsOfUseUrl: options.termsUrl ?? publicUrl,
    },
    name: {
      short: name.slice(0, MANIFEST_LIMITS.shortName),
      full: `${name} – seminar announcements`.slice(0, MANIFEST_LIMITS.fullName),
    },
    description: {
      short: 'Announces seminars, reminds you in time, and finds them again.',
      full: [
        'Posts one clear card for each seminar in the channels that its organisers choose, keeps it true when a room or a time changes, and reminds before the session starts.',
        'Ask for the next seminar, search by words or speaker, and have yourself reminded, in a channel, a group chat or a chat of your own.',
        'It reads only the messages that are addressed to it.',
      ].join(' '),
    },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: '#2F4B7C',
    bots: [
      {
        botId: appId,
        scopes: SCOPES,
        supportsFiles: false,
        isNotificationOnly: false,
        commandLists: [{ scopes: SCOPES, commands: COMMANDS }],
      },
    ],
    permissions: ['identity', 'messageTeamMembers'],
    validDomains: [],
    defaultInstallScope: 'team',
    defaultGroupCapability: { team: 'bot', groupchat: 'bot' },
  };
}

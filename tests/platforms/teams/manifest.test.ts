import { expect, it } from 'vitest';
import { z } from 'zod';
import { parseCommand } from '../../../src/domain/command.ts';
import { buildTeamsManifest } from '../../../src/platforms/teams/manifest.ts';

/** From Microsoft's schema of the manifest, 1.19: of what we use, with its limits. */
const Command = z.strictObject({ title: z.string().min(1).max(32), description: z.string().min(1).max(128) });
const Scopes = z.array(z.enum(['team', 'personal', 'groupChat', 'copilot'])).min(1);
const Manifest = z.strictObject({
  $schema: z.url(),
  manifestVersion: z.literal('1.19'),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  id: z.guid(),
  developer: z.strictObject({
    name: z.string().min(1).max(32),
    websiteUrl: z.url({ protocol: /^https$/ }).max(2048),
    privacyUrl: z.url({ protocol: /^https$/ }).max(2048),
    termsOfUseUrl: z.url({ protocol: /^https$/ }).max(2048),
  }),
  name: z.strictObject({ short: z.string().min(1).max(30), full: z.string().max(100) }),
  description: z.strictObject({ short: z.string().min(1).max(80), full: z.string().min(1).max(4000) }),
  icons: z.strictObject({ color: z.string(), outline: z.string() }),
  accentColor: z.string().regex(/^#[0-9A-Fa-f]{6}$/),
  bots: z
    .array(
      z.strictObject({
        botId: z.guid(),
        scopes: Scopes,
        supportsFiles: z.boolean(),
        isNotificationOnly: z.boolean(),
        commandLists: z
          .array(z.strictObject({ scopes: Scopes, commands: z.array(Command).min(1).max(10) }))
          .max(3),
      }),
    )
    .length(1),
  permissions: z.array(z.enum(['identity', 'messageTeamMembers'])),
  validDomains: z.array(z.string()),
  defaultInstallScope: z.enum(['personal', 'team', 'groupChat', 'meetings']),
  defaultGroupCapability: z.strictObject({ team: z.literal('bot'), groupchat: z.literal('bot') }),
});

const OPTIONS = {
  appId: '0a1b2c3d-0000-4000-8000-0000000000b0',
  name: 'Lectern',
  organisation: 'Tidewater College',
  version: '0.1.0',
  publicUrl: 'https://seminars.example.edu',
};

it('is one that Teams takes', () => {
  expect(Manifest.safeParse(buildTeamsManifest(OPTIONS)).error?.issues).toBeUndefined();
});

it('stays within its limits whatever the organisation is called', () => {
  const organisation = 'Institute for the Advancement of Everything that Lives in Rivers';
  const manifest = buildTeamsManifest({
    ...OPTIONS,
    name: 'Lectern of the whole wide Institute of Rivers',
    organisation,
  });
  expect(Manifest.safeParse(manifest).error?.issues).toBeUndefined();
});

it('offers only words that are commands', () => {
  const { bots } = Manifest.parse(buildTeamsManifest(OPTIONS));
  for (const list of bots[0]?.commandLists ?? []) {
    for (const { title } of list.commands) {
      // What is no command is searched for, or a command near to it is offered.
      expect(parseCommand(title)).not.toEqual({ type: 'search', words: title });
      expect(parseCommand(title).type).not.toBe('suggest');
    }
  }
});

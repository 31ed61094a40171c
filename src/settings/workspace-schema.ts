import { z } from 'zod';

/** Never the other half of an address, nor what a platform could number a workspace by. */
const Name = z
  .string()
  .regex(
    /^(?!local$)[a-z0-9][a-z0-9-]{0,30}$/,
    'a name of small letters, digits and hyphens, such as eecs (not "local")',
  );

const Secret = z.string().min(1);

const SlackWorkspace = z
  .strictObject({
    botToken: z.string().regex(/^xoxb-/, 'a bot token, which begins with xoxb-'),
    appToken: z
      .string()
      .regex(/^xapp-/, 'an app token, which begins with xapp-')
      .exactOptional(),
    signingSecret: Secret.exactOptional(),
    apiUrl: z
      .url({ protocol: /^https?$/, error: 'an address such as https://slack.com/api/' })
      .exactOptional(),
    reconcile: z.enum(['history', 'none']).exactOptional(),
  })
  .refine(({ appToken, signingSecret }) => appToken !== undefined || signingSecret !== undefined, {
    path: ['appToken'],
    error: 'is missing; give it for Socket Mode, or signingSecret to receive over HTTP',
  });

const TeamsTenant = z
  .strictObject({
    appId: z.string().min(1),
    appPassword: Secret.exactOptional(),
    tenantId: z.string().regex(/^[^/\s]+$/, 'the directory (tenant) id of the organisation'),
    appType: z.enum(['SingleTenant', 'MultiTenant', 'UserAssignedMSI']).default('SingleTenant'),
  })
  .refine(({ appPassword, appType }) => appPassword !== undefined || appType === 'UserAssignedMSI', {
    path: ['appPassword'],
    error: 'is missing; only `appType: UserAssignedMSI` does without',
  });

export const SlackWorkspaces = z.record(Name, SlackWorkspace);
export const TeamsTenants = z.record(Name, TeamsTenant);

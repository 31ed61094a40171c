import { z } from 'zod';
import { isKnownZone } from '../../../domain/instant.ts';

/**
 * What Teams sends, as far as we read it. Everything else is dropped, and so is `null`, which Teams writes for "nothing":
 * `parseActivity` removes it first.
 */
const Account = z.object({
  id: z.string().min(1),
  name: z.string().exactOptional(),
  aadObjectId: z.string().exactOptional(),
  role: z.string().exactOptional(),
});

const Titled = z.object({ id: z.string().min(1), name: z.string().exactOptional() });

const ChannelData = z.object({
  tenant: z.object({ id: z.string().min(1) }).exactOptional(),
  team: Titled.exactOptional(),
  channel: Titled.exactOptional(),
  /** Of an installation: the channel that was chosen for it. */
  settings: z.object({ selectedChannel: Titled.exactOptional() }).exactOptional(),
  eventType: z.string().exactOptional(),
});

const Entity = z.object({
  type: z.string(),
  text: z.string().exactOptional(),
  mentioned: z.object({ id: z.string(), name: z.string().exactOptional() }).exactOptional(),
});

const Attachment = z.object({ contentType: z.string(), content: z.unknown().optional() });

export const Activity = z
  .object({
    type: z.string().min(1),
    id: z.string().exactOptional(),
    name: z.string().exactOptional(),
    channelId: z.string().min(1),
    serviceUrl: z.url({ protocol: /^https?$/ }),
    from: Account.exactOptional(),
    recipient: Account,
    conversation: z.object({
      id: z.string().min(1),
      conversationType: z.string().exactOptional(),
      isGroup: z.boolean().exactOptional(),
      tenantId: z.string().exactOptional(),
      name: z.string().exactOptional(),
    }),
    text: z.string().exactOptional(),
    value: z.unknown().optional(),
    replyToId: z.string().exactOptional(),
    action: z.string().exactOptional(),
    localTimezone: z.string().refine(isKnownZone).optional().catch(undefined),
    entities: z.array(Entity).optional().catch(undefined),
    attachments: z.array(Attachment).optional().catch(undefined),
    membersAdded: z.array(Account).exactOptional(),
    membersRemoved: z.array(Account).exactOptional(),
    channelData: ChannelData.optional().catch(undefined),
  })
  .readonly();
export type Activity = z.infer<typeof Activity>;

export type ParsedActivity =
  /** `raw`: whole, for whoever checks its signature. */
  | { readonly type: 'activity'; readonly activity: Activity; readonly raw: unknown }
  | { readonly type: 'garbage' };

export function parseActivity(body: string): ParsedActivity {
  let raw: unknown;
  try {
    raw = JSON.parse(body, (_key, value) => (value === null ? undefined : value));
  } catch {
    return { type: 'garbage' };
  }
  const parsed = Activity.safeParse(raw);
  return parsed.success ? { type: 'activity', activity: parsed.data, raw } : { type: 'garbage' };
}

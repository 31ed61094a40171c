import { z } from 'zod';

/**
 * Where and how to post: a conversation reference of the Bot Framework, and the team that a channel belongs to. Kept as
 * JSON beside the channel, because Teams tells it once, when the app is installed, and never on demand.
 */
const Account = z.object({
  id: z.string().min(1),
  name: z.string().exactOptional(),
  aadObjectId: z.string().exactOptional(),
});

const Team = z.object({ id: z.string().min(1), name: z.string().exactOptional() });

export const Reference = z
  .object({
    channelId: z.string(),
    serviceUrl: z.url(),
    bot: Account,
    /** The person, in direct messages. */
    user: Account.exactOptional(),
    conversation: z.object({
      /** Absent for a person with whom no chat was opened yet. A channel's has no `;messageid=`. */
      id: z.string().min(1).exactOptional(),
      conversationType: z.enum(['channel', 'groupChat', 'personal']),
      tenantId: z.string().exactOptional(),
    }),
    team: Team.exactOptional(),
  })
  .readonly();
export type Reference = z.infer<typeof Reference>;

export function encodeReference(reference: Reference): string {
  return JSON.stringify(Reference.parse(reference));
}

/** Undefined for what another version wrote and this one cannot read: the next activity from there mends it. */
export function decodeReference(text: string | undefined): Reference | undefined {
  if (text === undefined) return undefined;
  try {
    const parsed = Reference.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

const THREAD = ';messageid=';

/** `19:…@thread.tacv2;messageid=170…` → the channel and, if there is one, the thread's root. */
export function splitConversationId(id: string): { readonly channel: string; readonly root?: string } {
  const at = id.indexOf(THREAD);
  if (at < 0) return { channel: id };
  return { channel: id.slice(0, at), root: id.slice(at + THREAD.length) };
}

/** The conversation that a channel's thread is. */
export function threadOf(channel: string, root: string): string {
  return `${channel}${THREAD}${root}`;
}

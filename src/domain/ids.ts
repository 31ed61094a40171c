import { hash } from 'node:crypto';
import { z } from 'zod';

/** Identifiers are branded where they are parsed, so that one kind is never handed over for another. */

/** A seminar's minted id: eight characters that are easy to read aloud and type, e.g. `k3m9x2pq`. */
export const SeminarId = z
  .string()
  .regex(/^[a-z0-9]{8}$/, 'a seminar id is eight letters or digits')
  .brand<'SeminarId'>();
export type SeminarId = z.infer<typeof SeminarId>;

/** A series' name in the configuration: lower case letters, digits, hyphens. */
export const SeriesId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'lower case letters, digits and hyphens, at most 63')
  .brand<'SeriesId'>();
export type SeriesId = z.infer<typeof SeriesId>;

/** A configured source, e.g. `files:seminars`. Stable as long as the configuration names the same place. */
export const SourceId = z.string().min(1).brand<'SourceId'>();
export type SourceId = z.infer<typeof SourceId>;

/** One workspace or tenant of one platform: `slack:T024BE7LH`, `teams:TENANT`, `preview:local`. */
export const LaneId = z
  .string()
  .regex(/^(slack|teams|preview):[^/\s]+$/)
  .brand<'LaneId'>();
export type LaneId = z.infer<typeof LaneId>;

/** What one process does for all that share a store, e.g. `duty:care`. Held under a lease, as a lane is. */
export const DutyId = z
  .string()
  .regex(/^duty:[a-z-]+$/)
  .brand<'DutyId'>();
export type DutyId = z.infer<typeof DutyId>;

/** A place to post, canonical: `LANE/NATIVE`, e.g. `slack:T024BE7LH/C0123ABCD`. Never a display name on Slack. */
export const ChannelId = z
  .string()
  .regex(/^(slack|teams|preview):[^/\s]+\/.+$/)
  .brand<'ChannelId'>();
export type ChannelId = z.infer<typeof ChannelId>;

/** A person of one lane, in the same form as a channel: `slack:T024BE7LH/U0123ABCD`. */
export const PersonId = z
  .string()
  .regex(/^(slack|teams|preview):[^/\s]+\/.+$/)
  .brand<'PersonId'>();
export type PersonId = z.infer<typeof PersonId>;

/** A route's stable name: a digest of what it matches and where it goes, or its `id` in the configuration. */
export const RouteId = z.string().min(1).brand<'RouteId'>();
export type RouteId = z.infer<typeof RouteId>;

/** A digest's stable name, made as a route's. */
export const DigestId = z.string().min(1).brand<'DigestId'>();
export type DigestId = z.infer<typeof DigestId>;

/** What a person types to settle a notice by hand: ten characters, derived from the notice's key. */
export const NoticeId = z
  .string()
  .regex(/^[a-z0-9]{10}$/)
  .brand<'NoticeId'>();
export type NoticeId = z.infer<typeof NoticeId>;

/** A message as the platform names it (Slack: `ts`; Teams: activity id; preview: a number). */
export const MessageId = z.string().min(1).brand<'MessageId'>();
export type MessageId = z.infer<typeof MessageId>;

/** Who holds a claim or a lane. Fresh for each holding; a result counts only while the token still matches. */
export const LeaseToken = z.string().min(1).brand<'LeaseToken'>();
export type LeaseToken = z.infer<typeof LeaseToken>;

/** Minted once, with the store. Two installations never take each other's posts for their own. */
export const InstallationId = z.string().min(8).brand<'InstallationId'>();
export type InstallationId = z.infer<typeof InstallationId>;

/** What waits for an organiser's word, as a person types it: its seminar's id, or one like it for a day off. */
export const ReviewId = z
  .string()
  .regex(/^[a-z0-9]{8}$/, 'eight letters or digits')
  .brand<'ReviewId'>();
export type ReviewId = z.infer<typeof ReviewId>;

export type PlatformName = 'slack' | 'teams' | 'preview';

/** `slack:T024/C01` → its parts. The one decoder of channel and person ids. */
export function splitChannelId(id: ChannelId | PersonId): {
  platform: PlatformName;
  lane: LaneId;
  native: string;
} {
  const slash = id.indexOf('/');
  const lane = LaneId.parse(id.slice(0, slash));
  return { platform: platformOf(lane), lane, native: id.slice(slash + 1) };
}

/** The one encoder of channel ids. */
export function channelIdOf(lane: LaneId, native: string): ChannelId {
  return ChannelId.parse(`${lane}/${native}`);
}

/** The one encoder of person ids. */
export function personIdOf(lane: LaneId, native: string): PersonId {
  return PersonId.parse(`${lane}/${native}`);
}

export function platformOf(lane: LaneId): PlatformName {
  const name = lane.slice(0, lane.indexOf(':'));
  if (name === 'slack' || name === 'teams' || name === 'preview') return name;
  throw new RangeError(`${lane} is a lane of no known platform`);
}

/** At most one review a seminar waits at a time, and is called as it is. */
export function reviewIdOf(seminar: SeminarId): ReviewId {
  return ReviewId.parse(seminar);
}

/** One a day off, whichever texts propose it. */
export function closedReviewId(day: Temporal.PlainDate): ReviewId {
  return ReviewId.parse(readableDigest(`closed ${day}`, 8));
}

const READABLE = 'abcdefghjkmnpqrstuvwxyz23456789';

/** `length` readable characters (no i, l, o, 0, 1) derived from a text: the same text, the same characters. */
export function readableDigest(text: string, length: number): string {
  const bytes = hash('sha256', text, 'buffer');
  let out = '';
  for (let i = 0; i < length; i += 1) out += READABLE[(bytes[i] ?? 0) % READABLE.length];
  return out;
}

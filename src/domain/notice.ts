import { hash } from 'node:crypto';
import {
  ChannelId,
  DigestId,
  type InstallationId,
  type LaneId,
  type LeaseToken,
  NoticeId,
  readableDigest,
  SeminarId,
} from './ids.ts';

/** What is owed. `edit` and `removal` are owed to a post that stands already. */
export type NoticeKind =
  | 'announcement'
  | 'reminder'
  | 'startingNow'
  | 'change'
  | 'digest'
  | 'followUp'
  | 'note'
  | 'edit'
  | 'removal';

/** A notice's natural key (rule 1 of the design): the same debt, the same key, however often it is planned. */
export type NoticeKey =
  | { readonly kind: 'announcement'; readonly seminar: SeminarId; readonly channel: ChannelId }
  | {
      readonly kind: 'reminder' | 'startingNow';
      readonly seminar: SeminarId;
      readonly epoch: number;
      /** Canonical text of the offset; `now` for startingNow. */
      readonly offset: string;
      readonly channel: ChannelId;
    }
  | {
      readonly kind: 'change';
      readonly seminar: SeminarId;
      readonly channel: ChannelId;
      readonly said: number;
    }
  | {
      readonly kind: 'followUp';
      readonly seminar: SeminarId;
      readonly epoch: number;
      readonly channel: ChannelId;
    }
  | {
      readonly kind: 'digest';
      readonly digest: DigestId;
      readonly slot: Temporal.Instant;
      readonly channel: ChannelId;
    }
  /** Asked for by a person: `send` and `note`. `request` is minted when it is asked for. */
  | { readonly kind: 'manual' | 'note'; readonly request: string; readonly channel: ChannelId }
  | { readonly kind: 'edit' | 'removal'; readonly post: NoticeId };

/** The one encoder. Parts are percent-encoded, so that a `/` in a channel id separates nothing. */
export function encodeNoticeKey(key: NoticeKey): string {
  return keyParts(key).map(encodeURIComponent).join('/');
}

function keyParts(key: NoticeKey): string[] {
  switch (key.kind) {
    case 'announcement':
      return [key.kind, key.seminar, key.channel];
    case 'reminder':
    case 'startingNow':
      return [key.kind, key.seminar, String(key.epoch), key.offset, key.channel];
    case 'change':
      return [key.kind, key.seminar, key.channel, String(key.said)];
    case 'followUp':
      return [key.kind, key.seminar, String(key.epoch), key.channel];
    case 'digest':
      return [key.kind, key.digest, key.slot.toString(), key.channel];
    case 'manual':
    case 'note':
      return [key.kind, key.request, key.channel];
    case 'edit':
    case 'removal':
      return [key.kind, key.post];
  }
}

/** The one decoder. Throws RangeError for what the encoder never makes. */
export function decodeNoticeKey(text: string): NoticeKey {
  const [kind, a = '', b = '', c = '', d = ''] = text.split('/').map(decodeURIComponent);
  switch (kind) {
    case 'announcement':
      return { kind, seminar: SeminarId.parse(a), channel: ChannelId.parse(b) };
    case 'reminder':
    case 'startingNow':
      return { kind, seminar: SeminarId.parse(a), epoch: Number(b), offset: c, channel: ChannelId.parse(d) };
    case 'change':
      return { kind, seminar: SeminarId.parse(a), channel: ChannelId.parse(b), said: Number(c) };
    case 'followUp':
      return { kind, seminar: SeminarId.parse(a), epoch: Number(b), channel: ChannelId.parse(c) };
    case 'digest':
      return { kind, digest: DigestId.parse(a), slot: Temporal.Instant.from(b), channel: ChannelId.parse(c) };
    case 'manual':
    case 'note':
      return { kind, request: a, channel: ChannelId.parse(b) };
    case 'edit':
    case 'removal':
      return { kind, post: NoticeId.parse(a) };
    default:
      throw new RangeError(`"${text}" is not a notice key`);
  }
}

/** What a person types to name a notice; derived, so that planning again names it alike. */
export function noticeIdOf(key: NoticeKey): NoticeId {
  return NoticeId.parse(readableDigest(encodeNoticeKey(key), 10));
}

/** What travels with a post as metadata: members can read it, so it says nothing and fits one installation only. */
export function opaqueKeyOf(notice: NoticeId, installation: InstallationId): string {
  return hash('sha256', `${installation}/${notice}`, 'base64url').slice(0, 22);
}

/**
 * The life of a notice. See `delivery.ts` for who may step where.
 * `withdrawn`: the present plan does not want it (cancelled, moved, route gone); a later plan may want it again.
 */
export type DeliveryState =
  | 'due'
  | 'held'
  | 'claimed'
  | 'sending'
  | 'unknown'
  | 'sent'
  | 'withdrawn'
  | 'superseded'
  | 'skipped'
  | 'failed';

/** What only some kinds carry. Kept as JSON. */
export interface NoticeDetail {
  /** reminder, startingNow: canonical text of the offset. */
  readonly offset?: string;
  /** manual: what kind of card was asked for. */
  readonly shows?: 'announcement' | 'reminder' | 'startingNow';
  /** note: the words to say. */
  readonly text?: string;
  /** note: what waits for a word, by the ids of the reviews; the card is made when it is sent. */
  readonly reviews?: readonly string[];
  /** digest: the window, as ISO instants. */
  readonly from?: string;
  readonly to?: string;
  /** change: where it is said. */
  readonly place?: 'channel' | 'thread';
  /** change: when the record first differed from what was said last (ISO instant); what the longest wait counts from. */
  readonly unsaidSince?: string;
  /** announcement: fields it waits for, and until when (ISO instant). */
  readonly needs?: readonly string[];
  readonly waitsUntil?: string;
  /** announcement: since when (ISO instant) it may go out although it was overdue; what `guard.burst` counts. */
  readonly late?: string;
  /** In rehearsal: the address that it would have reached. */
  readonly rehearses?: string;
}

/** One message owed to one channel. */
export interface Notice {
  readonly id: NoticeId;
  readonly key: NoticeKey;
  readonly kind: NoticeKind;
  readonly lane: LaneId;
  readonly channel: ChannelId;
  readonly seminar?: SeminarId;
  /** Nominal: from the record and the route, never from now. */
  readonly due: Temporal.Instant;
  /** From then on it is worth nothing. */
  readonly expires: Temporal.Instant;
  readonly state: DeliveryState;
  /** Not tried before this: a back-off, quiet hours, a Retry-After. Absent: `due` alone decides. */
  readonly notBefore?: Temporal.Instant;
  /** Sends begun so far. */
  readonly attempts: number;
  readonly token?: LeaseToken;
  /** In words that an organiser understands; of the last step. */
  readonly reason?: string;
  readonly supersededBy?: NoticeId;
  readonly detail: NoticeDetail;
}

/** What the planner says is owed; the store adds the state. */
export type PlannedNotice = Pick<
  Notice,
  'id' | 'key' | 'kind' | 'lane' | 'channel' | 'seminar' | 'due' | 'expires' | 'detail'
>;

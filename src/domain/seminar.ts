import { z } from 'zod';
import { type SeminarId, SeriesId, type SourceId } from './ids.ts';
import { DateText, InstantText, ZoneName } from './instant.ts';

/** Text of a record: trimmed, never empty. What is not there is absent, not "". */
const Text = z.string().trim().min(1);
/** Only http and https: a record must never smuggle `javascript:` or `file:` into a card. */
export const WebUrl = z.url({ protocol: /^https?$/, error: 'an address beginning with https:// or http://' });

export const Speaker = z
  .strictObject({
    name: Text,
    affiliation: Text.exactOptional(),
    bio: Text.exactOptional(),
    url: WebUrl.exactOptional(),
  })
  .readonly();
export type Speaker = z.infer<typeof Speaker>;

export const OnlineSession = z
  .strictObject({
    /** As people say it: "Zoom", "Teams", "Google Meet", "Webex" … */
    provider: Text.exactOptional(),
    url: WebUrl.exactOptional(),
    meetingId: Text.exactOptional(),
    /** A secret: it never reaches logs, metrics, public pages or error messages. */
    passcode: Text.exactOptional(),
  })
  .readonly();
export type OnlineSession = z.infer<typeof OnlineSession>;

export const Venue = z
  .strictObject({
    room: Text.exactOptional(),
    building: Text.exactOptional(),
    map: WebUrl.exactOptional(),
    online: OnlineSession.exactOptional(),
  })
  .readonly();
export type Venue = z.infer<typeof Venue>;

export const Audience = z.enum(['public', 'members']);
export type Audience = z.infer<typeof Audience>;

export const SeminarStatus = z.enum(['scheduled', 'cancelled', 'postponed']);
export type SeminarStatus = z.infer<typeof SeminarStatus>;

/**
 * What one source (or an organiser's patch) says of a seminar. Every field may be absent: absent means "not said".
 * Its encoded form (instants as ISO 8601 text) is what the store keeps.
 */
export const SeminarFields = z
  .strictObject({
    series: SeriesId.exactOptional(),
    kind: Text.exactOptional(),
    host: Text.exactOptional(),
    /** The talk's title alone. "TBA" is no title: it is absent. */
    title: Text.exactOptional(),
    speakers: z.array(Speaker).readonly().exactOptional(),
    /** Paragraphs are separated by an empty line. */
    abstract: Text.exactOptional(),
    start: InstantText.exactOptional(),
    end: InstantText.exactOptional(),
    /** The zone in which the venue's clock is read. */
    timezone: ZoneName.exactOptional(),
    /** Only where the day is known and the time is not. */
    date: DateText.exactOptional(),
    venue: Venue.exactOptional(),
    status: SeminarStatus.exactOptional(),
    /** Why it was cancelled or postponed, in the organiser's words. */
    statusReason: Text.exactOptional(),
    audience: Audience.exactOptional(),
    tags: z.array(Text).readonly().exactOptional(),
    chair: Text.exactOptional(),
    panel: z.array(Text).readonly().exactOptional(),
    slides: WebUrl.exactOptional(),
    recorded: z.boolean().exactOptional(),
    recording: WebUrl.exactOptional(),
    note: Text.exactOptional(),
    /** About the series, where the text itself says it. */
    about: Text.exactOptional(),
  })
  .readonly();
export type SeminarFields = z.infer<typeof SeminarFields>;
export type EncodedFields = z.input<typeof SeminarFields>;

/** `draft`: no start yet, or an organiser's word is awaited. Never goes back to draft by itself. */
export type Publication = 'draft' | 'published';

/** One seminar as everything downstream sees it: patch over claims over series defaults. */
export interface Seminar
  extends Omit<SeminarFields, 'speakers' | 'venue' | 'status' | 'timezone' | 'audience' | 'tags'> {
  readonly id: SeminarId;
  readonly speakers: readonly Speaker[];
  readonly venue: Venue;
  readonly timezone: string;
  readonly status: SeminarStatus;
  readonly audience: Audience;
  readonly tags: readonly string[];
  readonly publication: Publication;
  /** Grows with every change of any field that is shown. */
  readonly revision: number;
  /** Grows when the start moves, or the seminar is un-cancelled, after a time-bearing notice has left `due`. */
  readonly epoch: number;
  /** RFC 5545 SEQUENCE: grows when start, end, place or status changes; never decreases. */
  readonly sequence: number;
  /** When this revision came to be: the nominal due time of the edits it causes. */
  readonly changedAt: Temporal.Instant;
}

/** What one source says of one seminar: `(source, uid) → seminar` outlives the record itself. */
export interface Claim {
  readonly source: SourceId;
  /** Stable within its source. */
  readonly uid: string;
  readonly seminar: SeminarId;
  readonly fields: SeminarFields;
  /** Of the fields; equal hash, nothing to do. */
  readonly hash: string;
  /** Where a person finds it: "seminars/flood.txt" or "seminars/spring.yaml:12". */
  readonly place: string;
  /** Since when the source no longer has it. */
  readonly goneSince?: Temporal.Instant;
}

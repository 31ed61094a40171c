import type { ChannelAddress, Digest, Route } from './route.ts';
import type { Audience } from './seminar.ts';
import type { Series } from './series.ts';

export type Weekday = 'MON' | 'TUE' | 'WED' | 'THU' | 'FRI' | 'SAT' | 'SUN';

/** Days without seminars, both ends included. */
export interface ClosedDays {
  readonly from: Temporal.PlainDate;
  readonly to: Temporal.PlainDate;
  readonly name: string;
}

export interface QuietHours {
  readonly from: Temporal.PlainTime;
  /** Earlier than `from` means the next morning. */
  readonly to: Temporal.PlainTime;
}

/** Everything of the configuration that planning, delivering and showing depend on; validated and frozen. */
export interface Policy {
  /** `rehearsal` sends everything to the preview, marked with the channel that it would have reached. */
  readonly mode: 'rehearsal' | 'live';
  readonly timezone: string;
  /** BCP 47, e.g. `en-AU`: how dates and words are written. */
  readonly locale: string;
  readonly dateOrder: 'day-first' | 'month-first';
  readonly workdays: readonly Weekday[];
  readonly closed: readonly ClosedDays[];
  readonly audience: Audience;
  readonly operators: readonly ChannelAddress[];
  readonly series: readonly Series[];
  readonly routes: readonly Route[];
  readonly digests: readonly Digest[];
  readonly quietHours?: QuietHours;
  readonly guard: { readonly burst: number; readonly largeChannel: number };
  /** As typed by people: `/seminar` on Slack. */
  readonly command: string;
  /** How others reach the service, without a trailing slash; calendar links appear only with it. */
  readonly publicUrl?: string;
  /** In days. */
  readonly retention: {
    readonly ledger: number;
    readonly people: number;
    readonly rawText: number;
    readonly attendance: number;
  };
}

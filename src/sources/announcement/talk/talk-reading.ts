import type { Span } from '../reading.ts';
import type { OnlineReading } from './resolve-online.ts';
import type { People } from './resolve-people.ts';
import type { PlaceReading } from './resolve-place.ts';
import type { Setting } from './resolve-setting.ts';
import type { LongTexts } from './resolve-texts.ts';
import type { WhenReading } from './resolve-when.ts';
import type { Resolved } from './scope.ts';

export interface ReadSetting {
  readonly today: Temporal.PlainDate;
  readonly timezone: string;
  readonly dateOrder: 'day-first' | 'month-first';
}

/** Everything read of one talk, before it is checked and written down. */
export interface TalkReading {
  readonly title: Resolved<string>;
  readonly people: Resolved<People>;
  readonly affiliation?: Span;
  readonly setting: Setting;
  readonly texts: LongTexts;
  readonly when: WhenReading;
  readonly online: OnlineReading;
  readonly place: PlaceReading;
  readonly chair?: Span;
  readonly panel?: readonly Span[];
  readonly recurrence?: { readonly rule: string; readonly span: Span };
  readonly statusSpan?: Span;
}

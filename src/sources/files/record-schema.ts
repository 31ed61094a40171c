import { z } from 'zod';
import { durationSeconds } from '../../domain/duration.ts';
import { SeriesId } from '../../domain/ids.ts';
import { ZoneName } from '../../domain/instant.ts';
import { Audience, SeminarStatus, Speaker, Venue, WebUrl } from '../../domain/seminar.ts';

const Text = z.string({ error: 'a text' }).trim().min(1, 'must not be empty');
const Duration = z.string().transform((text, context) => {
  try {
    return durationSeconds(text);
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
    return z.NEVER;
  }
});
const TimeOfDay = z
  .string()
  .regex(/^([01]?\d|2[0-3]):[0-5]\d$/, 'a time of day such as 09:00')
  .transform((text) => Temporal.PlainTime.from(text.padStart(5, '0')));

/**
 * For samples, which must always lie ahead: counted from when the store first saw the file, then fixed.
 * `{ afterSetup: 3d, weekday: THU, at: "11:00" }` is the first Thursday at least three days after that.
 */
const AfterSetup = z.strictObject({
  afterSetup: Duration,
  weekday: z.enum(['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN']).exactOptional(),
  at: TimeOfDay.exactOptional(),
});
export type AfterSetup = z.infer<typeof AfterSetup>;

const MOMENT =
  'a day and time such as "2027-03-04 11:00" (in the record\'s time zone) or "2027-03-04T11:00:00+10:00"';

const Moment = z.union(
  [
    z.string().regex(/^\d{4}-\d{2}-\d{2}[T ]\d{1,2}:\d{2}(:\d{2})?\s*(Z|[+-]\d{2}:?\d{2})?$/, MOMENT),
    AfterSetup,
  ],
  { error: MOMENT },
);

const People = z.union(
  [
    Text.transform((name) => [{ name }]),
    z.array(
      z.union([Text.transform((name) => ({ name })), Speaker], {
        error: 'a name, or { name, affiliation, bio, url }',
      }),
    ),
  ],
  { error: 'a name, or a list of names or { name, affiliation, bio, url }' },
);

/** One record of a record file, as people write it. */
export const RecordEntry = z
  .strictObject({
    /** Names the record within its file: with one, a record is the same however much else changes. */
    id: z
      .string()
      .regex(
        /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
        'letters, digits, dots, hyphens and underscores, at most 64',
      )
      .exactOptional(),
    series: SeriesId.exactOptional(),
    kind: Text.exactOptional(),
    host: Text.exactOptional(),
    title: Text.exactOptional(),
    speakers: People.exactOptional(),
    abstract: Text.exactOptional(),
    start: Moment.exactOptional(),
    end: z.union([TimeOfDay, Moment], { error: 'a time such as "12:00", or a day and time' }).exactOptional(),
    duration: Duration.exactOptional(),
    /** The day, where the time is not known yet. */
    date: z.iso.date('a day such as 2027-03-04').exactOptional(),
    timezone: ZoneName.exactOptional(),
    venue: z
      .union([Text.transform((room) => ({ room })), Venue], {
        error: 'a room, or { room, building, map, online }',
      })
      .exactOptional(),
    status: SeminarStatus.exactOptional(),
    statusReason: Text.exactOptional(),
    audience: Audience.exactOptional(),
    tags: z.array(Text).exactOptional(),
    chair: Text.exactOptional(),
    panel: z.array(Text).exactOptional(),
    slides: WebUrl.exactOptional(),
    recorded: z.boolean().exactOptional(),
    recording: WebUrl.exactOptional(),
    note: Text.exactOptional(),
    about: Text.exactOptional(),
  })
  .refine((entry) => entry.end === undefined || entry.duration === undefined, {
    path: ['duration'],
    error: 'give either `end` or `duration`, not both',
  });
export type RecordEntry = z.infer<typeof RecordEntry>;

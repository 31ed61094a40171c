import { z } from 'zod';

/** Texts may be null or empty: both are "not said". */
const Words = z
  .string()
  .nullish()
  .transform((text) => text?.trim() || undefined);
const Flag = z.boolean().nullish();

/** Python's `str(datetime)`, "2027-03-04 15:00:00+00:00", or ISO 8601; always with an offset. */
const Moment = z
  .string()
  .regex(
    /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/,
    'a day and time with an offset',
  )
  .transform((text, context) => {
    try {
      return Temporal.Instant.from(text.replace(' ', 'T'));
    } catch {
      context.addIssue({ code: 'custom', message: 'is no day and time of the calendar' });
      return z.NEVER;
    }
  });

/** What is used of a talk of the site's API (version 0). */
export const Talk = z.object({
  seminar_id: z.string().min(1),
  seminar_ctr: z.int(),
  title: Words,
  abstract: Words,
  /** Several people are divided by bars, as are their affiliations and home pages. */
  speaker: Words,
  speaker_affiliation: Words,
  speaker_homepage: Words,
  start_time: Moment.nullish(),
  end_time: Moment.nullish(),
  timezone: Words,
  room: Words,
  online: Flag,
  /** Where people take part; given only where the site's rules allow it. */
  live_link: Words,
  /** Where people only watch. */
  stream_link: Words,
  /** 0: anybody; else a password, an account or a registration stands before the link. */
  access_control: z.int().nullish(),
  slides_link: Words,
  video_link: Words,
  comments: Words,
  topics: z.array(z.string()).nullish(),
  deleted: Flag,
  hidden: Flag,
  display: Flag,
});
export type Talk = z.infer<typeof Talk>;

export const SeriesAnswer = z.object({ code: z.literal('success'), talks: z.array(z.unknown()) });

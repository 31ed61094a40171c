import { z } from 'zod';

/** Indico leaves out, nulls and empties without a rule: all three are "not said". */
const Words = z
  .string()
  .nullish()
  .transform((text) => text?.trim() || undefined);
const Id = z.union([z.string().min(1), z.number()]).transform(String);

const Moment = z.object({
  date: z.iso.date(),
  time: z.string().regex(/^\d{2}:\d{2}/),
  tz: z.string().min(1),
});
export type IndicoMoment = z.infer<typeof Moment>;

const Person = z.object({ fullName: Words, first_name: Words, last_name: Words, affiliation: Words });
export type IndicoPerson = z.infer<typeof Person>;

const Place = {
  /** Name of the venue: a site or a building. */
  location: Words,
  room: Words,
  roomFullname: Words,
};

export const IndicoContribution = z.object({
  id: Id,
  title: Words,
  description: Words,
  startDate: Moment.nullish(),
  endDate: Moment.nullish(),
  speakers: z.array(Person).nullish(),
  url: Words,
  ...Place,
});
export type IndicoContribution = z.infer<typeof IndicoContribution>;

/** What is used of an event of Indico's export (`/export/categ/ID.json`). Contributions are judged one by one. */
export const IndicoEvent = z.object({
  id: Id,
  title: Words,
  description: Words,
  startDate: Moment,
  endDate: Moment.nullish(),
  timezone: Words,
  /** `simple_event` (older) or `lecture`: the event is the talk. `meeting` and `conference` consist of contributions. */
  type: Words,
  chairs: z.array(Person).nullish(),
  url: Words,
  keywords: z.array(z.string()).nullish(),
  roomMapURL: Words,
  contributions: z.array(z.unknown()).nullish(),
  ...Place,
});
export type IndicoEvent = z.infer<typeof IndicoEvent>;

export const IndicoAnswer = z.object({ results: z.array(z.unknown()) });

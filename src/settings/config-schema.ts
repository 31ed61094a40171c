import { z } from 'zod';
import { parseAddress } from '../domain/address.ts';
import { durationSeconds } from '../domain/duration.ts';
import { SeriesId } from '../domain/ids.ts';
import { ZoneName } from '../domain/instant.ts';
import type { ChannelAddress } from '../domain/route.ts';
import { Audience, Venue } from '../domain/seminar.ts';
import { parseCron } from '../domain/time/cron.ts';
import { parseOffset } from '../domain/time/offset.ts';
import { SlackWorkspaces, TeamsTenants } from './workspace-schema.ts';

/** Runs a parser that throws RangeError as a zod transform: its sentence becomes the issue. */
const parsed = <T>(parse: (text: string) => T) =>
  z.string().transform((text, context): T => {
    try {
      return parse(text);
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
      return z.NEVER;
    }
  });

const time = parsed((text) => {
  if (!/^\d{1,2}:\d{2}$/.test(text)) throw new RangeError('a time of day such as 09:00');
  return Temporal.PlainTime.from(text.padStart(5, '0'));
});
const date = z.iso.date('a day such as 2027-04-05').transform((text) => Temporal.PlainDate.from(text));
const address = parsed(parseAddress);
const offset = parsed(parseOffset);
const seconds = parsed(durationSeconds);
const days = seconds.transform((value) => value / 86_400);
const oneOrMore = <T extends z.ZodType>(schema: T) =>
  z.union([z.array(schema).min(1), schema.transform((one) => [one])]);

/** Somebody by id or mail, or a group by its handle; with the workspace where there are several: `slack:eecs/U0123ABCD`. */
const adminOf = (platform: 'slack' | 'teams') =>
  parsed((text): ChannelAddress => {
    if (!/^(?:slack|teams|preview):/.test(text)) return { platform, target: text, text };
    const address = parseAddress(text);
    if (address.platform === platform) return address;
    throw new RangeError(`"${text}" is not of ${platform}; write ${platform}:WORKSPACE/… or the id alone`);
  }).refine(({ target }) => target !== '', 'an id, a mail address or a group');

const match = z.union([
  z.literal('all').transform(() => ({ all: true as const })),
  z
    .strictObject({
      all: z.literal(true).exactOptional(),
      series: oneOrMore(SeriesId).exactOptional(),
      kind: oneOrMore(z.string().min(1)).exactOptional(),
      tag: oneOrMore(z.string().min(1)).exactOptional(),
      host: oneOrMore(z.string().min(1)).exactOptional(),
      speaker: oneOrMore(z.string().min(1)).exactOptional(),
      text: oneOrMore(z.string().min(1)).exactOptional(),
    })
    .refine((value) => Object.keys(value).length > 0, 'say what to match, or `match: all`'),
]);

const series = z.strictObject({
  name: z.string().min(1),
  host: z.string().min(1).exactOptional(),
  about: z.string().min(1).exactOptional(),
  duration: seconds.exactOptional(),
  venue: Venue.exactOptional(),
  audience: Audience.exactOptional(),
  organisers: z.array(z.string().min(1)).default([]),
});

const announce = z.union([
  z.literal('immediately'),
  z.literal('never'),
  z.strictObject({
    before: offset.default(() => parseOffset('7d')),
    at: time.default(() => Temporal.PlainTime.from('09:00')),
    needs: z.array(z.enum(['title', 'speakers', 'abstract', 'venue'])).default(['title']),
    latest: offset.default(() => parseOffset('3d')),
  }),
]);

const route = z.strictObject({
  id: z.string().min(1).exactOptional(),
  match,
  to: z.array(address).min(1),
  announce: announce.exactOptional(),
  remind: z.array(offset).default(() => ['0d@09:00', '15m'].map(parseOffset)),
  startingNow: z.boolean().default(false),
  joinLink: z.enum(['always', 'reminder', 'never']).default('reminder'),
  changes: z.enum(['auto', 'thread', 'channel', 'silent']).default('auto'),
  audience: Audience.exactOptional(),
});

const digest = z.strictObject({
  id: z.string().min(1).exactOptional(),
  cron: z.string().superRefine((text, context) => {
    try {
      parseCron(text);
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
    }
  }),
  window: days.default(7),
  to: z.array(address).min(1),
  match: match.default({ all: true }),
  audience: Audience.exactOptional(),
});

/** Sources are validated by their own folders; here only that each names its type. */
const source = z.looseObject({ type: z.string().min(1) });

/** The configuration file. Defaults are those of the README. */
export const Configuration = z.strictObject({
  mode: z.enum(['rehearsal', 'live']).default('rehearsal'),
  timezone: ZoneName,
  locale: z
    .string()
    .refine((tag) => {
      try {
        return Intl.getCanonicalLocales(tag).length === 1;
      } catch {
        return false;
      }
    }, 'a language tag such as en-AU')
    .default('en-AU'),
  dateOrder: z.enum(['day-first', 'month-first']).default('day-first'),
  workdays: z
    .array(z.enum(['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN']))
    .min(1)
    .default(['MON', 'TUE', 'WED', 'THU', 'FRI']),
  closed: z
    .array(
      z
        .strictObject({ from: date, to: date, name: z.string().min(1) })
        .refine((span) => Temporal.PlainDate.compare(span.from, span.to) <= 0, '`to` lies before `from`'),
    )
    .default([]),
  audience: Audience.default('members'),
  operators: z.array(address).default([]),
  series: z.record(SeriesId, series).default({}),
  sources: z.array(source).default([]),
  routes: z.array(route).default([]),
  digests: z.array(digest).default([]),
  quietHours: z.strictObject({ from: time, to: time }).exactOptional(),
  guard: z
    .strictObject({ burst: z.int().min(0).default(5), largeChannel: z.int().min(1).default(500) })
    .default({ burst: 5, largeChannel: 500 }),
  slack: z
    .strictObject({
      command: z
        .string()
        .regex(/^\/[a-z0-9_-]{1,31}$/, 'a slash and at most 31 lower case letters, such as /seminar')
        .default('/seminar'),
      reconcile: z.enum(['history', 'none']).default('history'),
      workspaces: SlackWorkspaces.default({}),
    })
    .default({ command: '/seminar', reconcile: 'history', workspaces: {} }),
  teams: z.strictObject({ tenants: TeamsTenants.default({}) }).default({ tenants: {} }),
  admins: z
    .strictObject({
      slack: z.array(adminOf('slack')).default([]),
      teams: z.array(adminOf('teams')).default([]),
    })
    .default({ slack: [], teams: [] }),
  retention: z
    .strictObject({
      ledger: days.default(400),
      people: days.default(90),
      rawText: days.default(30),
      attendance: days.default(7),
    })
    .default({ ledger: 400, people: 90, rawText: 30, attendance: 7 }),
});
export type Configuration = z.infer<typeof Configuration>;

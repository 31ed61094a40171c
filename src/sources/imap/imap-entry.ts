import { z } from 'zod';
import { durationSeconds } from '../../domain/duration.ts';
import { ZoneName } from '../../domain/instant.ts';
import { every, RemoteFields, SourceAddress } from '../entry-fields.ts';

const { name, allowHosts } = RemoteFields;
const Secret = z.string().min(1);

const Mailbox = {
  type: z.literal('imap'),
  host: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.:-]*$/, 'a host name such as imap.example.edu'),
  /** 993, or 143 for `starttls` and `none`. */
  port: z.int().min(1).max(65_535).exactOptional(),
  /** `none` sends passwords in the clear: only to hosts of `allowHosts`. */
  security: z.enum(['tls', 'starttls', 'none']).default('tls'),
  user: z.string().min(1),
  mailbox: z.string().min(1).default('INBOX'),
  /** How far back the first reading goes. */
  since: z
    .string()
    .refine((text) => {
      try {
        return durationSeconds(text) > 0;
      } catch {
        return false;
      }
    }, 'a duration such as 60d')
    .transform(durationSeconds)
    .prefault('60d'),
  /** Besides being told of new mail by the server. */
  every: every('5m'),
  review: z.boolean().default(true),
  timezone: ZoneName.exactOptional(),
  dateOrder: z.enum(['day-first', 'month-first']).exactOptional(),
  name,
  allowHosts,
};

const Password = z.strictObject({
  ...Mailbox,
  auth: z.literal('password').default('password'),
  password: Secret,
});

const OAuth2 = z
  .strictObject({
    ...Mailbox,
    auth: z.literal('oauth2'),
    /** A token that is good for the while; else one is fetched from `tokenUrl`. */
    accessToken: Secret.exactOptional(),
    tokenUrl: SourceAddress.exactOptional(),
    clientId: z.string().min(1).exactOptional(),
    clientSecret: Secret.exactOptional(),
    /** Without one the client's own credentials are exchanged (Exchange Online's application access). */
    refreshToken: Secret.exactOptional(),
    scope: z.string().min(1).exactOptional(),
  })
  .refine(
    (entry) =>
      entry.accessToken !== undefined || (entry.tokenUrl !== undefined && entry.clientId !== undefined),
    {
      path: ['accessToken'],
      error: 'give `accessToken`, or `tokenUrl`, `clientId` and `refreshToken` or `clientSecret`',
    },
  )
  .refine(
    (entry) =>
      entry.tokenUrl === undefined || entry.refreshToken !== undefined || entry.clientSecret !== undefined,
    { path: ['refreshToken'], error: 'give `refreshToken` or `clientSecret` beside `tokenUrl`' },
  );

/** `{ type: imap, host: imap.example.edu, user: talks@example.edu, password: "${IMAP_PASSWORD}", mailbox: Seminars }`. */
export const ImapEntry = z
  .union([Password, OAuth2])
  .refine((entry) => entry.security !== 'none' || entry.allowHosts.includes(entry.host), {
    path: ['security'],
    error: '`none` is for hosts of your own network: name the host in `allowHosts`',
  });
export type ImapEntry = z.infer<typeof ImapEntry>;
export type OAuth2Entry = z.infer<typeof OAuth2>;
